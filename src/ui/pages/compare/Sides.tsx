import { type ReactNode, useMemo, useState } from "react";
import { compareRuns, type Decision, type MarkPair, type Pair } from "#debrief/index";
import type { Dimension } from "#domain/drill";
import type { Mark, Scorecard } from "#domain/score";
import { count, fixed } from "#lib/format";
import { Button } from "../../kit/Button";
import { Section } from "../../kit/Page";
import { Badge, ToneShape } from "../../kit/Sign";
import { DIMENSION_WORDS } from "../../words";
import { pointsOf, STATE_WORDS } from "../debrief/words";
import { At, LETTERS, type Titles } from "./At";
import { Both } from "./Both";
import { Curves } from "./Curves";
import css from "./compare.module.css";
import type { Side } from "./load";
import { type PairRow, PairTable } from "./PairTable";
import { StageTable } from "./StageTable";

/** Two runs of the same incident, side by side. */
export function Sides({ sides, titles }: { sides: readonly [Side, Side]; titles: Titles }) {
  const [a, b] = sides;
  const compared = useMemo(() => compareRuns(a.debrief.scene, a.told, b.told), [a, b]);
  return (
    <>
      <Section title="Side by side">
        <Outcome sides={sides} titles={titles} />
      </Section>
      <Section title="What it cost">
        <Curves sides={sides} titles={titles} compared={compared} />
      </Section>
      <Section title="How long it took">
        <StageTable sides={sides} />
      </Section>
      <Section title="Where they part">
        <Parting sides={sides} decision={compared.decision} />
      </Section>
      <Section title="What counted">
        <MarkTable sides={sides} pairs={compared.marks} />
      </Section>
      {compared.entries.length > 0 && (
        <Section title="From there on">
          <Both sides={sides} pairs={compared.entries} />
        </Section>
      )}
    </>
  );
}

/** Second of the worst of it, where there was any. */
function worst(values: readonly number[], step: number): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[at] ?? 0)) at = i;
  return at * step;
}

/** The second that weighs most in a dimension: the worst of the harm, or that of a mark; null when none has one. */
function decisive({ marks, impact }: Scorecard, dimension: Dimension): number | null {
  if (dimension === "restore") return worst(impact.player, impact.step);
  let most: Mark | null = null;
  for (const mark of marks) {
    if (mark.dimension !== dimension || mark.second === null) continue;
    if (most === null || Math.abs(mark.points) > Math.abs(most.points)) most = mark;
  }
  return most?.second ?? null;
}

function Outcome({ sides, titles }: { sides: readonly [Side, Side]; titles: Titles }) {
  const row = (what: string, cell: (side: Side) => ReactNode): PairRow => ({
    id: what,
    what,
    a: cell(sides[0]),
    b: cell(sides[1]),
  });
  const rows = [
    row("Points", ({ place, told: { card, run } }) => (
      <At place={place} second={run.horizon}>
        {fixed(card.total, 0)} of 100
      </At>
    )),
    row("It ended", ({ told }) => told.card.ending?.title ?? "without an ending"),
    row("Harm to customers", ({ place, told: { card } }) => (
      <>
        {count(card.impact.totals.player)}, worst at{" "}
        <At place={place} second={worst(card.impact.player, card.impact.step)} />
      </>
    )),
    ...sides[0].told.card.dimensions.map(({ dimension }) =>
      row(DIMENSION_WORDS[dimension], ({ place, told: { card } }) => {
        const score = card.dimensions.find((each) => each.dimension === dimension)?.score;
        const second = decisive(card, dimension);
        if (score === undefined) return "–";
        if (second === null) return fixed(score, 0);
        return (
          <>
            {fixed(score, 0)}, most of it at <At place={place} second={second} />
          </>
        );
      }),
    ),
    row("No more than", ({ told: { card } }) =>
      card.cap === null ? "–" : `${fixed(card.cap.total, 0)}: ${card.cap.reason}`,
    ),
    row("Labels", ({ told }) => told.card.labels.join(", ") || "–"),
  ];
  return <PairTable label="Side by side" what="Of the run" a={`A: ${titles[0]}`} b={`B: ${titles[1]}`} rows={rows} />;
}

function Parting({ sides, decision }: { sides: readonly [Side, Side]; decision: Pair<Decision> }) {
  if (decision[0] === null && decision[1] === null) return <p>The same was done in both, second by second.</p>;
  return (
    <div className={css.parting}>
      {LETTERS.map((letter, index) => {
        const made = decision[index];
        const side = sides[index];
        return (
          <p key={letter}>
            <Badge>{letter}</Badge>{" "}
            {made === null || made === undefined || side === undefined ? (
              "Nothing more is done."
            ) : (
              <>
                <At place={side.place} second={made.second} /> {made.text}
              </>
            )}
          </p>
        );
      })}
    </div>
  );
}

function MarkTable({ sides, pairs }: { sides: readonly [Side, Side]; pairs: readonly MarkPair[] }) {
  const [isWhole, setWhole] = useState(false);
  const differing = pairs.filter(({ differs }) => differs);
  const same = pairs.length - differing.length;
  const shown = isWhole ? pairs : differing;
  const cell = (mark: Mark | null | undefined, side: Side) => {
    if (mark === null || mark === undefined) return "–";
    const { tone, word } = STATE_WORDS[mark.state];
    return (
      <span className={css.mark}>
        <span className={css[tone]}>
          <ToneShape tone={tone} />
        </span>
        {word} {pointsOf(mark)}
        {mark.second !== null && (
          <span>
            at <At place={side.place} second={mark.second} />
          </span>
        )}
      </span>
    );
  };
  return (
    <>
      {shown.length === 0 ? (
        <p>Every mark came out the same.</p>
      ) : (
        <PairTable
          label="What counted in both"
          what="Mark"
          a="A"
          b="B"
          rows={shown.map(({ mark: [left, right] }) => ({
            id: left?.id ?? right?.id ?? "",
            what: (left ?? right)?.label ?? "",
            a: cell(left, sides[0]),
            b: cell(right, sides[1]),
          }))}
        />
      )}
      {same > 0 && (
        <Button kind="quiet" onClick={() => setWhole(!isWhole)} aria-expanded={isWhole}>
          {isWhole ? "Only those that differ" : `${same} came out the same: show them too`}
        </Button>
      )}
    </>
  );
}
