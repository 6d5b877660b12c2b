import { messageOf } from "#lib/message";
import { caseOf } from "./cases";
import { carryOut, type Watch } from "./play";

/** What a process that carries cases out is told, and says. Seconds are of its processor, not of the clock. */
export interface Order {
  readonly seed: number;
  readonly number: number;
}
export interface Report {
  readonly number: number;
  readonly outcome: string;
  readonly changes: string;
  readonly steps: Readonly<Record<string, number>>;
}

const used = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

process.on("message", ({ seed, number }: Order) => {
  const steps: Record<string, number> = {};
  const watch: Watch = (step, work) => {
    const before = used();
    try {
      return work();
    } finally {
      steps[step] = used() - before;
    }
  };
  let changes = "none yet";
  let outcome: string;
  try {
    const each = watch("make", () => caseOf(seed, number));
    changes = each.changes.join("; ");
    process.send?.({ number, outcome: "begun", changes, steps } satisfies Report);
    outcome = carryOut(each, watch);
  } catch (error) {
    const trace = error instanceof Error ? (error.stack ?? "").split("\n").slice(1, 7).join("\n") : "";
    outcome = `broken: ${messageOf(error)}\n${trace}`;
  }
  process.send?.({ number, outcome, changes, steps } satisfies Report);
});
