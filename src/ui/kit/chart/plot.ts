import type { RefObject } from "react";
import uPlot from "uplot";
import { formatClock, formatValue } from "../format";
import type { Tone } from "../Sign";
import { drawNever, drawSoon } from "./drawQueue";
import { clockTicks, lastValue, type Series, seriesColour, type TimeSeriesProps, type Values } from "./series";

type Props = TimeSeriesProps & Required<Pick<TimeSeriesProps, "unit" | "height" | "startsAt">>;

/** A built chart: the uPlot and what may change without building it again. */
export interface Plot {
  readonly u: uPlot;
  /** Take over new data, thresholds, annotations and range; drawn soon, together with the legend. */
  update(): void;
  /** Fit the container. */
  resize(): void;
  /** Read the theme's colours again. */
  recolour(): void;
  setVisible(visible: boolean): void;
  destroy(): void;
}

interface Legend {
  readonly time: RefObject<HTMLSpanElement | null>;
  readonly cells: RefObject<(HTMLSpanElement | null)[]>;
}

const TONE_TOKEN: Record<Tone, string> = {
  good: "--ok",
  warn: "--warn",
  bad: "--bad",
  info: "--accent",
  neutral: "--text-3",
};

interface Colours {
  readonly lines: readonly string[];
  readonly text: string;
  readonly grid: string;
  readonly font: string;
  readonly tone: (tone: Tone) => string;
}

/** Canvases know no custom properties: resolve them where the chart stands, so that nested themes work. */
function readColours(el: HTMLElement, series: readonly Series[], comparison: readonly Series[]): Colours {
  const style = getComputedStyle(el);
  const resolve = (colour: string) => {
    const token = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
    return token === undefined ? colour : style.getPropertyValue(token).trim() || "#888";
  };
  return {
    lines: [
      ...series.map((each, index) => resolve(each.colour ?? seriesColour(index))),
      ...comparison.map((each) => resolve(each.colour ?? "var(--series-other)")),
    ],
    text: resolve("var(--text-3)"),
    grid: resolve("var(--grid)"),
    font: `11px ${style.fontFamily}`,
    tone: (tone) => resolve(`var(${TONE_TOKEN[tone]})`),
  };
}

/** Whether a buffer can be drawn as it is: as long as it should be, and without gaps. */
function isWhole(values: Values, length: number): boolean {
  if (!(values instanceof Float64Array) || values.length !== length) return false;
  for (let index = 0; index < length; index++) if (Number.isNaN(values[index])) return false;
  return true;
}

/** uPlot wants null for gaps; a buffer may hold NaN. Reuses the target to spare the collector. */
function withGaps(values: Values, length: number, target: (number | null)[]): Float64Array | (number | null)[] {
  if (isWhole(values, length)) return values as Float64Array;
  target.length = length;
  for (let index = 0; index < length; index++) {
    const value = values[index];
    target[index] = value === undefined || value === null || Number.isNaN(value) ? null : value;
  }
  return target;
}

/** Small steps of new data are drawn this often, ms; figures that change more often cannot be read. */
const REGULAR_MS = 400;
/** A step of this many pixels (a scrubber, another range) is drawn at once. */
const URGENT_PX = 2;

/** What a drawing shows: its ends in seconds and how many marks it has. */
function extent({ x, range, thresholds, annotations }: Props): { from: number; to: number; marks: number } {
  return {
    from: range?.[0] ?? x[0] ?? 0,
    to: range?.[1] ?? x[x.length - 1] ?? 0,
    marks: (thresholds?.length ?? 0) + (annotations?.length ?? 0) * 100,
  };
}

