import type { MarkSpec } from "#domain/drill";
import type { FactId, Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { Mark } from "#domain/score";
import type { Expr, Text } from "#domain/text";
import { stateOf } from "./points";

/** What a mark may ask at one moment of a run. Expressions are read in the story context; `entry` binds `e`. */
export interface Moment {
  readonly second: Second;
  /** Journal entries that are new at this moment. */
  readonly entries: readonly JournalEntry[];
  bool(expr: Expr, entry?: JournalEntry): boolean;
  number(expr: Expr, entry?: JournalEntry): number;
  text(text: Text, entry?: JournalEntry): string;
  factsSeen(): readonly FactId[];
}

/** Whether a journal entry fits a pattern: the same kind, and every field equal to the value or one of the values. */
export function fits(entry: JournalEntry, on: NonNullable<MarkSpec["on"]>): boolean {
  if (entry.kind !== on.event) return false;
  for (const [field, wanted] of Object.entries(on.match)) {
    const got = field === "by" ? entry.by : entry.data[field];
    const options = Array.isArray(wanted) ? wanted : [wanted];
    const found = Array.isArray(got)
      ? got.some((g: string) => options.includes(g))
      : options.includes(typeof got === "boolean" ? String(got) : (got as string | number));
    if (!found) return false;
  }
  return true;
}

/** Share of the evidence a mark demands that had been seen by then, 0–1. */
function evidenceShare(spec: MarkSpec, seen: readonly FactId[]): number {
  if (spec.evidence === null || spec.evidence.atLeast <= 0) return 1;
  const have = spec.evidence.facts.filter((fact) => seen.includes(fact)).length;
  return Math.min(1, have / spec.evidence.atLeast);
}

/** A fold over the moments of a run: each mark is earned at the first moment that fits, and keeps that second and its reason. */
export class MarkFold {
  private readonly pending: MarkSpec[];
  private readonly found = new Map<string, Mark>();

  constructor(private readonly specs: readonly MarkSpec[]) {
    this.pending = [...specs];
  }

  observe(moment: Moment): void {
    for (let i = this.pending.length - 1; i >= 0; i--) {
      const spec = this.pending[i] as MarkSpec;
      const entry = this.trigger(spec, moment);
      if (entry === undefined) continue;
      this.found.set(spec.id, award(spec, moment, entry ?? undefined));
      this.pending.splice(i, 1);
    }
  }

  /** The entry that triggers, null when the condition alone does, undefined when nothing does. */
  private trigger(spec: MarkSpec, moment: Moment): JournalEntry | null | undefined {
    if (spec.on === null) {
      if (spec.when === null || !moment.bool(spec.when)) return undefined;
      return spec.condition === null || moment.bool(spec.condition) ? null : undefined;
    }
    for (const entry of moment.entries) {
      if (!fits(entry, spec.on)) continue;
      if (spec.when !== null && !moment.bool(spec.when, entry)) continue;
      if (spec.condition !== null && !moment.bool(spec.condition, entry)) continue;
      return entry;
    }
    return undefined;
  }

  /** What has been found so far, in the order it was found. */
  get awarded(): readonly Mark[] {
    return [...this.found.values()];
  }

  /** Marks in the order of the drill; what was never earned is stated as missed (costs that never fell due are left out). */
  finish(last: Moment): Mark[] {
    const marks: Mark[] = [];
    for (const spec of this.specs) {
      const mark = this.found.get(spec.id);
      if (mark !== undefined) marks.push(mark);
      else if (spec.points > 0) marks.push(missed(spec, last));
    }
    return marks;
  }
}

function award(spec: MarkSpec, moment: Moment, entry: JournalEntry | undefined): Mark {
  const seen = moment.factsSeen();
  const worth = spec.worth === null ? 1 : Math.max(0, Math.min(1, moment.number(spec.worth, entry)));
  const share = worth * (spec.points > 0 ? evidenceShare(spec, seen) : 1);
  return {
    id: spec.id,
    dimension: spec.dimension,
    label: spec.label,
    points: spec.points * share,
    of: Math.max(0, spec.points),
    second: moment.second,
    state: spec.points < 0 ? "cost" : stateOf(share),
    seen,
    reason: `${moment.text(spec.reason, entry)}${demanded(spec, seen)}`,
    source: spec.source,
  };
}

/** What was missing of the evidence that a mark demands; empty when nothing was. */
function demanded(spec: MarkSpec, seen: readonly FactId[]): string {
  const share = spec.points > 0 ? evidenceShare(spec, seen) : 1;
  if (spec.evidence === null || share >= 1) return "";
  const worth = share > 0 ? `it counts ${Math.round(share * 100)} %` : "it counts nothing";
  return ` But by then you had not seen enough that speaks for it, so ${worth}.`;
}

function missed(spec: MarkSpec, last: Moment): Mark {
  return {
    id: spec.id,
    dimension: spec.dimension,
    label: spec.label,
    points: 0,
    of: spec.points,
    second: null,
    state: "missed",
    seen: last.factsSeen(),
    reason: last.text(spec.missed),
    source: spec.source,
  };
}
