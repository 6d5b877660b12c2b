import type { Second } from "#domain/ids";

export type TeamDimensionId = "delegation" | "acknowledgement" | "cadence" | "span" | "command" | "handover";

/** What speaks for a score or against it. `second` is where in the run to look; null: nowhere in particular. */
export interface Reason {
  readonly second: Second | null;
  readonly text: string;
  readonly speaks: "for" | "against";
}

/** What a dimension came to. `score` 0–100; null: there was too little to say. */
export interface Judged {
  readonly score: number | null;
  readonly sentence: string;
  readonly reasons: readonly Reason[];
}

export interface TeamDimension extends Judged {
  readonly id: TeamDimensionId;
  readonly title: string;
}

/** Nothing is said, and why. */
export const tooLittle = (why: string): Judged => ({ score: null, sentence: `Not enough to say: ${why}`, reasons: [] });

/** A share as a score. */
export const asScore = (share: number): number => Math.round(100 * Math.max(0, Math.min(1, share)));

/** More reasons of a kind would not be read; what is left out is counted. */
const MOST = 8;

/** The reasons in order, at most some of each kind. */
export function reasonsOf(reasons: readonly Reason[]): readonly Reason[] {
  const ordered = together(reasons.toSorted((a, b) => (a.second ?? -1e9) - (b.second ?? -1e9)));
  const against = ordered.filter(({ speaks }) => speaks === "against");
  const left = against.length - MOST;
  const more: readonly Reason[] =
    left > 0 ? [{ second: null, text: `And ${left} more of the kind.`, speaks: "against" }] : [];
  const kept = new Set(against.slice(0, MOST));
  return [...ordered.filter((reason) => reason.speaks === "for" || kept.has(reason)), ...more];
}

/** What was said several times is said once, at its first second, with how often. */
function together(reasons: readonly Reason[]): readonly Reason[] {
  const first = new Map<string, { readonly reason: Reason; times: number }>();
  for (const reason of reasons) {
    const known = first.get(reason.text);
    if (known === undefined) first.set(reason.text, { reason, times: 1 });
    else known.times++;
  }
  return [...first.values()].map(({ reason, times }) =>
    times === 1 ? reason : { ...reason, text: `${reason.text.replace(/\.$/, "")}, ${times} times in all.` },
  );
}

/** The first words of a text, as a quotation. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return `“${line.length <= 60 ? line : `${line.slice(0, 57).trimEnd()} …`}”`;
}
