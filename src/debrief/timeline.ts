import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { Run } from "#domain/run";
import type { Mark, Scorecard } from "#domain/score";
import { type DrillState, playersOf } from "#engine/index";
import { scoreWithState, walk } from "#score/index";
import { sourceText } from "./panels";
import { describe, type Tone } from "./words";

export interface TimelineEntry {
  readonly second: Second;
  readonly kind: JournalEntry["kind"];
  readonly title: string;
  readonly detail: string;
  readonly tone: Tone;
  /** How many like entries this one stands for. */
  readonly count: number;
  /** Ids of the marks that were earned or cost here. */
  readonly marks: readonly string[];
}

export interface TranscriptLine {
  readonly second: Second;
  /** A person's name, or `You`; in a team what a seat is called. */
  readonly from: string;
  readonly audience: string;
  readonly text: string;
}

/** Everything the debrief shows about a run, from one replay. */
export interface Timeline {
  readonly card: Scorecard;
  readonly entries: readonly TimelineEntry[];
  readonly transcript: readonly TranscriptLine[];
  /** What was found out, as the player read it. */
  readonly facts: readonly {
    readonly id: string;
    readonly second: Second;
    readonly text: string;
    /** Where it stood; `told` when a person said it. */
    readonly panel: string;
    /** The same in words: "the board". */
    readonly source: string;
  }[];
  /** What happened to customers: one value per `step` seconds. */
  readonly series: {
    readonly step: Second;
    readonly names: readonly string[];
    readonly values: readonly (readonly number[])[];
  };
}

/** Like entries this close together are one entry. */
const TOGETHER = 20;
const STEP = 15;

type Draft = { -readonly [K in keyof TimelineEntry]: TimelineEntry[K] };

/** An operation's start says what its request said; the alert and operation entries that matter remain. */
function isNoise(entry: JournalEntry): boolean {
  if (entry.kind === "operation") return entry.data.phase === "running";
  return entry.kind === "look" || entry.kind === "state" || entry.kind === "condition";
}

/** The journal as people would tell it: noise left out, like entries joined. */
function condense(state: DrillState): Draft[] {
  const say = describe(state.scene, new Map(state.story.facts.map((fact) => [fact.id, fact.text])), playersOf(state));
  const drafts: Draft[] = [];
  for (const entry of state.journal) {
    const line = isNoise(entry) ? null : say(entry);
    if (line === null) continue;
    const { second } = entry.at;
    const last = drafts.at(-1);
    const alike = last?.kind === entry.kind && last.title === line.title && second - last.second <= TOGETHER;
    if (last !== undefined && alike) {
      last.count++;
      if (line.detail !== "" && !last.detail.includes(line.detail))
        last.detail += `${last.detail.endsWith(".") ? "" : ";"} ${line.detail}`;
    } else drafts.push({ second, kind: entry.kind, ...line, count: 1, marks: [] });
  }
  return drafts;
}

/** Hangs every mark on the entry it belongs to: the last one at or before its second. */
function pin(drafts: readonly Draft[], marks: readonly Mark[]): void {
  for (const mark of marks) {
    const { second } = mark;
    if (second === null) continue;
    const entry = drafts.findLast((draft) => draft.second <= second) ?? drafts[0];
    if (entry !== undefined) entry.marks = [...entry.marks, mark.id];
  }
}

function transcriptOf(state: DrillState): TranscriptLine[] {
  const names = new Map(state.scene.people.map((person) => [person.id, person.name]));
  const players = playersOf(state);
  return state.messages.map(({ second, audience, from, text, kind }) => ({
    second,
    from: kind === "player" ? (players.name(from) ?? "You") : (names.get(from) ?? from),
    audience,
    text,
  }));
}

/** Failed and completed user requests per second, and weighted harm, coarsely. */
function seriesOf(state: DrillState, card: Scorecard): Timeline["series"] {
  const { failed, answered } = state.impact;
  const length = Math.ceil(state.now / STEP);
  const rate = (total: readonly number[]) =>
    Array.from({ length }, (_, i) => {
      const from = i * STEP;
      const to = Math.min(state.now, from + STEP);
      return ((total[to] ?? 0) - (total[from] ?? 0)) / (to - from);
    });
  return {
    step: STEP,
    names: ["failed per second", "completed per second", "weighted harm per second"],
    values: [rate(failed), rate(answered), card.impact.player],
  };
}

/**
 * A run retold: scorecard, timeline with the marks as pins, transcript, curves. Pure; costs one replay, and without
 * `kept`, the card that the run was given at its end, the two runs it is compared with.
 */
export function timeline(program: Program, run: Run, kept?: Scorecard): Timeline {
  const { card, state } =
    kept === undefined ? scoreWithState(program, run) : { card: kept, state: walk(program, run, () => undefined) };
  const entries = condense(state);
  pin(entries, card.marks);
  const facts = state.story.facts.map(({ id, second, text, panel }) => ({
    id,
    second,
    text,
    panel,
    source: sourceText(panel),
  }));
  return { card, entries, transcript: transcriptOf(state), facts, series: seriesOf(state, card) };
}
