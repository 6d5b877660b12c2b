import type { Command } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { RunHeader } from "#domain/run";
import { FIRST_SEAT, type TeamRole } from "#domain/team";
import { newHeader, view } from "#engine/index";
import { snapshotOf } from "#session/snapshot";
import type { TeamEntry } from "#session/team/contract";
import { Fold } from "#session/team/fold";
import { orderEntries } from "#session/team/order";
import { drill, medianOf } from "./drill";
import type { BenchResult } from "./run";

/** Re-simulation after a command that comes late. Milliseconds. */
const MOST_REDO_MS = 16;
const SECOND = 1800;
const LATE = [2, 5, 30, 120] as const;
const TIMES = 31;

/** The same drill, with nobody stopping it within an hour. */
function long(program: Program): Program {
  const { base } = program;
  return { ...program, base: { ...base, limit: 3600, score: { ...base.score, horizon: 3600 } } };
}

function headerOf(program: Program): RunHeader {
  const variant = program.variants[0]?.info.id ?? "";
  const header = newHeader(program, { seed: 1, clock: "team", variant, author: "a" });
  return { ...header, roles: [{ author: "a", role: "facilitator" }] };
}

/** Something of no consequence that is accepted at any time. */
const entry = (counter: number, second: number, author = "a"): TeamEntry => ({
  run: "r",
  author,
  counter,
  body: {
    kind: "command",
    second,
    seen: second,
    lamport: counter,
    seat: FIRST_SEAT,
    body: { kind: "team", args: { do: "entry", entry: `e${counter}`, at: second, text: "Somebody said something." } },
  },
  signature: `${author}${counter}`,
});

/** One of the others, with a role of their own. */
const ROLES = ["commander", "deputy", "resolver", "resolver", "communications", "scribe", "observer"] as const;
const join = (seat: string, role: TeamRole): TeamEntry => ({
  run: "r",
  author: seat,
  counter: 0,
  body: {
    kind: "command",
    second: 0,
    seen: 0,
    lamport: 0,
    seat,
    body: { kind: "team", args: { do: "join", seat, name: seat, roles: [role], services: [] } },
  },
  signature: seat,
});

const commandsOf = (entries: readonly TeamEntry[]): readonly Command[] => orderEntries(entries, "a").commands;

const sorted = (laps: number[]) => laps.sort((a, b) => a - b);

export default async (): Promise<BenchResult> => {
  const program = long(drill());
  const header = headerOf(program);
  // Somebody does something every 5 s.
  const log = [
    ...Array.from({ length: SECOND / 5 }, (_, i) => entry(i, i * 5)),
    ...ROLES.map((role, i) => join(`s${i + 1}`, role)),
  ];
  const before = commandsOf(log);
  const fold = new Fold(program, header);
  fold.order(before);
  fold.advance(SECOND);
  const redo = LATE.map((late) => {
    const after = commandsOf([...log, { ...entry(0, SECOND - late, "b") }]);
    const laps = Array.from({ length: TIMES }, () => {
      const started = performance.now();
      const correction = fold.order(after);
      const took = performance.now() - started;
      if (correction?.commands !== 1) throw new Error(`the command that was ${late} s late changed nothing`);
      fold.order(before);
      return took;
    });
    return sorted(laps);
  });
  const at = (laps: readonly number[], p: number) => laps[Math.floor(p * (laps.length - 1))] as number;
  const seats = Array.from({ length: ROLES.length + 1 }, (_, i) => (i === 0 ? FIRST_SEAT : `s${i}`));
  const bytes = fold.bytes;
  let second = SECOND;
  const step = medianOf(TIMES, () => {
    fold.advance(++second);
    for (const seat of seats) {
      const seen = view(fold.state, seat);
      snapshotOf(seen, seen);
    }
  });
  const many = Array.from({ length: 5000 }, (_, i) =>
    entry(Math.floor(i / seats.length), Math.floor(i / 3), `a${i % seats.length}`),
  );
  const order = medianOf(TIMES, () => void orderEntries(many, "a0"));
  const worst = Math.max(...redo.map((laps) => at(laps, 0.5)));
  return {
    name: "team",
    lines: [
      ...redo.map(
        (laps, i) =>
          `a command ${LATE[i]} s late at second ${SECOND}: median ${at(laps, 0.5).toFixed(1)} ms, p95 ${at(laps, 0.95).toFixed(1)} ms (median at most ${MOST_REDO_MS})`,
      ),
      `a second and the views of ${seats.length} seats: median ${step.toFixed(2)} ms`,
      `keyframes at second ${SECOND}: ${(bytes / 1e6).toFixed(1)} MB`,
      `ordering 5,000 entries of ${seats.length} devices: median ${order.toFixed(2)} ms`,
    ],
    met: worst <= MOST_REDO_MS,
  };
};
