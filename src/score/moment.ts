import type { FactId, Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { Expr, Text } from "#domain/text";
import { type DrillState, storyBool, storyNumber, storyText } from "#engine/index";
import { seenFacts } from "./diagnosis";
import type { Moment } from "./marks";

/**
 * A state as marks read it. `settled` remembers at which revision of the story an expression was last false: one that
 * reads no clock is not asked again while nothing has happened.
 */
export class StateMoment implements Moment {
  constructor(
    private readonly state: DrillState,
    readonly entries: readonly JournalEntry[],
    private readonly settled: Map<Expr, number>,
  ) {}

  get second(): Second {
    return this.state.now;
  }

  bool(expr: Expr, entry?: JournalEntry): boolean {
    if (entry !== undefined) return storyBool(this.state, expr, entry);
    const { revision } = this.state;
    if (this.settled.get(expr) === revision) return false;
    const value = storyBool(this.state, expr);
    if (!value && !this.state.code.story(expr).clocked) this.settled.set(expr, revision);
    return value;
  }

  number(expr: Expr, entry?: JournalEntry): number {
    return storyNumber(this.state, expr, entry ?? null);
  }

  text(text: Text, entry?: JournalEntry): string {
    return storyText(this.state, text, entry ?? null);
  }

  factsSeen(): readonly FactId[] {
    return seenFacts(this.state);
  }
}
