import type { Program } from "#domain/drill";
import type { ExercisePlan, PlanSubject } from "#domain/exercise";
import type { Renames } from "#domain/team";
import { renamedPlan } from "#modes/gameday/rename-plan";
import { programOfSubject } from "#modes/gameday/subject";
import type { TeamSubject } from "#session/team/contract";
import type { Services } from "../../../services";
import { titleOf } from "../../../team/plan/about";
import { AS_IT_CAME } from "../../../team/plan/file";
import { foundRoom } from "../found";

/** What a plan is about, as it travels with a room: a pack goes along. Rejects when it is not here any more. */
async function subjectOf(subject: PlanSubject, { packs }: Pick<Services, "packs">): Promise<TeamSubject> {
  if (subject.kind !== "pack") return subject;
  const pack = await (await packs()).load(subject.pack);
  if (pack === null)
    throw new RangeError(`The pack “${subject.pack}” is not in this browser any more: take it in again.`);
  return { kind: "pack", slug: subject.slug, pack };
}

/** The drill of a plan, by the names it came with or by others. Rejects with a sentence of why there is none. */
export const programOfPlan = async (
  subject: PlanSubject,
  services: Services,
  names: Renames = AS_IT_CAME,
): Promise<Program> => programOfSubject(await subjectOf(subject, services), names, services);

/**
 * Opens a room for a plan and goes there. The room gets a copy of the plan, found by its run, in the names of the room: the plan
 * itself can be played again with another team. Rejects with a sentence of what is wrong; then nothing was opened.
 */
export async function openLobby(plan: ExercisePlan, services: Services): Promise<void> {
  const { documents, clock } = services;
  const subject = await subjectOf(plan.subject, services);
  const [before, program] = await Promise.all([
    programOfSubject(subject, AS_IT_CAME, services),
    programOfSubject(subject, plan.renames, services),
  ]);
  const { renames, variant, seed, minutes } = plan;
  const address = await foundRoom(
    { title: titleOf(plan), subject, renames, program, variant, seed, minutes },
    services,
  );
  const summary = (await (await services.rooms()).list()).find((each) => each.address.room === address.room);
  if (summary !== undefined) {
    const now = clock.now();
    const body = renamedPlan(plan, before, program);
    const { run } = summary;
    await documents.put({ id: `gameday-of-${run}`, kind: "gameday", run, createdAt: now, updatedAt: now, body });
  }
  location.hash = `#/gameday/room/${encodeURIComponent(address.room)}`;
}