/** Build the chart into `el`. `current` gives the latest props at any time. */
export function build(el: HTMLElement, current: () => Props, legend: Legend): Plot {
  const first = current();
  const lineCount = first.series.length + (first.comparison?.length ?? 0);
  let colours = readColours(el, first.series, first.comparison ?? []);
  let visible = true;
  let stale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drawn = { ...extent(first), at: performance.now() };
  const buffers: (number | null)[][] = Array.from({ length: lineCount }, () => []);

  const data = (): uPlot.AlignedData => {
    const { x, series, comparison = [] } = current();
    const lines = [...series, ...comparison].slice(0, lineCount);
    return [
      x as number[],
      ...lines.map((each, index) => withGaps(each.values, x.length, buffers[index] as (number | null)[])),
    ];
  };

  const lineOf = (index: number): uPlot.Series => {
    const ghost = index >= first.series.length;
    const dashed = ghost || (first.series[index]?.dash ?? false);
    return {
      stroke: () => colours.lines[index] ?? colours.text,
      // One pixel: wider lines take a path several times slower where there is no graphics processor.
      width: 1,
      ...(dashed && { dash: ghost ? [3, 3] : [6, 3] }),
      points: { show: false },
      spanGaps: false,
    };
  };

  const showLegend = (u: uPlot) => {
    const { x, series, comparison = [], unit, startsAt } = current();
    const index = u.cursor.idx;
    const at = index === null || index === undefined ? undefined : x[index];
    if (legend.time.current) legend.time.current.textContent = at === undefined ? "" : formatClock(startsAt + at);
    [...series, ...comparison].forEach((each, line) => {
      const cell = legend.cells.current[line];
      const value = index === null || index === undefined ? lastValue(each.values) : each.values[index];
      const text = formatValue(value, each.unit ?? unit);
      if (cell && cell.textContent !== text) cell.textContent = text;
    });
  };

  const u = new uPlot(
    {
      width: Math.max(80, el.clientWidth),
      height: first.height,
      padding: [8, 6, 0, 0],
      legend: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 6, width: 0, fill: (_, line) => colours.lines[line - 1] ?? colours.text },
        ...(first.syncKey !== undefined && { sync: { key: first.syncKey, scales: ["x", null] } }),
      },
      scales: {
        x: {
          time: false,
          range: (_, min, max) => {
            const range = current().range;
            return range ? [range[0], range[1]] : [min, max > min ? max : min + 1];
          },
        },
        y: {
          range: (_, min, max) => {
            const { yMax = 0, thresholds = [] } = current();
            // A limit is shown when values come near it, so that a calm line is not pressed to the floor.
            let top = Math.max(max ?? 0, yMax);
            for (const limit of thresholds) if (top >= limit.value * 0.5) top = Math.max(top, limit.value);
            const low = Math.min(0, min ?? 0);
            return [low, top > low ? low + (top - low) * 1.08 : low + 1];
          },
        },
      },
      axes: [
        {
          stroke: () => colours.text,
          font: colours.font,
          grid: { show: false },
          ticks: { stroke: () => colours.grid, width: 1, size: 4 },
          size: 22,
          gap: 2,
          splits: (self, _axis, min, max) =>
            clockTicks(min, max, current().startsAt, Math.max(2, Math.floor(self.width / 76))).filter(
              // A label at the right edge would be cut off.
              (tick) => ((max - tick) / (max - min)) * self.width > 18,
            ),
          values: (self, splits) => {
            const span = (self.scales.x?.max ?? 0) - (self.scales.x?.min ?? 0);
            return splits.map((split) => formatClock(current().startsAt + split, span < 300));
          },
        },
        {
          stroke: () => colours.text,
          font: colours.font,
          grid: { stroke: () => colours.grid, width: 1 },
          ticks: { show: false },
          size: 52,
          gap: 4,
          space: 30,
          values: (_, splits) => splits.map((split) => formatValue(split, current().unit)),
        },
      ],
      series: [{}, ...Array.from({ length: lineCount }, (_, index) => lineOf(index))],
      hooks: {
        draw: [(self) => drawMarks(self, current(), colours)],
        setCursor: [showLegend],
      },
    },
    data(),
    el,
  );
  showLegend(u);

  const pick = () => {
    const { x, onPick } = current();
    const index = u.cursor.idx;
    const at = index === null || index === undefined ? undefined : x[index];
    if (at !== undefined) onPick?.(at);
  };
  u.over.addEventListener("click", pick);

  const draw = () => {
    stale = false;
    clearTimeout(timer);
    timer = undefined;
    drawn = { ...extent(current()), at: performance.now() };
    u.setData(data());
    showLegend(u);
  };

  /** Is the change large enough to be seen at once? Else it may wait for the next regular drawing. */
  const urgent = () => {
    const next = extent(current());
    const pixels = u.over.clientWidth / (drawn.to - drawn.from || 1);
    const moved = Math.max(Math.abs(next.from - drawn.from), Math.abs(next.to - drawn.to)) * pixels;
    return next.marks !== drawn.marks || !(moved < URGENT_PX);
  };

  const request = () => {
    stale = true;
    if (!visible) return;
    const wait = REGULAR_MS - (performance.now() - drawn.at);
    if (wait <= 0 || urgent()) drawSoon(draw);
    else timer ??= setTimeout(() => drawSoon(draw), wait);
  };

  return {
    u,
    update: request,
    resize: () => {
      const width = Math.max(80, el.clientWidth);
      const height = current().height;
      if (width !== u.width || height !== u.height) u.setSize({ width, height });
    },
    recolour: () => {
      colours = readColours(el, current().series, current().comparison ?? []);
      u.redraw(false);
    },
    setVisible: (next) => {
      visible = next;
      if (visible && stale) drawSoon(draw);
    },
    destroy: () => {
      clearTimeout(timer);
      drawNever(draw);
      u.over.removeEventListener("click", pick);
      u.destroy();
    },
  };
}

/** Thresholds as dashed horizontal lines, annotations as vertical lines, both with their label. */
function drawMarks(u: uPlot, { thresholds = [], annotations = [] }: Props, colours: Colours): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio || 1;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top - 8 * ratio, bbox.width, bbox.height + 8 * ratio);
  ctx.clip();
  ctx.lineWidth = ratio;
  ctx.font = colours.font.replace("11px", `${10.5 * ratio}px`);
  for (const limit of thresholds) {
    const y = Math.round(u.valToPos(limit.value, "y", true));
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = colours.tone(limit.tone);
    ctx.fillStyle = ctx.strokeStyle;
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    line(ctx, bbox.left, y, bbox.left + bbox.width, y);
    ctx.textAlign = "left";
    ctx.textBaseline = y - bbox.top < 14 * ratio ? "top" : "bottom";
    ctx.fillText(limit.label, bbox.left + 3 * ratio, y + (ctx.textBaseline === "top" ? 2 : -2) * ratio);
  }
  ctx.setLineDash([]);
  ctx.textBaseline = "top";
  for (const mark of annotations) {
    const x = Math.round(u.valToPos(mark.x, "x", true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = colours.tone(mark.tone ?? "info");
    ctx.fillStyle = ctx.strokeStyle;
    line(ctx, x, bbox.top, x, bbox.top + bbox.height);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top - 4 * ratio);
    ctx.lineTo(x + 4 * ratio, bbox.top);
    ctx.lineTo(x, bbox.top + 4 * ratio);
    ctx.lineTo(x - 4 * ratio, bbox.top);
    ctx.fill();
    const right = x + ctx.measureText(mark.label).width + 8 * ratio > bbox.left + bbox.width;
    ctx.textAlign = right ? "right" : "left";
    ctx.fillText(mark.label, x + (right ? -7 : 7) * ratio, bbox.top - 3 * ratio);
  }
  ctx.restore();
}

function line(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
