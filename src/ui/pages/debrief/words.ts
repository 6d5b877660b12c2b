import type { StageId } from "#debrief/index";
import type { Audience } from "#domain/commands";
import type { Mark } from "#domain/score";
import { fixed } from "#lib/format";
import type { Tone } from "../../kit/Sign";
import { AUDIENCE_WORDS } from "../../words";

/** Stages of an incident as they are called on screen. */
export const STAGE_WORDS: Readonly<Record<StageId, string>> = {
  detect: "Detect",
  acknowledge: "Acknowledge",
  assign: "Assign",
  diagnose: "Diagnose",
  mitigate: "Mitigate",
  resolve: "Resolve",
  validate: "Validate",
};

/** How a mark came out: a word and its tone. */
export const STATE_WORDS: Readonly<Record<Mark["state"], { readonly word: string; readonly tone: Tone }>> = {
  earned: { word: "earned", tone: "good" },
  partly: { word: "partly", tone: "warn" },
  missed: { word: "missed", tone: "neutral" },
  cost: { word: "cost", tone: "bad" },
};

/** Where something was said. A run from elsewhere may name a place that there is not. */
export const placeOf = (audience: string): string =>
  Object.hasOwn(AUDIENCE_WORDS, audience) ? AUDIENCE_WORDS[audience as Audience].place : audience;

const points = (n: number): string => fixed(n, Number.isInteger(n) ? 0 : 1);

/** Points got, of how many there were; costs have no "of". */
export function pointsOf(mark: Pick<Mark, "points" | "of">): string {
  return mark.of > 0 ? `${points(mark.points)} of ${points(mark.of)}` : points(mark.points);
}
