import { useState } from "react";
import type { DatabaseViewId } from "#domain/telemetry";
import { useCanDo } from "../../command";
import { type ConsoleState, consoleStore, useConsole } from "../../console-state";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { SegmentedControl } from "../../kit/Toggle";
import { useView } from "../../live";
import { useLook } from "../../looking";
import { useOwnNodes } from "../../team/tools";
import { ActionDialog, type Intent } from "../actions/ActionDialog";
import { ToolView } from "../tool/ToolView";
import css from "../tool/tool.module.css";

type Asked = ConsoleState["database"];

const VIEWS: readonly { readonly value: DatabaseViewId; readonly label: string }[] = [
  { value: "activity", label: "Activity" },
  { value: "blocking", label: "Blocking" },
  { value: "statements", label: "Statements" },
  { value: "plan", label: "Plan" },
  { value: "connections", label: "Connections" },
  { value: "replication", label: "Replication" },
];

const ask = (change: Partial<Asked>) =>
  consoleStore.setState(({ database }) => ({ database: { ...database, ...change } }));

/** What a database says about itself: sessions, who waits for whom, statements and their plans, connections, replicas. */
export default function DatabasePanel() {
  const hasAny = useView((view) => view.system.nodes.some(({ kind }) => kind === "database"));
  const nodes = useOwnNodes();
  const asked = useConsole((state) => state.database);
  const databases = nodes.filter(({ kind }) => kind === "database");
  const node = databases.find(({ id }) => id === asked.node) ?? databases[0];
  if (node === undefined && hasAny) {
    return (
      <EmptyState title="No database is among your services">
        Ask whoever has one what they see, and ask them to share it.
      </EmptyState>
    );
  }
  if (node === undefined)
    return <EmptyState title="There is no database here">This system keeps its data elsewhere.</EmptyState>;
  return (
    <div className={css.panel}>
      <div className={css.controls}>
        <Select
          label="Database"
          hideLabel
          options={databases.map(({ id, label }) => ({ value: id, label }))}
          value={node.id}
          onChange={(id) => ask({ node: id, key: null })}
        />
        <div className={css.views}>
          <SegmentedControl
            label="What to show"
            segments={VIEWS}
            value={asked.view}
            onChange={(view) => ask({ view, ...(view === "plan" && { key: null }) })}
          />
        </div>
      </div>
      <Shown asked={{ ...asked, node: node.id }} />
    </div>
  );
}

/** A plan needs a statement: without one the statements are there to choose from. */
function Shown({ asked }: { asked: Asked }) {
  const isChoosing = asked.view === "plan" && asked.key === null;
  const result = useLook(isChoosing ? { ...asked, view: "statements" } : asked);
  const opensPlans = isChoosing || asked.view === "statements";
  return (
    <>
      {asked.view === "plan" && <PlanBar asked={asked} />}
      {result === null ? (
        <Loading label="Asking the database" lines={8} />
      ) : result.panel !== "database" ? (
        <ErrorState title="The database gave no answer">Other panels work. Choose another view.</ErrorState>
      ) : (
        <ToolView
          result={result.database}
          {...(opensPlans && { onOpen: (_section: string, key: string) => ask({ view: "plan", key }) })}
        />
      )}
    </>
  );
}

/** What one does about a plan. */
function PlanBar({ asked: { node, key } }: { asked: Asked }) {
  const [intent, setIntent] = useState<Intent | null>(null);
  const canPlay = useCanDo("act");
  if (key === null) return <p className={css.cost}>Choose the statement whose plan to see.</p>;
  return (
    <div className={css.controls}>
      <Button onClick={() => ask({ key: null })}>All statements</Button>
      <Button disabled={!canPlay} onClick={() => setIntent({ action: "explain-analyze", node, key })}>
        Explain analyze…
      </Button>
      <Button disabled={!canPlay} onClick={() => setIntent({ action: "add-index", node })}>
        Add an index…
      </Button>
      <ActionDialog intent={intent} onClose={() => setIntent(null)} />
    </div>
  );
}
