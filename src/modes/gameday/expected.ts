import type { ExercisePlan } from "#domain/exercise";
import type { Expectation } from "#domain/gameday";
import { type TeamDeed, WHOLE_EXERCISE } from "#domain/team";
import type { Expected } from "./items";
import type { Room } from "./room";

type ExpectDeed = Extract<TeamDeed, { do: "expect" }>;

/** How many expectations and lines the log takes of an inject, and how long its texts may be. */
const MOST = 20;
const LENGTHS = [1000, 500, 200, 80, 40];
/** Bytes of UTF-8 that an entry of the log has room for, beside its signature. */
const MOST_BYTES = 14 * 1024;

const encoder = new TextEncoder();

/** Shortened to so many characters, no character cut in half. */
const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;

/**
 * The deed that says what is expected about an inject, in words that everybody understands: `say` puts the names of this exercise into them.
 * What is too much for the log is left out, or shortened.
 */
export function expectDeed(
  inject: string,
  { expectations, discuss }: Expected,
  say: (text: string) => string = (text) => text,
): ExpectDeed {
  const unique = [...new Map(expectations.map((each) => [each.id, each])).values()].slice(0, MOST);
  const shortened = (most: number): ExpectDeed => ({
    do: "expect",
    inject,
    expectations: unique.map(({ id, title, good, points, by }) => ({
      id,
      title: cut(say(title), most),
      good: cut(say(good), most),
      points,
      by,
    })),
    discuss: discuss.slice(0, MOST).map((line) => cut(say(line), most)),
  });
  const fits = (deed: ExpectDeed): boolean => encoder.encode(JSON.stringify(deed)).length <= MOST_BYTES;
  return shortened(LENGTHS.find((most) => fits(shortened(most))) ?? (LENGTHS.at(-1) as number));
}

const isEmpty = ({ expectations, discuss }: Expected): boolean => expectations.length === 0 && discuss.length === 0;

/** What a facilitator plans to watch for in the exercise as a whole: what was written for it, and what the guide has besides. */
export function wholeOf(plan: Pick<ExercisePlan, "expectations">, guide: readonly Expectation[]): Expected {
  const has = new Set(plan.expectations.map(({ id }) => id));
  return { expectations: [...plan.expectations, ...guide.filter(({ id }) => !has.has(id))], discuss: [] };
}

/** What is expected about an inject or the exercise: as the log says it, and then what only the plan has. */
export function known(said: Expected, planned: Expected): Expected {
  const has = new Set(said.expectations.map(({ id }) => id));
  return {
    expectations: [...said.expectations, ...planned.expectations.filter(({ id }) => !has.has(id))],
    discuss: said.discuss.length > 0 ? said.discuss : planned.discuss,
  };
}

/**
 * What the log does not say yet although it is time: what is expected about injects that happened, and in the exercise as a whole once
 * its clock first ran. Each comes with the inject it is about, or WHOLE_EXERCISE.
 */
export function unsaid(
  room: Room,
  queue: ExercisePlan["queue"],
  whole: Expected,
): readonly (readonly [inject: string, planned: Expected])[] {
  const happened = room.injects.flatMap((fired) => {
    const planned = queue.find(({ id }) => id === fired.id);
    return planned !== undefined && isEmpty(fired) ? [[fired.id, planned] as const] : [];
  });
  const all = room.startedAt !== null && isEmpty(room.whole) ? [[WHOLE_EXERCISE, whole] as const] : [];
  return [...all, ...happened].filter(([, planned]) => !isEmpty(planned));
}
