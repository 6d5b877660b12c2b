import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import type { Command } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Run, RunHeader } from "#domain/run";
import type { FrozenRun } from "#session/contract";

/** A browser profile without any data. */
export function freshBrowser(): void {
  Object.assign(globalThis, { indexedDB: new IDBFactory() });
}

export function header(id: string): RunHeader {
  return {
    format: 1,
    id,
    drill: "sample",
    code: "INC-1001",
    dynamicsHash: "00000000000000d1",
    textHash: "00000000000000e1",
    engine: 1,
    seed: 7,
    variant: "base",
    clock: "live-pause",
    roles: [{ author: "me", role: "responder" }],
    forkOf: null,
  };
}

export const emptyRun = (id: string): Run => ({ header: header(id), commands: [], horizon: 0 });

/** A note by the player, the `counter`-th of its commands. */
export function note(counter: number, second: number, text = `note ${counter}`): Command {
  return { kind: "note", args: { text }, second, author: "me", counter, role: "responder", seen: second };
}

/** Stands for a compiled drill; storage looks at its frame only. */
export function program(title = "A sample"): Program {
  const frame = {
    format: 1,
    card: { slug: "sample", code: "INC-1001", title },
    sources: [],
    base: {},
    variants: [],
    plays: [],
    hashes: { dynamics: "00000000000000d1", text: "00000000000000e1" },
  };
  return frame as unknown as Program;
}

export function frozen(total: number): FrozenRun {
  return {
    scorecard: {
      total,
      dimensions: [{ dimension: "restore", score: total, weight: 1, sentence: "It came back." }],
      marks: [
        {
          id: "ack",
          dimension: "restore",
          label: "Acknowledged",
          points: 1,
          of: 1,
          second: 12,
          state: "earned",
          seen: ["one"],
          reason: "in time",
          source: "deep-01",
        },
      ],
      cap: null,
      impact: {
        horizon: 60,
        step: 30,
        player: [1, 2],
        expert: [1, 1],
        idle: [3, 3],
        totals: { player: 3, expert: 2, idle: 6 },
      },
      ending: { id: "well", title: "Restored", text: "All is well." },
      labels: ["1 hint"],
    },
    transcript: [{ second: 3, from: "Ana", audience: "incident", text: "hello" }],
    series: { step: 30, names: ["failed"], values: [[1, 2]] },
  };
}
