import type { Command, CommandBody } from "#domain/commands";
import type { MarkSpec, Play, Program, ScoreSpec } from "#domain/drill";
import type { Run } from "#domain/run";
import { hashJson } from "#lib/hash";
import { expr, fn, id, op, PROGRAM, text } from "../engine/fixture";

export const mark = (change: Partial<MarkSpec> & Pick<MarkSpec, "id">): MarkSpec => ({
  dimension: "decide",
  points: 10,
  label: change.id,
  on: null,
  when: null,
  condition: null,
  worth: null,
  evidence: null,
  reason: text("earned at ", id("t")),
  missed: text("missed"),
  source: "test",
  ...change,
});

const step = (at: number, commands: Play["steps"][number]["do"]): Play["steps"][number] => ({
  when: expr(op(">=", id("t"), at)),
  timeout: 2000,
  only: null,
  takes: 1,
  do: commands,
  standing: false,
  times: 1,
  every: 0,
});

/** Acknowledges and puts the bad pod aside; the flag ramp is stopped. */
const EXPERT: Play = {
  id: "expert",
  label: "Expert",
  band: [0, 100],
  steps: [
    step(100, [
      { kind: "ack", args: {} },
      { kind: "act", args: { action: "rollback", node: "shop", region: "all" } },
    ]),
  ],
};

const IDLE: Play = { id: "idle", label: "Idle", band: [0, 15], steps: [] };

/** The engine's small shop with something to score. */
export function scored(change: Partial<ScoreSpec> = {}, plays: readonly Play[] = [EXPERT, IDLE]): Program {
  const score: ScoreSpec = { ...PROGRAM.base.score, ...change };
  const name = hashJson([change, plays.map((play) => play.id)]);
  return {
    ...PROGRAM,
    base: { ...PROGRAM.base, score },
    plays,
    hashes: { dynamics: name, text: "0" },
  };
}

/** A run of commands at seconds, `[second, body]`. */
export function runOf(program: Program, list: readonly (readonly [number, CommandBody])[], horizon = 600): Run {
  const header = {
    format: 1,
    id: "run",
    drill: "tiny",
    code: "INC-1",
    dynamicsHash: program.hashes.dynamics,
    textHash: "0",
    engine: 1,
    seed: 7,
    variant: "bad-pod",
    clock: "live",
    roles: [{ author: "player", role: "lead" }],
    forkOf: null,
  } as const;
  const commands = list.map(
    ([second, body], i): Command => ({ ...body, second, author: "player", counter: i + 1, role: "lead", seen: second }),
  );
  return { header, commands, horizon };
}

export const ACK: readonly [number, CommandBody] = [100, { kind: "ack", args: { page: "page" } }];
export const look = (second: number): readonly [number, CommandBody] => [
  second,
  { kind: "look", args: { panel: "board", node: "shop", split: "region", region: null, window: 300, compare: false } },
];
export const hypothesis = (
  second: number,
  id: string,
  mechanism: "bad-instance" | "slow-query",
  state: "open" | "favoured" | "rejected" = "favoured",
): readonly [number, CommandBody] => [
  second,
  { kind: "hypothesis", args: { id, mechanism, node: "shop", region: "eu", text: "", state } },
];
export const pin = (second: number, hypothesis: string | null, bearing: "supports" | "against" = "supports") =>
  [second, { kind: "pin", args: { fact: "only-eu", hypothesis, bearing } }] as const satisfies readonly [
    number,
    CommandBody,
  ];
export const say = (second: number, text: string): readonly [number, CommandBody] => [
  second,
  { kind: "say", args: { audience: "customers", text } },
];
export const UPDATE = "Some orders fail since noon. We are rolling back the last release. Next update in 10 minutes.";
export const done = fn("done", "rollback", "shop", "");
