import { Pin } from "lucide-react";
import type { CommandBody } from "#domain/commands";
import { useCanDo, useCommand } from "../../command";
import { PANELS } from "../../console-state";
import { Button } from "../../kit/Button";
import { Menu, type MenuItem } from "../../kit/Menu";
import { Panel } from "../../kit/Page";
import { EmptyState } from "../../kit/State";
import { Timestamp } from "../../kit/Timestamp";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { useStartsAt } from "../../who";
import { type FactView, hypothesisLine } from "./evidence";
import css from "./notebook.module.css";

/** Where something was seen: panels that have a name of their own in the rail, and those that are part of one. */
const PARTS: Readonly<Record<string, string>> = {
  trace: "a trace",
  deploy: "a release",
  probe: "a probe",
  dump: "a thread dump",
  told: "what somebody said",
};

function seenIn(panel: string): string {
  return PARTS[panel] ?? PANELS.find(({ id }) => id === panel)?.label ?? panel;
}

/** What has been seen so far, newest first; to be pinned to what it speaks for or against. */
export function Facts() {
  const facts = useView((view) => view.facts);
  const { give, refusal } = useCommand();
  return (
    <Panel title={`Found so far (${facts.length})`} flush>
      {refusal !== null && <RefusalNote refusal={refusal} />}
      {facts.length === 0 ? (
        <EmptyState title="Nothing found yet">
          What you see on a panel and what bears on the case is collected here. Pin it to a hypothesis that it speaks
          for or against.
        </EmptyState>
      ) : (
        <ul className={css.rows}>
          {[...facts].reverse().map((fact) => (
            <Fact key={fact.id} fact={fact} give={(command) => void give(command)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Fact({ fact, give }: { fact: FactView; give: (command: CommandBody) => void }) {
  const hypotheses = useView((view) => view.hypotheses);
  const system = useView((view) => view.system);
  const startsAt = useStartsAt();
  const canPlay = useCanDo("pin");
  const pin = (hypothesis: string | null, bearing: "supports" | "against") =>
    give({ kind: "pin", args: { fact: fact.id, hypothesis, bearing } });
  const groups: MenuItem[][] = hypotheses.map((hypothesis) => {
    const line = hypothesisLine(hypothesis, system);
    return [
      {
        id: `${hypothesis.id} for`,
        label: `Supports “${line}”`,
        onSelect: () => pin(hypothesis.id, "supports"),
      },
      {
        id: `${hypothesis.id} against`,
        label: `Speaks against “${line}”`,
        onSelect: () => pin(hypothesis.id, "against"),
      },
    ];
  });
  groups.push([
    { id: "alone", label: "Pin without a hypothesis", onSelect: () => pin(null, "supports") },
    ...(fact.pinned === null
      ? []
      : [{ id: "unpin", label: "Unpin", onSelect: () => give({ kind: "unpin", args: { fact: fact.id } }) }]),
  ]);
  const target = hypotheses.find(({ id }) => id === fact.pinned?.hypothesis);
  return (
    <li className={css.row}>
      <div className={css.rowText}>
        <p>{fact.text}</p>
        <p className={css.meta}>
          <Timestamp second={fact.second} startsAt={startsAt} withSeconds={false} /> · {seenIn(fact.panel)}
          {fact.pinned !== null && (
            <>
              {" · pinned, "}
              {target === undefined
                ? "to none"
                : `${fact.pinned.bearing === "supports" ? "supports" : "against"} “${hypothesisLine(target, system)}”`}
            </>
          )}
        </p>
      </div>
      {canPlay && (
        <Menu
          align="end"
          trigger={
            <Button kind="quiet" icon={<Pin />} aria-label={`${fact.pinned === null ? "Pin" : "Pinned"}: ${fact.text}`}>
              {fact.pinned === null ? "Pin…" : "Pinned…"}
            </Button>
          }
          groups={groups}
        />
      )}
    </li>
  );
}
