import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run, RunHeader } from "#domain/run";
import { createState, replay, tick } from "#engine/index";

/** The page a run begins with, as it will be worded. */
export interface FirstPage {
  readonly second: Second;
  /** Second of the day. */
  readonly clock: number;
  readonly date: string;
  readonly title: string;
  readonly body: string;
}

/** What somebody is woken by: depends on nothing but the header, since nobody can act before. Null when nobody is paged. */
export function firstPage(program: Program, header: RunHeader): FirstPage | null {
  const state = createState(program, header);
  while (state.story.pagedAt < 0) {
    if (state.story.leftAt >= 0) return null;
    tick(state);
  }
  const { scene, story } = state;
  return {
    second: story.pagedAt,
    clock: scene.system.startOfDay + story.pagedAt,
    date: scene.system.date,
    title: scene.page.title,
    body: story.pageBody,
  };
}

/** Whether the player's part of a run is over. A run may be over without being frozen: when storage failed at the end. */
export function hasEnded(program: Program, run: Run): boolean {
  return replay(program, run).story.leftAt >= 0;
}
