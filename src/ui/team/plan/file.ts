import type { Program } from "#domain/drill";
import type { ExercisePlan } from "#domain/exercise";
import type { Renames } from "#domain/team";
import { type PlanFile, readPlanFile, writePlanFile } from "#modes/gameday/plan-file";
import { download, fileName } from "../../download";
import { titleOf } from "./about";

/** How a plan's file ends; it is JSON inside. */
export const PLAN_ENDING = "meantime-plan";

/** Bytes a plan may have as a file: one that tells a long story has two million. */
const MOST_BYTES = 8_000_000;

/** By the names a drill came with. */
export const AS_IT_CAME: Renames = { services: {}, people: {} };

/** Offers a plan as a file, for another machine. */
export const savePlanFile = (file: PlanFile): void =>
  download(fileName(titleOf(file.plan), PLAN_ENDING), writePlanFile(file));

/** Reads a plan out of a file. Rejects with a RangeError that says in a sentence what is wrong. */
export async function openPlanFile(file: File): Promise<PlanFile> {
  if (file.size > MOST_BYTES) {
    const size = (file.size / 1_000_000).toFixed(1);
    throw new RangeError(`It has ${size} MB, and a plan at most ${MOST_BYTES / 1_000_000} MB.`);
  }
  const read = readPlanFile(await file.text());
  if (!read.ok) throw new RangeError(read.error);
  return read.value;
}

const inOrder = (names: Renames["people"]) => Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1));
const same = (a: Renames, b: Renames): boolean =>
  (["services", "people"] as const).every(
    (kind) => JSON.stringify(inOrder(a[kind])) === JSON.stringify(inOrder(b[kind])),
  );

/** The plan of a file, by these names. `programBy` gives what is played by some names; its rejections are passed on. */
export async function namedBy(
  { plan, room }: PlanFile,
  names: Renames,
  programBy: (names: Renames) => Promise<Program>,
): Promise<ExercisePlan> {
  const now = room === null ? AS_IT_CAME : plan.renames;
  if (same(now, names)) return plan;
  // Few plans have other names: the others do not load what renames.
  const [{ renamedPlan }, before, after] = await Promise.all([
    import("#modes/gameday/rename-plan"),
    programBy(now),
    programBy(names),
  ]);
  return renamedPlan(plan, before, after);
}
