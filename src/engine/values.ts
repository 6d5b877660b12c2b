import type { JournalEntry } from "#domain/journal";
import type { Expr, Text } from "#domain/text";
import { CelError, type CelValue } from "#lib/cel";
import { clockMinutes, count, duration, fixed, percent } from "#lib/format";
import { StoryEnv } from "./host";
import type { DrillState } from "./state";

/** Value of a story expression at this state; undefined where it has none (division by zero, a missing field). */
export function storyValue(state: DrillState, expr: Expr, entry: JournalEntry | null = null): CelValue | undefined {
  try {
    return state.code.story(expr).run(new StoryEnv(state, entry));
  } catch (error) {
    if (error instanceof CelError) return undefined;
    throw error;
  }
}

/** A condition; one without a value does not hold. */
export function storyBool(state: DrillState, expr: Expr, entry: JournalEntry | null = null): boolean {
  return storyValue(state, expr, entry) === true;
}

/** A number; 0 where there is none. True is 1. */
export function storyNumber(state: DrillState, expr: Expr, entry: JournalEntry | null = null): number {
  const value = storyValue(state, expr, entry);
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

/** A text with the figures of this moment; a figure without a value is a dash. */
export function storyText(state: DrillState, text: Text, entry: JournalEntry | null = null): string {
  return text
    .map((part) =>
      typeof part === "string"
        ? part
        : formatValue(storyValue(state, part.expr, entry), part.format, state.scene.system.startOfDay),
    )
    .join("");
}

/** A value in one of the formats of `Text`; `clock` reads seconds since T+0 as the time of day. */
export function formatValue(value: CelValue | undefined, format: string | undefined, startOfDay: number): string {
  if (typeof value !== "number") return typeof value === "string" || typeof value === "boolean" ? String(value) : "–";
  switch (format) {
    case "count":
      return count(value);
    case "percent":
      return percent(value);
    case "duration":
      return duration(value);
    case "clock":
      return clockMinutes(startOfDay + value);
    case "fixed1":
      return fixed(value, 1);
    default:
      return String(value);
  }
}
