import type { View } from "#domain/view";
import { actProposals } from "./acts";
import { hear } from "./heard";
import type { Intent, Proposal } from "./intent";
import { lookProposals } from "./looks";
import { talkProposals } from "./talk";

/** As many as can be told apart at a glance. */
export const MOST_INTENTS = 5;
/** As many of one panel or kind, so that a wrong guess leaves room for others. */
const MOST_ALIKE = 3;

/** What fits less than this share of the best is a distraction. */
const WORTH_SHOWING = 0.4;

const family = ({ kind, args }: Intent): string => (kind === "look" ? `look ${String(args.panel)}` : kind);

/**
 * What a request may mean, the likeliest first: at most five things that can be done at this moment, read off the view and the
 * words alone. Empty when nothing in it is understood.
 */
export function proposeIntents(view: View, text: string): readonly Intent[] {
  if (text.trim() === "") return [];
  const heard = hear(view, text);
  const all: Proposal[] = [
    ...lookProposals(view, heard),
    ...actProposals(view, heard),
    ...talkProposals(view, heard),
  ].sort((a, b) => b.fit - a.fit);
  const kept: Intent[] = [];
  const alike = new Map<string, number>();
  const least = (all[0]?.fit ?? 0) * WORTH_SHOWING;
  for (const { intent, fit } of all) {
    if (fit < least) break;
    const count = alike.get(family(intent)) ?? 0;
    if (count >= MOST_ALIKE || kept.some(({ id }) => id === intent.id)) continue;
    alike.set(family(intent), count + 1);
    kept.push(intent);
    if (kept.length === MOST_INTENTS) break;
  }
  return kept;
}
