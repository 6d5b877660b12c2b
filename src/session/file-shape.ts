import type { Note } from "#domain/documents";
import { DIMENSIONS } from "#domain/drill";
import { checkFields, integer, name, nullable, number, oneOf, type ShapeError, text } from "#engine/checks";
import type { FrozenRun } from "./contract";

/** What a run file may hold at most of each; a real one stays far below. */
const MOST = { marks: 500, lines: 5000, values: 20_000, names: 200, facts: 500, labels: 20 } as const;
/** Characters of a note. */
export const MAX_NOTE = 4000;
export const MAX_NOTES = 1000;
const MAX_PROSE = 8000;

type Check = (value: unknown, path: string) => ShapeError | null;

const of =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, path) =>
    checkFields(value, fields, path);

const list =
  (item: Check, most: number): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return { path, message: "must be a list" };
    if (value.length > most) return { path, message: `may have ${most} items, not ${value.length}` };
    for (let i = 0; i < value.length; i++) {
      const found = item(value[i], `${path}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  };

const second = integer(-1_000_000, 1_000_000);
const points = number(-10_000, 10_000);
const score = number(0, 100);
const finite = number(-1e15, 1e15);
const prose = text(MAX_PROSE);
/** Epoch milliseconds, up to the year 2200. */
const time = number(0, 7_258_118_400_000);

const MARK = of({
  id: name,
  dimension: oneOf(DIMENSIONS),
  label: prose,
  points,
  of: points,
  second: nullable(second),
  state: oneOf(["earned", "partly", "missed", "cost"]),
  seen: list(name, MOST.facts),
  reason: prose,
  source: prose,
});

const CARD = of({
  total: score,
  dimensions: list(of({ dimension: oneOf(DIMENSIONS), score, weight: number(0, 1000), sentence: prose }), 6),
  marks: list(MARK, MOST.marks),
  cap: nullable(of({ total: score, reason: prose })),
  impact: of({
    horizon: second,
    step: number(1, 100_000),
    player: list(finite, MOST.values),
    expert: list(finite, MOST.values),
    idle: list(finite, MOST.values),
    totals: of({ player: finite, expert: finite, idle: finite }),
  }),
  ending: nullable(of({ id: name, title: prose, text: prose })),
  labels: list(name, MOST.labels),
});

const FROZEN = of({
  scorecard: CARD,
  transcript: list(of({ second, from: name, audience: name, text: prose }), MOST.lines),
  series: of({
    step: integer(1, 100_000),
    names: list(name, MOST.names),
    values: list(list(finite, MOST.values), MOST.names),
  }),
});

const NOTES = list(of({ second: nullable(second), author: name, text: text(MAX_NOTE), at: time }), MAX_NOTES);

/** A note as a file has it. `at`: when it was last changed, epoch milliseconds. */
export interface FileNote extends Note {
  readonly at: number;
}

/** What is wrong with the fields of a run file beside its log; null when nothing is. */
export function envelopeFault(value: unknown): ShapeError | null {
  return checkFields(
    value,
    {
      format: oneOf(["meantime-run"]),
      version: oneOf([1]),
      savedAt: time,
      title: name,
      createdAt: time,
      playedAt: time,
      run: () => null,
      frozen: nullable(FROZEN),
      notes: NOTES,
      digest: name,
    },
    "file",
  );
}

/** The fields of a run file once `envelopeFault` found nothing; its log is still to be read. */
export interface Envelope {
  readonly savedAt: number;
  readonly title: string;
  readonly createdAt: number;
  readonly playedAt: number;
  readonly run: unknown;
  readonly frozen: FrozenRun | null;
  readonly notes: readonly FileNote[];
  readonly digest: string;
}
