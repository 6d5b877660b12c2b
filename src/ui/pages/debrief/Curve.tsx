import { type KeyboardEvent, useRef, useState } from "react";
import type { Budget } from "#debrief/index";
import type { ImpactComparison, Mark } from "#domain/score";
import { clock, count, offset } from "#lib/format";
import { type Annotation, TimeSeries } from "../../kit/chart/TimeSeries";
import { useWidth } from "../../kit/chart/useWidth";
import { cx } from "../../kit/cx";
import { ToneShape } from "../../kit/Sign";
import { Loading } from "../../kit/State";
import { Toggle } from "../../kit/Toggle";
import { BudgetCurve } from "./BudgetCurve";
import css from "./Curve.module.css";
import { type Pin, pinsOf } from "./story";
import { pointsOf, STATE_WORDS } from "./words";

/** Pins nearer than this many pixels are one pin. */
const PIN_PX = 22;
/** Room left and right of the drawing: its y axis, its padding. */
const AXIS_PX = 52;
const END_PX = 6;
/** Width of a letter of a label above the drawing, roughly. */
const LETTER_PX = 6.2;

/** Moments whose labels would not run into the label of what is selected. `perPixel` in seconds. */
function apart(moments: readonly Annotation[], second: number | null, label: string, perPixel: number) {
  if (second === null) return moments;
  const room = (text: string) => (text.length * LETTER_PX + 20) * perPixel;
  return moments.filter((moment) =>
    moment.x < second ? second - moment.x > room(moment.label) : moment.x - second > room(label),
  );
}

/** What customers bore, second by second: you, the expert, nobody; below it the marks as pins. */
export function Curve({
  impact,
  marks,
  startsAt,
  moments,
  selected,
  second,
  onMark,
  onSecond,
  budget,
}: {
  impact: ImpactComparison;
  marks: readonly Mark[];
  /** Second of the day at T+0. */
  startsAt: number;
  /** Moments everybody should know: paged, resolved. */
  moments: readonly Annotation[];
  selected: string | null;
  second: number | null;
  onMark: (id: string) => void;
  onSecond: (second: number) => void;
  /** Undefined while it is being worked out, null when it cannot be. */
  budget: Budget | null | undefined;
}) {
  const [idle, setIdle] = useState(true);
  const { step, totals } = impact;
  const { ref: frame, width } = useWidth();
  const length = Math.max(impact.player.length, impact.expert.length, impact.idle.length);
  const x = Array.from({ length }, (_, i) => i * step);
  const label = marks.find((mark) => mark.id === selected)?.label ?? "here";
  const end = Math.max(1, (length - 1) * step);
  const perPixel = end / Math.max(100, width - AXIS_PX - END_PX);
  return (
    <div className={cx(css.curves, budget !== null && css.two)}>
      <div ref={frame} className={css.curve}>
        <div className={css.head}>
          <p className={css.sum}>
            Failed requests' worth of harm: you <strong>{count(totals.player)}</strong>, the expert{" "}
            <strong>{count(totals.expert)}</strong>, nobody acting <strong>{count(totals.idle)}</strong>.
          </p>
          <Toggle checked={idle} onChange={setIdle} label="Show nobody acting" />
        </div>
        <TimeSeries
          title="Harm to customers"
          unit="/s"
          height={200}
          x={x}
          startsAt={startsAt}
          series={[
            { label: "you", values: impact.player, colour: "var(--series-2)" },
            { label: "expert", values: impact.expert, colour: "var(--series-3)" },
            ...(idle
              ? [{ label: "nobody acting", values: impact.idle, colour: "var(--series-other)", dash: true }]
              : []),
          ]}
          annotations={[
            ...apart(moments, second, label, perPixel),
            ...(second === null ? [] : [{ x: second, label, tone: "info" as const }]),
          ]}
          onPick={onSecond}
        />
        <PinLane
          pins={pinsOf(marks, PIN_PX * perPixel)}
          end={end}
          startsAt={startsAt}
          selected={selected}
          onMark={onMark}
        />
      </div>
      {budget === undefined ? (
        <Loading label="Working out the error budget" height={240} />
      ) : (
        budget !== null && (
          <BudgetCurve budget={budget} startsAt={startsAt} second={second} idle={idle} onSecond={onSecond} />
        )
      )}
    </div>
  );
}

/** Marks over time, under the curve: one stop in the tab order, arrow keys go along it. */
function PinLane({
  pins,
  end,
  startsAt,
  selected,
  onMark,
}: {
  pins: readonly Pin[];
  end: number;
  startsAt: number;
  selected: string | null;
  onMark: (id: string) => void;
}) {
  const lane = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const current = pins.findIndex((pin) => pin.marks.some((mark) => mark.id === selected));
  const stop = current >= 0 ? current : Math.min(active, pins.length - 1);
  const move = (event: KeyboardEvent, index: number) => {
    const last = pins.length - 1;
    const targets: Record<string, number> = {
      ArrowLeft: Math.max(0, index - 1),
      ArrowRight: Math.min(last, index + 1),
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    setActive(target);
    (lane.current?.children[target] as HTMLElement | undefined)?.focus();
  };
  /** The next mark of a pin, when one of it is selected already. */
  const pick = (pin: Pin) => {
    const at = pin.marks.findIndex((mark) => mark.id === selected);
    const next = pin.marks[(at + 1) % pin.marks.length];
    if (next !== undefined) onMark(next.id);
  };
  return (
    <div ref={lane} role="toolbar" aria-label="Marks over time" className={css.lane}>
      {pins.map((pin, index) => {
        const worst = pin.marks.find((mark) => mark.state === "cost") ?? pin.marks[0];
        if (worst === undefined) return null;
        const { tone } = STATE_WORDS[worst.state];
        const name = pin.marks.map((mark) => `${mark.label}, ${STATE_WORDS[mark.state].word} ${pointsOf(mark)}`);
        return (
          <button
            key={pin.second}
            type="button"
            tabIndex={index === stop ? 0 : -1}
            aria-label={`${offset(pin.second)}: ${name.join("; ")}`}
            aria-pressed={index === current}
            title={`${clock(startsAt + pin.second)}  ${name.join("; ")}`}
            onClick={() => pick(pin)}
            onKeyDown={(event) => move(event, index)}
            className={cx(css.pin, css[tone])}
            style={{ left: `${(100 * pin.second) / end}%` }}
          >
            {pin.marks.length > 1 ? pin.marks.length : <ToneShape tone={tone} />}
          </button>
        );
      })}
    </div>
  );
}
