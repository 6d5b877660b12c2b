import { STORY_LENGTHS, type Story, type StoryLength } from "#domain/documents";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import type { Scorecard } from "#domain/score";
import { action } from "./acting";
import { compose, joined } from "./beats";
import { learning, result } from "./closing";
import { situation, task } from "./opening";
import { talk } from "./talking";
import { tell } from "./told";

/**
 * A first-person interview story from what the player really did, with the run's own times and figures: the parts, and
 * versions of 60, 120 and 240 seconds. It is a draft to be edited. Pure; costs one replay, and without `kept`, the card that
 * the run was given at its end, its scoring. A team's run is told by `seat`, without one by who commanded. Throws a RangeError for a run that was shown and not played.
 */
export function draftStory(program: Program, run: Run, kept?: Scorecard, seat?: string): Story {
  const told = tell(program, run, kept, seat);
  const beats = [...situation(told), ...task(told), ...action(told), ...talk(told), ...result(told), ...learning(told)];
  const version = (length: StoryLength) => compose(beats, length, told.scene.people);
  const longest = version(240);
  const versions = STORY_LENGTHS.map((length) => [length, joined(length === 240 ? longest : version(length))] as const);
  return {
    title: program.card.title,
    drill: { code: program.card.code, title: program.card.title },
    parts: longest,
    versions: Object.fromEntries(versions) as Record<StoryLength, string>,
    answers: [...program.sources],
  };
}
