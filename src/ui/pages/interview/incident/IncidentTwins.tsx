import type { IncidentLine } from "#modes/interview/incident/lines";
import { gotText, STEP_WORDS } from "#modes/interview/incident/markdown";
import type { IncidentDimension } from "#modes/interview/incident/score";
import { type Column, Table } from "../../../kit/Table";
import type { IncidentOutcome } from "./result";
import css from "./result.module.css";
import { WalkTo } from "./WalkTo";

type Scored = Extract<IncidentOutcome, { readonly state: "scored" }>;
type Pair<T> = readonly [T, T];

interface LineRow {
  readonly id: string;
  readonly label: string;
  readonly lines: Pair<IncidentLine | undefined>;
}

/** The lines of a dimension of both; what only one of them has comes last. */
function rowsOf([one, twin]: Pair<IncidentDimension | undefined>): readonly LineRow[] {
  const first = one?.lines ?? [];
  const second = twin?.lines ?? [];
  const ids = [...new Set([...first, ...second].map(({ id }) => id))];
  return ids.map((id) => {
    const lines = [first.find((line) => line.id === id), second.find((line) => line.id === id)] as const;
    return { id, label: (lines[0] ?? lines[1])?.label ?? id, lines };
  });
}

/** One incident that two people were given, line by line, and the order in which they took its steps. */
export function IncidentTwins({
  outcomes: [one, twin],
  names,
}: {
  outcomes: Pair<IncidentOutcome | undefined>;
  names: Pair<string>;
}) {
  if (one?.state === "scored" && twin?.state === "scored") return <Lines pair={[one, twin]} names={names} />;
  const missing = ([one, twin] as const).flatMap((outcome, i) =>
    outcome?.state === "scored" ? [] : [`${names[i]}: ${outcome?.why ?? "was not asked this."}`],
  );
  return <p>There is nothing to compare. {missing.join(" ")}</p>;
}

function Lines({ pair, names }: { pair: Pair<Scored>; names: Pair<string> }) {
  const columns = <Row,>(cell: (row: Row, side: 0 | 1) => React.ReactNode) =>
    ([0, 1] as const).map(
      (side): Column<Row> => ({
        id: String(side),
        header: names[side],
        cell: (row) => cell(row, side),
        width: "26%",
        wrap: true,
      }),
    );
  const walk = (side: 0 | 1, second: number | null) =>
    second === null ? null : <WalkTo run={pair[side].score.run} second={second} startsAt={pair[side].startsAt} />;
  const [one, twin] = pair;
  return (
    <div className={css.result}>
      {one.score.dimensions.map((dimension, at) => {
        const other = twin.score.dimensions[at];
        return (
          <section key={dimension.id} aria-label={dimension.label} className={css.dimension}>
            <h4 className={css.heading}>{dimension.label}</h4>
            <p className="muted">
              {names[0]} {Math.round(dimension.score)} · {names[1]} {Math.round(other?.score ?? 0)}
            </p>
            <Table
              label={`${dimension.label} of both`}
              columns={[
                { id: "label", header: "What counted", cell: ({ label }: LineRow) => label, wrap: true },
                ...columns<LineRow>(({ lines }, side) => {
                  const line = lines[side];
                  return line === undefined ? (
                    "–"
                  ) : (
                    <span className={css.got} title={line.reason}>
                      {gotText(line)} {walk(side, line.second)}
                    </span>
                  );
                }),
              ]}
              rows={rowsOf([dimension, other])}
              rowId={({ id }) => id}
            />
          </section>
        );
      })}
      <section aria-label="Order" className={css.dimension}>
        <h4 className={css.heading}>Order</h4>
        <Table
          label="Order of both"
          columns={[
            { id: "step", header: "Step", cell: ({ id }: Scored["score"]["order"]["steps"][number]) => STEP_WORDS[id] },
            ...columns<Scored["score"]["order"]["steps"][number]>(
              ({ id }, side) =>
                walk(side, pair[side].score.order.steps.find((step) => step.id === id)?.second ?? null) ?? "never",
            ),
          ]}
          rows={one.score.order.steps}
          rowId={({ id }) => id}
        />
      </section>
    </div>
  );
}
