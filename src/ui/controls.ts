import type { View } from "#domain/view";
import type { LiveSession, LiveState } from "#session/contract";

type Clock = LiveState["clock"];

/** Whether there is a way to stop (or to go on) now. */
export function canPause(status: LiveState["status"], clock: Clock): boolean {
  return status === "paused" || status === "skipping" || clock === "live-pause";
}

export function canSkip(clock: Clock): boolean {
  return clock !== "interview" && clock !== "team";
}

/** Stops a clock that runs, starts one that stands. */
export function togglePause(session: LiveSession): void {
  if (session.getState().status === "paused") session.resume();
  else session.pause();
}

/** The page that waits to be acknowledged. */
export function waitingPage(view: View): View["pages"][number] | null {
  return view.pages.find((page) => page.ackedAt === null) ?? null;
}

/** Acknowledges the waiting page; does nothing when there is none. */
export function acknowledge(session: LiveSession): void {
  const { view } = session.getState();
  const page = view === null ? null : waitingPage(view);
  if (page !== null) void session.send({ kind: "ack", args: { page: page.id } });
}

/** The update that is due first; null while none is owed. */
export function nextUpdate(updates: View["updatesDue"]): View["updatesDue"][number] | null {
  return updates.reduce<View["updatesDue"][number] | null>(
    (first, each) => (first === null || each.due < first.due ? each : first),
    null,
  );
}
