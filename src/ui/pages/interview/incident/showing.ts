import type { Look } from "#domain/telemetry";
import type { LiveSession } from "#session/contract";
import { consoleStore, openPanel } from "../../../console-state";
import { placeOf } from "../../../look-place";
import { gaveLook } from "../../../looking";

/** Opens the panel on which a look that was given is seen. Where there is room for one thing only, the conversation stays in front. */
export function showLook(session: LiveSession, look: Look): void {
  const place = placeOf(look);
  // What a probe printed, and what was captured from a pod, stands in the conversation.
  if (place === null) return;
  gaveLook(session, look);
  const { isTalking } = consoleStore.getState();
  const [panel, change] = place;
  openPanel(panel, { ...change, isTalking });
}
