import { useEffect, useMemo, useState } from "react";
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
import { useOpenRoom } from "../../../team/context";

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
  const [{ exercise, stages }, kept, [document]] = await Promise.all([
    beside("exercise", { program, run }),
    runs.frozen(run.header.id),
    documents.list("gameday", run.header.id).catch(() => []),
  ]);
  const plan = document?.body ?? null;
  return { program, run, exercise, stages, plan, frozen: kept ?? (await freeze(program, run)) };
}

export type Telling =
  | { readonly state: "waiting" }
  | { readonly state: "failed"; readonly why: string }
  | { readonly state: "told"; readonly told: Told };

/** The run on screen, retold once it has come to its end. */
export function useTold(): Telling {
  const { session } = useOpenRoom();
  const services = useServices();
  const [telling, setTelling] = useState<Telling>({ state: "waiting" });
  const now = useLive((state) => state.view?.now ?? 0);
  const isWaiting = telling.state === "waiting";
  useEffect(() => {
    if (!isWaiting) return;
    let isGone = false;
    // The world runs on to its ending first: as soon as nothing has moved for a moment, it is there.
    const timer = setTimeout(() => {
      const { program, run } = session.log();
      tell(program, { ...run, horizon: Math.max(run.horizon, now) }, services).then(
        (told) => !isGone && setTelling({ state: "told", told }),
        (error: unknown) => !isGone && setTelling({ state: "failed", why: messageOf(error) }),
      );
    }, SETTLED_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [session, services, now, isWaiting]);
  return telling;
}

/** Real milliseconds without movement after which a run that is over stands at its end. */
const SETTLED_MS = 600;

/** The report as it stands now: what is written afterwards is in it at once. */
export function useReport(told: Told): Report {
  const { setup } = useOpenRoom();
  const team = useLive((state) => state.view?.team ?? null);
  return useMemo(() => {
    const { exercise, stages, frozen, plan } = told;
    const live = team === null ? exercise : { ...exercise, team, room: foldRoom(team, exercise.endedAt) };
    const titled = { ...live, title: setup.title };
    return { ...reportOf(titled, { stages, plan, score: frozen.scorecard }), drill: exercise.title };
  }, [told, team, setup.title]);
}
