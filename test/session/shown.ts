import type { Look } from "#domain/telemetry";
import type { View } from "#domain/view";
import type { LiveSession } from "#session/index";

export const BOARD = {
  panel: "board",
  node: "shop",
  split: "region",
  region: null,
  window: 300,
  compare: false,
} as const satisfies Look;

/** Everything that a screen could show of a view. */
export function screen(view: View | null): string {
  if (view === null) throw new Error("no view");
  const { look, estimate, complete, palette, ...plain } = view;
  return JSON.stringify([plain, look(BOARD), look({ panel: "map" })]);
}

/** The second that a session shows. */
export const now = (session: LiveSession): number | undefined => session.getState().view?.now;
