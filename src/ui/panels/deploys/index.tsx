import { useState } from "react";
import type { DeployEntry } from "#domain/telemetry";
import { clock } from "#lib/format";
import { consoleStore, useConsole } from "../../console-state";
import { Select } from "../../kit/Field";
import { Status } from "../../kit/Sign";
import { EmptyState, Loading } from "../../kit/State";
import { type Column, Table } from "../../kit/Table";
import { Toolbar } from "../../kit/Toolbar";
import { useView } from "../../live";
import { useLook } from "../../looking";
import { useStartsAt, useWho } from "../../who";
import { CHANGE_STATES, CHANGE_WORDS, nameOf } from "../../words";
import { ActionDialog, type Intent } from "../actions/ActionDialog";
import { Change } from "./Change";
import css from "./deploys.module.css";

const DAY = 86_400;
/** Columns that stay while a change is open beside the list. */
const NARROW: ReadonlySet<string> = new Set(["when", "title", "node", "state"]);

/** What an entry is called while the list goes on growing. */
export const changeKey = (entry: DeployEntry): string =>
  `${entry.second} ${entry.kind} ${entry.node} ${entry.region} ${entry.title}`;

/** Time of a change: of the day, with how many days ago when it was not today. */
function whenOf(second: number, startsAt: number): string {
  const days = Math.floor((startsAt + second) / DAY);
  return days === 0 ? clock(startsAt + second).slice(0, 5) : `${-days} d ago`;
}

/** The history of changes, whoever made them, newest first; opening one shows notes, diff and pipeline. */
export default function DeploysPanel() {
  const opened = useConsole((state) => state.deploy);
  const nodes = useView((view) => view.system.nodes);
  const [node, setNode] = useState("all");
  const [chosen, setChosen] = useState<string | null>(null);
  const [intent, setIntent] = useState<Intent | null>(null);
  const result = useLook({ panel: "deploys" });
  const startsAt = useStartsAt();
  const who = useWho();
  if (result?.panel !== "deploys") return <Loading label="Asking for the history" />;

  const all = result.entries;
  const entries = all.filter((entry) => node === "all" || entry.node === node);
  // Another panel may have asked for a version; otherwise a row was chosen.
  const change =
    all.find((entry) => changeKey(entry) === chosen) ??
    (opened === null ? undefined : all.find((entry) => entry.version === opened && entry.kind === "deploy"));
  const changed = nodes.filter(({ id }) => all.some((entry) => entry.node === id));
  const columns: readonly Column<DeployEntry>[] = [
    { id: "when", header: "When", width: "7ch", cell: ({ second }) => whenOf(second, startsAt) },
    { id: "kind", header: "What", width: "9ch", optional: true, cell: ({ kind }) => CHANGE_WORDS[kind] },
    { id: "title", header: "Change", width: "45%", cell: ({ title }) => title },
    { id: "node", header: "Service", cell: (entry) => nameOf(nodes, entry.node) },
    { id: "region", header: "Region", optional: true, cell: ({ region }) => (region === "all" ? "all" : region) },
    { id: "by", header: "By", optional: true, cell: ({ by }) => who(by) },
    {
      id: "state",
      header: "State",
      cell: ({ state }) => (
        <Status tone={CHANGE_STATES[state].tone} plain>
          {CHANGE_STATES[state].label}
        </Status>
      ),
    },
  ];
  const close = () => {
    setChosen(null);
    consoleStore.setState({ deploy: null });
  };

  return (
    <div className={css.panel}>
      <Toolbar label="Filter changes">
        <Select
          label="Service"
          hideLabel
          value={node}
          options={[{ value: "all", label: "All services" }, ...changed.map(({ id, label }) => ({ value: id, label }))]}
          onChange={setNode}
        />
      </Toolbar>
      <div className={css.split} data-open={change !== undefined}>
        <div className={css.list}>
          <Table
            label="Changes, newest first"
            columns={change === undefined ? columns : columns.filter(({ id }) => NARROW.has(id))}
            rows={entries}
            rowId={changeKey}
            selected={change === undefined ? undefined : changeKey(change)}
            onSelect={(entry) => {
              setChosen(changeKey(entry));
              consoleStore.setState({ deploy: entry.kind === "deploy" ? entry.version : null });
            }}
            empty={<EmptyState title="Nothing has been changed here" />}
          />
        </div>
        {change !== undefined && (
          <Change
            key={changeKey(change)}
            entry={change}
            onClose={close}
            onAct={(action) =>
              setIntent({ action, node: change.node, ...(change.region === "all" ? {} : { region: change.region }) })
            }
          />
        )}
      </div>
      <ActionDialog intent={intent} onClose={() => setIntent(null)} />
    </div>
  );
}
