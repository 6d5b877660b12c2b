import type { Audience } from "#domain/commands";
import type { Second } from "#domain/ids";
import { failedShare } from "./ask";
import { plan } from "./due";
import { runEffects } from "./people";
import { type DrillState, post, record } from "./state";
import type { Owed } from "./story";
import { storyText } from "./values";

/** A promise is kept when by then users were served: less than this share failed over the window. */
const RECOVERED_SHARE = 0.02;
const RECOVERED_WINDOW = 30;

/** Later than any run. */
const NEVER = 1e9;

/** From the acknowledgement on, every audience of the cadence is owed a first update. */
export function startCadence(state: DrillState): void {
  state.story.owed = state.scene.score.cadence.map(({ audience, first, every }) => {
    const due = state.now + first;
    return { audience, due, stated: false, missAt: due, every };
  });
}

/** An update went out: the next one is due when it says so, else by the cadence. */
export function updateGiven(state: DrillState, audience: Audience, stated: Second | null): void {
  const rule = state.scene.score.cadence.find((c) => c.audience === audience);
  const others = state.story.owed.filter((owed) => owed.audience !== audience);
  const due = stated ?? (rule === undefined ? NEVER : state.now + rule.every);
  const owed: Owed = { audience, due, stated: stated !== null, missAt: due, every: rule?.every ?? 0 };
  state.story.owed = due === NEVER ? others : [...others, owed];
}

/** Counts updates that have fallen due unnoticed: once when due, and again after each further period of the cadence. */
export function checkUpdates(state: DrillState): void {
  const { story, now } = state;
  if (story.phase !== "live") return;
  for (const owed of story.owed) {
    if (owed.missAt > now) continue;
    record(state, "update-late", "platform", { audience: owed.audience, due: owed.due, stated: owed.stated });
    const missAt = owed.every > 0 ? owed.missAt + owed.every : NEVER;
    story.owed = story.owed.map((o) => (o === owed ? { ...o, missAt } : o));
  }
}

/** A time was named by which it will work again. */
export function promiseMade(state: DrillState, audience: Audience, at: Second, by: string): void {
  const { story } = state;
  const index = story.promises.length;
  story.promises = [...story.promises, { audience, saidAt: state.now, at, state: "made" }];
  record(state, "promise", by, { state: "made", audience, at });
  plan(story, Math.max(at, state.now + 1), "promise", audience, index);
}

/** The promised time has come. */
export function settlePromise(state: DrillState, index: number): void {
  const promise = state.story.promises[index];
  if (promise?.state !== "made") return;
  const kept = failedShare(state, RECOVERED_WINDOW) < RECOVERED_SHARE;
  const outcome = kept ? "kept" : "broken";
  state.story.promises = state.story.promises.with(index, { ...promise, state: outcome });
  record(state, "promise", "story", { state: outcome, audience: promise.audience, at: promise.at });
  if (kept) return;
  for (const reaction of state.scene.brokenPromise) {
    if (reaction.audience !== promise.audience) continue;
    post(state, {
      audience: reaction.audience,
      from: reaction.from,
      kind: "person",
      text: storyText(state, reaction.text),
      request: null,
    });
    record(state, "remark", reaction.from, {
      remark: "broken-promise",
      from: reaction.from,
      audience: reaction.audience,
      interrupts: true,
    });
    runEffects(state, reaction.effects, reaction.from);
  }
}
