import type { CDPSession } from "playwright-core";

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
export function framesOf(events: readonly TraceEvent[]): {
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

/** What the browser did while `work` went on. */
export async function record(client: CDPSession, work: () => Promise<unknown>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  client.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await client.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: ["devtools.timeline", "toplevel", "disabled-by-default-devtools.timeline", "v8"],
    },
  });
  await work();
  const complete = new Promise((resolve) => client.once("Tracing.tracingComplete", resolve));
  await client.send("Tracing.end");
  await complete;
  return events;
}

/** The value below which a share of a sorted list lies. */
export const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
