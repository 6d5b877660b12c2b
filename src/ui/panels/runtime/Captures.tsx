import { useState } from "react";
import type { ActionKind } from "#domain/actions";
import { clock, duration } from "#lib/format";
import { useCanDo } from "../../command";
import type { ConsoleState } from "../../console-state";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { Callout } from "../../kit/State";
import { useView } from "../../live";
import { ActionDialog, type Intent } from "../actions/ActionDialog";
import css from "../tool/tool.module.css";

/** What captures what a view shows. */
const TAKEN: Readonly<Record<"heap" | "threads", readonly ActionKind[]>> = {
  heap: ["heap-dump"],
  threads: ["thread-dump", "profile"],
};

/** Takes dumps and profiles, says what each costs before it is asked for, and chooses among those there are. */
export function Captures({
  asked: { node, region, operation },
  view,
  onChoose,
}: {
  asked: ConsoleState["runtime"];
  view: "heap" | "threads";
  onChoose: (operation: number | null) => void;
}) {
  const palette = useView((each) => each.palette);
  const operations = useView((each) => each.operations);
  const startsAt = useView((each) => each.clock - each.now);
  const canPlay = useCanDo("act");
  const [intent, setIntent] = useState<Intent | null>(null);
  const kinds = TAKEN[view];
  const entries = palette.flatMap(({ entry }) => (kinds.includes(entry.kind) ? [entry] : []));
  const mine = operations.filter(
    ({ request }) => kinds.includes(request.action) && request.node === node && request.region === region,
  );
  const taken = mine.filter(({ phase }) => phase === "done");
  const underWay = mine.find(({ phase }) => phase === "requested" || phase === "running");
  const labelOf = (action: ActionKind) => entries.find(({ kind }) => kind === action)?.label ?? action;
  return (
    <div className={css.captures}>
      <div className={css.controls}>
        {entries.map(({ kind, label }) => (
          <Button key={kind} disabled={!canPlay} onClick={() => setIntent({ action: kind, node, region })}>
            {label}…
          </Button>
        ))}
        {taken.length > 0 && (
          <Select
            label="Captured"
            hideLabel
            options={[
              { value: "", label: "The newest" },
              ...taken.map(({ id, request, endsAt }) => ({
                value: String(id),
                label: `${labelOf(request.action)}, ${clock(startsAt + endsAt)}`,
              })),
            ]}
            value={operation === null ? "" : String(operation)}
            onChange={(id) => onChoose(id === "" ? null : Number(id))}
          />
        )}
      </div>
      {entries.map(({ kind, label, seconds, riskNote }) => (
        <p key={kind} className={css.cost}>
          {label}: about {duration(seconds)}. {riskNote}
        </p>
      ))}
      {underWay !== undefined && (
        <Callout>
          {labelOf(underWay.request.action)}: {underWay.note}, until about {clock(startsAt + underWay.endsAt)}.
        </Callout>
      )}
      <ActionDialog intent={intent} onClose={() => setIntent(null)} />
    </div>
  );
}
