import { Live, type LiveOptions } from "./live";

export type * from "./contract";
export { StorageError } from "./contract";
export type { LiveOptions } from "./live";
export { type FirstPage, firstPage, hasEnded } from "./peek";
export { Playback, type Tell } from "./playback";
export { type NewRun, newRun, programKey, programOf, storeFinished, storeRun, whyNotPlayable } from "./run";

/**
 * Opens a stored run for play: briefing when it is new, paused at its horizon when it was under way, finished, or
 * read-only when another tab has it. Throws a RangeError when the run cannot be replayed with this program (see
 * `whyNotPlayable`); storage trouble is in the session's state.
 */
export async function openLive(options: LiveOptions): Promise<Live> {
  const live = new Live(options);
  await live.open();
  return live;
}
