import { useEffect, useMemo, useRef, useState } from "react";
import type { Program } from "#domain/drill";
import type { ExercisePlan } from "#domain/exercise";
import type { Run } from "#domain/run";
import { messageOf } from "#lib/message";
import type { Exercise } from "#modes/gameday/exercise";
import { type Report, reportOf } from "#modes/gameday/report";
import { foldRoom } from "#modes/gameday/room";
import type { TeamStages } from "#modes/gameday/stages";
import type { FrozenRun } from "#session/contract";
import { beside } from "../../../beside/index";
import { useLive } from "../../../live";
import { type Services, useServices } from "../../../services";
import { useOpenRoom, useTeam } from "../../../team/context";
import { moment } from "../../../when";

/** A run that is over, as it was when it ended. */
export interface Told {
  readonly program: Program;
  readonly run: Run;
  readonly exercise: Exercise;
  readonly stages: TeamStages;
  readonly frozen: FrozenRun;
  /** The facilitator's plan, on the machine where it is stored. */
  readonly plan: Pick<ExercisePlan, "title" | "queue" | "expectations"> | null;
}

/** Retells a team's run and scores it, unless its score is stored. Rejects with what is wrong, in a sentence. */
export async function tell(program: Program, run: Run, services: Services): Promise<Told> {
  const { runs, documents, freeze } = services;
  const [{ exercise, stages }, frozen, [document]] = await Promise.all([
    beside("exercise", { program, run }),
    runs.frozen(run.header.id).then((kept) => kept ?? freeze(program, run)),
    documents.list("gameday", run.header.id).catch(() => []),
  ]);
  const plan = document?.body ?? null;
  return { program, run, exercise, stages, plan, frozen };
}

export type Telling =
  | { readonly state: "waiting" }
  | { readonly state: "failed"; readonly why: string }
  | { readonly state: "told"; readonly told: Told };

/** The run on screen, retold once everything of it is here; once more where something turns up that had happened before. */
export function useTold(): Telling {
  const { session } = useOpenRoom();
  const services = useServices();
  const [telling, setTelling] = useState<Telling>({ state: "waiting" });
  const isWhole = useTeam(({ end }) => end === "whole" || end === "kept");
  const corrected = useTeam((team) => team.corrected);
  const told = useRef<typeof corrected | "nothing">("nothing");
  useEffect(() => {
    // That a correction is shown no longer changes nothing.
    if (!isWhole || told.current === corrected || (corrected === null && told.current !== "nothing")) return;
    let isGone = false;
    const { program, run } = session.log();
    tell(program, run, services).then(
      (each) => {
        if (isGone) return;
        told.current = corrected;
        setTelling({ state: "told", told: each });
      },
      (error: unknown) => !isGone && setTelling({ state: "failed", why: messageOf(error) }),
    );
    return () => {
      isGone = true;
    };
  }, [session, services, isWhole, corrected]);
  return telling;
}

/** The report as it stands now: what is written afterwards is in it at once. */
export function useReport(told: Told): Report {
  const { setup } = useOpenRoom();
  const team = useLive((state) => state.view?.team ?? null);
  return useMemo(() => {
    const { exercise, stages, frozen, plan } = told;
    const live = team === null ? exercise : { ...exercise, team, room: foldRoom(team, exercise.endedAt) };
    const titled = { ...live, title: setup.title };
    const when = exercise.heldAt === null ? "" : moment(exercise.heldAt);
    return { ...reportOf(titled, { stages, plan, when, score: frozen.scorecard }), drill: exercise.title };
  }, [told, team, setup.title]);
}
