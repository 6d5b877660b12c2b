import { writeStored } from "../kit/stored";

/** Where this browser keeps which beats of a run were reached. */
export const reachedKey = (run: string): string => `gameday.reached.${run}`;

/** Where it keeps how far the story of a told incident was told. */
export const storyKey = (run: string): string => `gameday.story.${run}`;

/** Forgets what was kept beside the plan of a run. */
export function forgetRun(run: string): void {
  for (const key of [reachedKey(run), storyKey(run)]) writeStored(key, undefined);
}
