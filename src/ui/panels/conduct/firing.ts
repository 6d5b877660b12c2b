import { useEffect } from "react";
import type { PlannedInject } from "#domain/exercise";
import { notePace, type Reached } from "#modes/gameday/beats";
import type { Sight } from "#modes/gameday/conditions";
import { dueInjects, queueTime } from "#modes/gameday/due";
import { pending } from "#modes/gameday/queue";
import { readStored, writeStored } from "../../kit/stored";
import { useLive } from "../../live";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom } from "../../team/context";
import { reachedKey } from "../../team/kept";
import { fire } from "./fire";
import { sightOf } from "./sight";
import { conductStore, useConduct } from "./store";

/** Injects that have not happened: those due now, those to come, and those that could not be carried out. */
export interface Waiting {
  readonly due: readonly PlannedInject[];
  readonly later: readonly PlannedInject[];
  readonly refused: readonly PlannedInject[];
}

/** What waits of a queue, as far as a facilitator sees it. */
export function waitingOf(
  queue: readonly PlannedInject[],
  refused: ReadonlyMap<string, string>,
  sight: Sight | null,
): Waiting {
  if (sight === null) return { due: [], later: [], refused: [] };
  const due = new Set(dueInjects({ queue }, sight));
  const all = [...due, ...pending(queue, queueTime(sight)).filter((inject) => !due.has(inject))];
  const able = all.filter(({ id }) => !refused.has(id));
  return {
    due: able.filter((inject) => due.has(inject)),
    later: able.filter((inject) => !due.has(inject)),
    refused: all.filter(({ id }) => refused.has(id)),
  };
}

/**
 * While this device drives the clock, what is due happens by itself, unless it waits for a press. What happened is in the log: after
 * a reload, or on another device, it is not due again.
 */
export function useFiring(): void {
  const { session } = useOpenRoom();
  const seat = useFacilitatorSeat()?.id ?? null;
  const view = useLive((state) => state.view);
  const plan = useConduct((state) => state.plan?.document.body ?? null);
  const confirms = useConduct((state) => state.confirms);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again with every second
  useEffect(() => {
    const { isHolder } = session.getTeam();
    const sight = sightOf(session, seat === null ? null : { id: seat });
    if (plan === null || seat === null || sight === null) return;
    if (!isHolder || confirms || sight.view.team?.clock.state !== "running") return;
    const { refused } = conductStore.getState();
    for (const inject of dueInjects(plan, sight)) {
      if (!refused.has(inject.id)) void fire(session, seat, inject);
    }
  }, [session, seat, view, plan, confirms]);
}

/** What was reached before a reload; nothing when it was not kept or is not what was. */
function recall(run: string): Reached | null {
  try {
    const kept: unknown = JSON.parse(readStored(reachedKey(run)) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const { beats, worst, calmSince } = kept as Reached;
    if (typeof beats !== "object" || typeof worst !== "number") return null;
    return { beats, worst, calmSince: typeof calmSince === "number" ? calmSince : null };
  } catch {
    return null;
  }
}

/** Watches which beats are reached, every few simulated seconds, and keeps that for a reload. */
export function useReached(): void {
  const { session } = useOpenRoom();
  const seat = useFacilitatorSeat();
  const run = useLive((state) => state.run?.id ?? "");
  const step = useLive((state) => Math.floor((state.view?.now ?? 0) / 5));
  useEffect(() => {
    const kept = recall(run);
    if (kept !== null) conductStore.setState({ reached: kept });
  }, [run]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again with every step
  useEffect(() => {
    const sight = sightOf(session, seat);
    if (sight === null) return;
    const before = conductStore.getState().reached;
    const reached = notePace(before, sight);
    if (JSON.stringify(reached) === JSON.stringify(before)) return;
    conductStore.setState({ reached });
    writeStored(reachedKey(run), JSON.stringify(reached));
  }, [session, seat, run, step]);
}
