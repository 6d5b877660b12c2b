import { type ReactNode, useMemo, useState } from "react";
import { compareRuns, type Decision, type MarkPair, type Pair } from "#debrief/index";
import type { Mark } from "#domain/score";
import { count, fixed, offset } from "#lib/format";
import { Button } from "../../kit/Button";
import { Section } from "../../kit/Page";
import { Badge, ToneShape } from "../../kit/Sign";
import { Table } from "../../kit/Table";
import { pointsOf, STATE_WORDS } from "../debrief/words";
import { type Place, walkTo } from "../walk/places";
import { Both } from "./Both";
import { Curves } from "./Curves";
import css from "./compare.module.css";
import type { Side } from "./load";

export type Titles = readonly [string, string];
export const LETTERS = ["A", "B"] as const;

/** A second of a run, leading to it. */
export function At({ place, second, children }: { place: Place; second: number; children?: ReactNode }) {
  return <a href={walkTo(place.run, second, place.stand)}>{children ?? offset(second)}</a>;
}

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

interface Fact {
  readonly what: string;
  readonly cells: readonly [ReactNode, ReactNode];
}

/** Second of the worst of it, where there was any. */
function worst(values: readonly number[], step: number): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[at] ?? 0)) at = i;
  return at * step;
}

function Outcome({ sides, titles }: { sides: readonly [Side, Side]; titles: Titles }) {
  const cells = (cell: (side: Side) => ReactNode): Fact["cells"] => [cell(sides[0]), cell(sides[1])];
  const rows: readonly Fact[] = [
    {
      what: "Points",
      cells: cells(({ place, told: { card, run } }) => (
        <At place={place} second={run.horizon}>
          {fixed(card.total, 0)} of 100
        </At>
      )),
    },
    { what: "It ended", cells: cells(({ told }) => told.card.ending?.title ?? "without an ending") },
    {
      what: "Harm to customers",
      cells: cells(({ place, told: { card } }) => (
        <>
          {count(card.impact.totals.player)}, worst at{" "}
          <At place={place} second={worst(card.impact.player, card.impact.step)} />
        </>
      )),
    },
    ...(sides[0].told.card.dimensions.map(({ dimension }) => ({
      what: dimension.charAt(0).toUpperCase() + dimension.slice(1),
      cells: cells(({ told }) => {
        const score = told.card.dimensions.find((each) => each.dimension === dimension)?.score;
        return score === undefined ? "–" : fixed(score, 0);
      }),
    })) satisfies readonly Fact[]),
    {
      what: "No more than",
      cells: cells(({ told }) =>
        told.card.cap === null ? "–" : `${fixed(told.card.cap.total, 0)}: ${told.card.cap.reason}`,
      ),
    },
    { what: "Labels", cells: cells(({ told }) => told.card.labels.join(", ") || "–") },
  ];
  return (
    <Table
      label="Side by side"
      rows={rows}
      rowId={({ what }) => what}
      columns={[
        { id: "what", header: "", width: "22%", cell: ({ what }) => what },
        { id: "a", header: `A: ${titles[0]}`, width: "39%", cell: ({ cells: [left] }) => left },
        { id: "b", header: `B: ${titles[1]}`, width: "39%", cell: ({ cells: [, right] }) => right },
      ]}
    />
  );
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
        </span>{" "}
        {word} {pointsOf(mark)}
        {mark.second !== null && (
          <>
            {" "}
            at <At place={side.place} second={mark.second} />
          </>
        )}
      </span>
    );
  };
  return (
    <>
      <Table
        label="What counted in both"
        rows={shown}
        rowId={({ mark: [left, right] }) => left?.id ?? right?.id ?? ""}
        empty="Every mark came out the same."
        columns={[
          { id: "what", header: "Mark", width: "38%", cell: ({ mark: [left, right] }) => (left ?? right)?.label ?? "" },
          { id: "a", header: "A", width: "31%", cell: ({ mark: [left] }) => cell(left, sides[0]) },
          { id: "b", header: "B", width: "31%", cell: ({ mark: [, right] }) => cell(right, sides[1]) },
        ]}
      />
      {same > 0 && (
        <Button kind="quiet" onClick={() => setWhole(!isWhole)} aria-expanded={isWhole}>
          {isWhole ? "Only those that differ" : `${same} came out the same: show them too`}
        </Button>
      )}
    </>
  );
}
