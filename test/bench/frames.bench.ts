import type { CDPSession } from "playwright-core";
import { openBoard, withApp } from "./app";
import type { BenchResult } from "./run";

/** Goals: the longest frame and the median of script in a frame, both in milliseconds at this throttle. */
const THROTTLE = 4;
const LONGEST = 50;
const SCRIPT = 8;
/** Real seconds that are recorded. */
const RECORDED = 20;

/** Microseconds without work after which the next task begins a frame of its own. */
const PAUSE = 2000;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Time the thread itself was running, throttle included: what else the machine does is not in it. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

const SCRIPTS = new Set([
  "v8.callFunction",
  "FunctionCall",
  "EvaluateScript",
  "RunMicrotasks",
  "TimerFire",
  "FireAnimationFrame",
  "EventDispatch",
  "V8.GCScavenger",
  "MajorGC",
  "MinorGC",
]);

/** Milliseconds of script and of work on the main thread, for every frame in which there was any. */
function framesOf(events: readonly TraceEvent[]): {
  readonly script: number[];
  readonly work: number[];
  /** The longest single task. */
  readonly task: number;
} {
  const mains = events.filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain");
  const busy = new Map(mains.map((main) => [`${main.pid} ${main.tid}`, 0]));
  for (const event of events) {
    const key = `${event.pid} ${event.tid}`;
    const known = busy.get(key);
    if (known !== undefined) busy.set(key, known + (event.dur ?? 0));
  }
  // The page's own thread is the one that works.
  const [main] = [...busy].sort((a, b) => b[1] - a[1])[0] ?? [""];
  const own = events.filter((event) => `${event.pid} ${event.tid}` === main).sort((a, b) => a.ts - b.ts);
  // A frame is what is done without a pause up to a commit: tasks back to back delay it together.
  const script = [0];
  const work = [0];
  let task = 0;
  let taskEnd = 0;
  let scriptEnd = 0;
  for (const event of own) {
    const cost = (event.tdur ?? event.dur ?? 0) / 1000;
    if (event.name === "RunTask") {
      if (event.ts - taskEnd > PAUSE) {
        script.push(0);
        work.push(0);
      }
      work[work.length - 1] = (work.at(-1) as number) + cost;
      task = Math.max(task, cost);
      taskEnd = event.ts + (event.dur ?? 0);
    } else if (event.name === "Commit") {
      // The rest of the task that commits belongs to the frame that it ends.
      taskEnd = Number.NEGATIVE_INFINITY;
    } else if (SCRIPTS.has(event.name) && event.ts >= scriptEnd) {
      // Nested calls are inside what was counted.
      script[script.length - 1] = (script.at(-1) as number) + cost;
      scriptEnd = event.ts + (event.dur ?? 0);
    }
  }
  return { script: script.filter((ms) => ms > 0), work: work.filter((ms) => ms > 0), task };
}

async function record(client: CDPSession, seconds: number): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  client.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await client.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: ["devtools.timeline", "toplevel", "disabled-by-default-devtools.timeline", "v8"],
    },
  });
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const complete = new Promise((resolve) => client.once("Tracing.tracingComplete", resolve));
  await client.send("Tracing.end");
  await complete;
  return events;
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Live play at 20× with the full board of a service open, on a processor four times slower. */
export default async function frames(): Promise<BenchResult> {
  const result = await withApp(async (page, url) => {
    await openBoard(page, url);
    const client = await page.context().newCDPSession(page);
    await client.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
    // Somebody who speaks drops the speed to 1; the measurement is about 20.
    await page.keyboard.press("0");
    const again = setInterval(() => void page.keyboard.press("0"), 1000);
    const charts = await page.locator("canvas").count();
    const before = await page.locator("time").first().textContent();
    const events = await record(client, RECORDED);
    clearInterval(again);
    const after = await page.locator("time").first().textContent();
    const { script, work, task } = framesOf(events);
    script.sort((a, b) => a - b);
    work.sort((a, b) => a - b);
    const median = at(script, 0.5);
    const longest = work.at(-1) ?? 0;
    const over = work.filter((ms) => ms > LONGEST).length;
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    return {
      name: `frames: 20×, ${charts} charts, ${THROTTLE}× throttle, ${RECORDED} s (${before} to ${after})`,
      lines: [
        `${work.length} frames with work; longest ${ms(longest)} of main thread (goal ≤ ${LONGEST} ms), ${over} over it; longest single task ${ms(task)}`,
        `script in a frame: median ${ms(median)} (goal < ${SCRIPT} ms), 95 % ${ms(at(script, 0.95))}, 99 % ${ms(at(script, 0.99))}`,
        `main thread in a frame: median ${ms(at(work, 0.5))}, 95 % ${ms(at(work, 0.95))}, 99 % ${ms(at(work, 0.99))}`,
      ],
      met: over === 0 && median < SCRIPT,
    };
  });
  return result ?? { name: "frames", lines: ["no Chromium was found; set CHROME_PATH"], met: false };
}
