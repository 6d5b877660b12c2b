import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writePack } from "#adapters/content/packs/write";
import { caseOf } from "./cases";
import type { Report } from "./worker";

// npm run fuzz -- [cases] [seed] [first]: carried out in processes of their own, so that one which hangs can be ended and named.
const [cases = 10_000, seed = 1, first = 0] = process.argv.slice(2).map(Number);
const processes = Number(process.env.FUZZ_PROCESSES ?? availableParallelism());
const folder = join(tmpdir(), "meantime-fuzz");
const worker = join(dirname(fileURLToPath(import.meta.url)), "worker.js");

/** A case that has not ended after so many seconds of the clock hangs: on a busy machine, too. */
const HANGS = 180;

const outcomes = new Map<string, number>();
const slowest = new Map<string, { readonly seconds: number; readonly number: number; readonly changes: string }>();
const spent = new Map<string, number>();
const broken: { readonly number: number; readonly outcome: string; readonly changes: string }[] = [];
let next = first;
let done = 0;

function note({ number, outcome, changes, steps }: Report): void {
  const kind = outcome.split(":")[0] ?? "";
  outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
  if (kind === "broken") fail({ number, outcome, changes });
  for (const [step, seconds] of Object.entries(steps)) {
    spent.set(step, (spent.get(step) ?? 0) + seconds);
    if (seconds > (slowest.get(step)?.seconds ?? 0)) slowest.set(step, { seconds, number, changes });
  }
  done++;
  if (done % 500 === 0) console.log(`${done} of ${cases}`);
}

function fail(failure: (typeof broken)[number]): void {
  broken.push(failure);
  mkdirSync(folder, { recursive: true });
  const { bytes } = writePack(caseOf(seed, failure.number).pack, "zip");
  const file = join(folder, `${seed}-${failure.number}.zip`);
  writeFileSync(file, bytes);
  console.log(`case ${failure.number} (${failure.changes}): ${failure.outcome}\n  kept in ${file}`);
}

/** Gives one process its cases, one after the other; another one takes its place when it hangs or dies. */
function serve(): Promise<void> {
  return new Promise((resolve) => {
    let child: ChildProcess = start();
    let current = -1;
    let changes = "";
    let timer: NodeJS.Timeout | undefined;
    function start(): ChildProcess {
      const started = fork(worker, [], { execArgv: ["--max-old-space-size=1500"] });
      started.on("message", (report: Report) => {
        changes = report.changes;
        if (report.outcome === "begun") return;
        note(report);
        give();
      });
      started.on("exit", (code) => {
        if (started !== child || current < 0) return;
        lose(`broken: its process ended with ${code}`);
      });
      return started;
    }
    function lose(outcome: string): void {
      note({ number: current, outcome, changes, steps: {} });
      child.removeAllListeners();
      child.kill("SIGKILL");
      child = start();
      give();
    }
    function give(): void {
      clearTimeout(timer);
      if (next >= first + cases) {
        current = -1;
        child.kill();
        resolve();
        return;
      }
      current = next++;
      timer = setTimeout(() => lose(`broken: not done after ${HANGS} s`), HANGS * 1000);
      child.send({ seed, number: current });
    }
    give();
  });
}

console.log(
  `${cases} cases from ${first} with seed ${seed}; npm run fuzz -- ${cases} ${seed} ${first} does the same again.`,
);
await Promise.all(Array.from({ length: Math.min(processes, cases) }, serve));
for (const [kind, count] of [...outcomes].sort((a, b) => b[1] - a[1])) console.log(`${kind.padEnd(10)} ${count}`);
for (const [step, { seconds, number, changes }] of slowest) {
  const all = `${(spent.get(step) ?? 0).toFixed(0)} s together`;
  console.log(`to ${step.padEnd(7)} ${all}, the slowest ${seconds.toFixed(2)} s: case ${number} (${changes})`);
}
process.exitCode = broken.length > 0 ? 1 : 0;
