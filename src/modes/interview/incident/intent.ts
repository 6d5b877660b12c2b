import type { CommandBody, CommandKind } from "#domain/commands";
import type { MetricId } from "#domain/telemetry";
import { readBody } from "#engine/index";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What the words left open and the interviewer still has to ask for; `field` is the argument it fills. */
export type Need =
  | { readonly kind: "choice"; readonly field: string; readonly label: string; readonly choices: readonly Choice[] }
  /** `share` is entered in percent and stands for 0 to 1; `pods` are whole. */
  | {
      readonly kind: "number";
      readonly field: string;
      readonly label: string;
      readonly unit: "pods" | "factor" | "share" | "number";
    }
  | { readonly kind: "text"; readonly field: string; readonly label: string };

/** One thing that the candidate's words may mean. Nothing happens before it is confirmed. */
export interface Intent {
  /** The same for the same meaning. */
  readonly id: string;
  /** What confirming it does, in words; also how the log calls it (at most 200 characters). */
  readonly title: string;
  readonly kind: CommandKind;
  /** Arguments of the command that are known. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly needs: readonly Need[];
  /** Of a board: the metrics that were asked for, the most wanted first. */
  readonly about: readonly MetricId[];
}

/** An intent with how well the words fit it; only for comparing. */
export interface Proposal {
  readonly intent: Intent;
  readonly fit: number;
}

/** What was entered for the needs of an intent, by field. */
export type Entries = Readonly<Partial<Record<string, string>>>;

const LONGEST_TITLE = 200;

/** An intent out of a command as far as it is known. */
export function intentOf(
  kind: CommandKind,
  args: Readonly<Record<string, unknown>>,
  title: string,
  more: Partial<Pick<Intent, "needs" | "about">> = {},
): Intent {
  const short = title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1)}…`;
  return { id: JSON.stringify([kind, args]), title: short, kind, args, needs: [], about: [], ...more };
}

function entered(need: Need, text: string): string | number | null {
  if (text === "") return null;
  if (need.kind === "text") return text;
  if (need.kind === "choice") return need.choices.some(({ value }) => value === text) ? text : null;
  const value = Number(text.replace(/\s*%$/, ""));
  if (!Number.isFinite(value) || value < 0) return null;
  if (need.unit === "share") return value <= 100 ? value / 100 : null;
  return need.unit === "pods" && !Number.isInteger(value) ? null : value;
}

/** Whether a need has an entry that can be used. */
export function isMet(need: Need, entries: Entries): boolean {
  return entered(need, entries[need.field]?.trim() ?? "") !== null;
}

/** The command of a confirmed intent; null while something that it needs is missing or cannot be used. */
export function commandOf(intent: Intent, entries: Entries = {}): CommandBody | null {
  const args: Record<string, unknown> = { ...intent.args };
  for (const need of intent.needs) {
    const value = entered(need, entries[need.field]?.trim() ?? "");
    if (value === null) return null;
    args[need.field] = value;
  }
  const body = readBody({ kind: intent.kind, args });
  return body.ok ? body.value : null;
}
