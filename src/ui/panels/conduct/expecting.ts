import { useEffect, useRef } from "react";
import { WHOLE_EXERCISE } from "#domain/team";
import { expectDeed, unsaid, wholeOf } from "#modes/gameday/expected";
import type { Expected } from "#modes/gameday/room";
import type { TeamSession, TeamSetup } from "#session/team/contract";
import { toast } from "../../kit/toast";
import { useLive } from "../../live";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom, useTeam, useTeamView } from "../../team/context";
import { saying } from "../../team/plan/guide-words";
import { sightOf } from "./sight";
import { conductStore, useConduct } from "./store";

/** Says in the log what is expected about an inject, for whoever watches on another device. What is refused is said here. */
export async function sayExpected(
  session: TeamSession,
  seat: string,
  { renames }: TeamSetup,
  inject: string,
  planned: Expected,
): Promise<void> {
  const { scene } = conductStore.getState();
  if (scene === null) return;
  const refusal = await session.deed(expectDeed(inject, planned, saying(scene, renames)), seat);
  if (refusal === null) return;
  toast({ title: "Observers cannot read what is expected of the team", detail: refusal.text, tone: "warn" });
}

/**
 * What is expected is said once it is time: about injects of this device's plan when they have happened, in the whole exercise by the
 * device that drives the clock when it first ran. What the log has is not said again, so that a reload only adds what is missing.
 */
export function useExpecting(): void {
  const { session, setup } = useOpenRoom();
  const seat = useFacilitatorSeat()?.id ?? null;
  const view = useLive((state) => state.view);
  const plan = useConduct((state) => state.plan?.document.body ?? null);
  const guide = useConduct((state) => state.guide);
  const tried = useRef(new Set<string>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again with every second
  useEffect(() => {
    const sight = sightOf(session, seat === null ? null : { id: seat });
    // What the guide has belongs to it: said without, it would not be said again.
    if (plan === null || seat === null || sight === null || guide === undefined) return;
    for (const [inject, planned] of unsaid(sight.room, plan.queue, wholeOf(plan, guide?.expectations ?? []))) {
      if (tried.current.has(inject) || (inject === WHOLE_EXERCISE && !session.getTeam().isHolder)) continue;
      tried.current.add(inject);
      void sayExpected(session, seat, setup, inject, planned);
    }
  }, [session, setup, seat, view, plan, guide]);
}

/**
 * Where the plan wants the team to see its scores afterwards, that is said when the clock first runs, by the device that drives it; once
 * the log says whether they are seen, it is the facilitator's to change.
 */
export function useScoresPlanned(): void {
  const { session } = useOpenRoom();
  const seat = useFacilitatorSeat()?.id ?? null;
  const isHolder = useTeam((team) => team.isHolder);
  const isPlanned = useConduct((state) => state.plan?.document.body.scores ?? false);
  const isOpen = useTeamView(
    ({ clock, deeds }) => clock.state !== "lobby" && !deeds.some(({ deed }) => deed.do === "scores"),
  );
  useEffect(() => {
    if (isPlanned && isHolder && isOpen && seat !== null) void session.deed({ do: "scores", shown: true }, seat);
  }, [session, seat, isPlanned, isHolder, isOpen]);
}
