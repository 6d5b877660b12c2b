import type { Deed } from "#domain/team";
import { done } from "./deeds";
import type { Draft, Entry, Room } from "./room";

/** Entries with what they said before. An empty text strikes an entry out; a later text brings it back. */
function foldTimeline(deeds: readonly Deed[]): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const { entry: id, at, text, who } of done(deeds, "entry")) {
    const known = entries.get(id);
    const isStruck = text.trim() === "";
    if (known === undefined) {
      // Nothing was ever written: there is nothing to strike out.
      if (!isStruck) entries.set(id, { id, at, text, by: who, isStruck, before: [] });
      continue;
    }
    if (isStruck) {
      entries.set(id, { ...known, isStruck });
      continue;
    }
    const changed = known.text !== text || known.at !== at;
    const before = changed ? [...known.before, { at: known.at, text: known.text, by: known.by }] : known.before;
    entries.set(id, { id, at, text, by: changed ? who : known.by, isStruck, before });
  }
  return [...entries.values()].sort((a, b) => a.at - b.at);
}

/** Drafts; the same id again rewrites one that has not gone out, which then waits for a verdict anew. */
function foldDrafts(deeds: readonly Deed[]): readonly Draft[] {
  const drafts = new Map<string, Draft>();
  for (const deed of done(deeds, "draft", "approve")) {
    const { draft: id, text, who: by, second: at } = deed;
    const known = drafts.get(id);
    if (known?.state === "approved") continue;
    if (deed.do === "draft")
      drafts.set(id, { id, audience: deed.audience, text, by, at, state: "open", verdict: null });
    else if (known !== undefined) {
      drafts.set(id, { ...known, state: deed.approved ? "approved" : "refused", verdict: { by, at, text } });
    }
  }
  return [...drafts.values()];
}

/** The scribe's timeline, drafts, and what was told to the others. */
export function foldWriting(deeds: readonly Deed[]): Pick<Room, "timeline" | "drafts" | "shared"> {
  return {
    timeline: foldTimeline(deeds),
    drafts: foldDrafts(deeds),
    shared: done(deeds, "share").map(({ fact, who, second }) => ({ fact, by: who, at: second })),
  };
}
