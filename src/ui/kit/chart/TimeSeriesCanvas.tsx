import { type KeyboardEvent, useEffect, useRef } from "react";
import "uplot/dist/uPlot.min.css";
import { announce } from "../announce";
import { formatClock, formatValue } from "../format";
import { subscribeTheme } from "../theme";
import { build, type Plot } from "./plot";
import { seriesColour, type TimeSeriesProps } from "./series";
import css from "./TimeSeries.module.css";

type Props = TimeSeriesProps & Required<Pick<TimeSeriesProps, "unit" | "height" | "startsAt">>;

/**
 * The drawing. React renders the frame; everything that changes many times a second (data, crosshair, legend values)
 * goes straight to uPlot and to text nodes. A chart out of view is not drawn at all.
 */
export default function TimeSeriesCanvas(props: Props) {
  const { title, x, series, comparison = [], height, startsAt, unit, syncKey, revision } = props;
  const frame = useRef<HTMLDivElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  const cells = useRef<(HTMLSpanElement | null)[]>([]);
  const latest = useRef(props);
  const plot = useRef<Plot | undefined>(undefined);
  const all = [...series, ...comparison];

  // First of all effects: a plot that is built again below must be built from these properties, not from the last ones.
  useEffect(() => {
    latest.current = props;
  });

  // Only a different set of lines needs a new uPlot.
  const structure = JSON.stringify([
    syncKey,
    unit,
    series.map((s) => [s.label, s.colour, s.dash]),
    comparison.map((s) => [s.label, s.colour]),
  ]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `structure` stands for what the plot is built from
  useEffect(() => {
    const el = frame.current;
    if (el === null) return;
    const built = build(el, () => latest.current, { time, cells });
    plot.current = built;
    const resize = new ResizeObserver(() => built.resize());
    resize.observe(el);
    const seen = new IntersectionObserver(([entry]) => built.setVisible(entry?.isIntersecting ?? true));
    seen.observe(el);
    const offTheme = subscribeTheme(() => built.recolour());
    return () => {
      resize.disconnect();
      seen.disconnect();
      offTheme();
      built.destroy();
      plot.current = undefined;
    };
  }, [structure]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` announces buffers changed in place
  useEffect(() => {
    plot.current?.update();
  }, [x, series, comparison, props.thresholds, props.annotations, props.range, props.yMax, startsAt, revision]);

  // The width is watched; asking for it at every rendering would force a layout of the page each time.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is read from the latest properties
  useEffect(() => {
    plot.current?.resize();
  }, [height]);

  const onKeyDown = (event: KeyboardEvent) => {
    const u = plot.current?.u;
    if (u === undefined || x.length === 0) return;
    const now = u.cursor.idx ?? x.length - 1;
    const step = event.shiftKey ? 10 : 1;
    const targets: Record<string, number> = {
      ArrowLeft: now - step,
      ArrowRight: now + step,
      Home: 0,
      End: x.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      const index = Math.max(0, Math.min(x.length - 1, target));
      u.setCursor({ left: u.valToPos(x[index] ?? 0, "x"), top: 0 });
      const values = all.map((each) => `${each.label} ${formatValue(each.values[index], each.unit ?? unit)}`);
      announce(`${formatClock(startsAt + (x[index] ?? 0))}: ${values.join(", ")}`);
    } else if (event.key === "Enter" && u.cursor.idx !== null && u.cursor.idx !== undefined) {
      event.preventDefault();
      props.onPick?.(x[u.cursor.idx] ?? 0);
    } else if (event.key === "Escape") {
      u.setCursor({ left: -10, top: -10 });
    }
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: fieldset is for forms */}
      <div
        role="group"
        aria-roledescription="chart"
        aria-label={`${title}: arrow keys read values${props.onPick ? ", Enter picks the time" : ""}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its crosshair is moved by arrow keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        ref={frame}
        className={css.canvas}
        style={{ height }}
        data-pick={props.onPick !== undefined || undefined}
      />
      <span ref={time} aria-hidden="true" className={css.time} />
      <div aria-hidden="true" className={css.legend}>
        {all.map((each, index) => (
          <span key={each.label} className={css.entry}>
            <i
              className={index >= series.length || each.dash ? css.dashed : css.solid}
              style={{ color: each.colour ?? (index < series.length ? seriesColour(index) : "var(--series-other)") }}
            />
            {each.label}
            <b
              ref={(el) => {
                cells.current[index] = el;
              }}
            />
          </span>
        ))}
      </div>
    </>
  );
}
