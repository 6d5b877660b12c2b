import type { PlannedInject } from "#domain/exercise";
import { injectDeed } from "#modes/gameday/due";
import { foldRoom } from "#modes/gameday/room";
import type { TeamSession } from "#session/team/contract";
import { toast } from "../../kit/toast";
import { conductStore } from "./store";

/** Injects on their way into the log, by run: nothing is sent twice, however often it is asked for. */
const underWay = new Set<string>();

/** Why it did not happen stands beside it until it is tried again. */
function note(id: string, why: string | null): void {
  const refused = new Map(conductStore.getState().refused);
  if (why === null) refused.delete(id);
  else refused.set(id, why);
  conductStore.setState({ refused });
}

/** What was refused has been mended since: it may happen by itself again. */
export const forgive = (id: string): void => note(id, null);

/**
 * Carries an inject out, from the facilitator's seat. What of it is impossible as things are is left out and said; where
 * nothing is left, or the run refuses it, it does not happen and says why. Resolves with whether it happened.
 */
export async function fire(session: TeamSession, seat: string, inject: PlannedInject): Promise<boolean> {
  const team = session.viewOf(seat)?.team ?? null;
  const view = session.viewOf(seat);
  const key = `${session.getState().run?.id} ${inject.id}`;
  if (team === null || view === null || underWay.has(key)) return false;
  const { deed, leftOut } = injectDeed(inject, foldRoom(team, view.now));
  if (deed.effects.length === 0 && inject.effects.length > 0) return refuse(inject, leftOut.join(" "));
  underWay.add(key);
  const refusal = await session.deed(deed, seat).finally(() => underWay.delete(key));
  if (refusal !== null) {
    return refuse(
      inject,
      [refusal.text, refusal.expected && `Possible: ${refusal.expected}.`].filter(Boolean).join(" "),
    );
  }
  note(inject.id, null);
  const read = inject.read.trim();
  toast({
    title: `Inject: ${inject.title}`,
    ...((read !== "" || leftOut.length > 0) && {
      detail: [read === "" ? "" : `You: ${read}`, ...leftOut].filter(Boolean).join(" "),
    }),
    ...(leftOut.length > 0 && { tone: "warn" as const }),
  });
  return true;
}

function refuse(inject: PlannedInject, why: string): false {
  note(inject.id, why);
  toast({ title: `“${inject.title}” did not happen`, detail: why, tone: "bad" });
  return false;
}
