import { useState } from "react";
import type { Comparison } from "#debrief/index";
import { offset, rate } from "#lib/format";
import { type Annotation, TimeSeries } from "../../kit/chart/TimeSeries";
import { At, LETTERS, type Titles } from "./At";
import css from "./compare.module.css";
import type { Side } from "./load";

/** What customers bore in both, over each other, and where one left the other. */
export function Curves({
  sides,
  titles,
  compared,
}: {
  sides: readonly [Side, Side];
  titles: Titles;
  compared: Comparison;
}) {
  const [second, setSecond] = useState<number | null>(null);
  const [a, b] = sides.map(({ told }) => told.card.impact) as [ImpactOf, ImpactOf];
  const length = Math.max(a.player.length, b.player.length);
  const step = a.step;
  const parted = Math.min(...compared.decision.map((made) => made?.second ?? Number.POSITIVE_INFINITY));
  const fork = compared.forkedAt ?? 0;
  const moments: readonly Annotation[] =
    fork > 0
      ? [{ x: fork, label: "forked", tone: "info" }]
      : Number.isFinite(parted)
        ? [{ x: parted, label: "they part", tone: "info" }]
        : [];
  return (
    <div className={css.curves}>
      <TimeSeries
        title="Harm to customers"
        unit="/s"
        height={220}
        x={Array.from({ length }, (_, i) => i * step)}
        startsAt={sides[0].debrief.scene.system.startOfDay}
        series={[
          { label: `A: ${titles[0]}`, values: a.player, colour: "var(--series-2)" },
          { label: `B: ${titles[1]}`, values: b.player, colour: "var(--series-3)", dash: true },
        ]}
        annotations={[...moments, ...(second === null ? [] : [{ x: second, label: "here", tone: "info" as const }])]}
        onPick={(picked) => setSecond(Math.round(picked))}
      />
      <p className={css.here}>
        {second === null ? (
          "Choose a second on the curve to walk into either run there."
        ) : (
          <>
            At {offset(second)}:{" "}
            {LETTERS.map((letter, index) => {
              const side = sides[index];
              const values = index === 0 ? a.player : b.player;
              if (side === undefined) return null;
              return (
                <span key={letter}>
                  {index > 0 && ", "}
                  <At place={side.place} second={Math.min(second, side.told.run.horizon)}>
                    {letter} {rate(values[Math.floor(second / step)] ?? 0)}
                  </At>
                </span>
              );
            })}
          </>
        )}
      </p>
    </div>
  );
}

type ImpactOf = Side["told"]["card"]["impact"];
