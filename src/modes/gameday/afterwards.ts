import { type Deed, WHOLE_EXERCISE } from "#domain/team";
import { done, latest } from "./deeds";
import type { Expected, Feedback, Fired, Room, Tick } from "./room";

/** The last word of each observer about each expectation. */
function foldTicks(deeds: readonly Deed[]): readonly Tick[] {
  const ticks = done(deeds, "tick").map(
    ({ inject, expectation, met, text, who, second }): Tick => ({
      inject,
      expectation,
      met,
      text,
      by: who,
      at: second,
    }),
  );
  return latest(ticks, ({ inject, expectation, by }) => JSON.stringify([inject, expectation, by]));
}

/** The last word on what is expected about each inject. */
function foldExpected(deeds: readonly Deed[]): (inject: string) => Expected {
  const last = new Map(
    done(deeds, "expect").map(({ inject, expectations, discuss }) => [inject, { expectations, discuss }]),
  );
  return (inject) => last.get(inject) ?? NOTHING_EXPECTED;
}

const NOTHING_EXPECTED: Expected = { expectations: [], discuss: [] };

function foldInjects(
  deeds: readonly Deed[],
  ticks: readonly Tick[],
  expectedOf: (inject: string) => Expected,
): readonly Fired[] {
  const fired = new Map<string, Fired>();
  for (const { inject: id, title, effects, who, second } of done(deeds, "inject")) {
    if (fired.has(id)) continue;
    const seen = ticks.filter(({ inject }) => inject === id);
    fired.set(id, { id, title, effects, by: who, at: second, ticks: seen, ...expectedOf(id) });
  }
  return [...fired.values()];
}

/** Means of the last answer of each participant. */
function foldFeedback(deeds: readonly Deed[], seat: string): Feedback {
  const answers = latest(done(deeds, "feedback"), ({ who }) => who);
  const sums = new Map<string, { sum: number; answers: number }>();
  for (const { ratings } of answers) {
    for (const [id, rating] of Object.entries(ratings)) {
      const known = sums.get(id) ?? { sum: 0, answers: 0 };
      sums.set(id, { sum: known.sum + rating, answers: known.answers + 1 });
    }
  }
  const own = answers.find(({ who }) => who === seat);
  return {
    answers: answers.length,
    questions: [...sums].map(([id, { sum, answers: count }]) => ({ id, mean: sum / count, answers: count })),
    texts: answers.map(({ text }) => text.trim()).filter((text) => text !== ""),
    own: own === undefined ? null : { ratings: own.ratings, text: own.text },
  };
}

/** Injects that happened, what is expected, what observers ticked, and everything people write once it is over. */
export function foldAfterwards(
  deeds: readonly Deed[],
  seat: string,
): Pick<Room, "injects" | "whole" | "ticks" | "hotWash" | "feedback" | "gaps" | "scoresShown"> {
  const ticks = foldTicks(deeds);
  const expectedOf = foldExpected(deeds);
  return {
    ticks,
    injects: foldInjects(deeds, ticks, expectedOf),
    whole: expectedOf(WHOLE_EXERCISE),
    hotWash: latest(done(deeds, "hot-wash"), ({ card }) => card).flatMap(({ card, column, text, who }) =>
      text.trim() === "" ? [] : [{ id: card, column, text, by: who }],
    ),
    feedback: foldFeedback(deeds, seat),
    gaps: latest(done(deeds, "gap"), ({ gap }) => gap).flatMap(({ gap, text, owner, due, who }) =>
      text.trim() === "" ? [] : [{ id: gap, text, owner, due, by: who }],
    ),
    scoresShown: done(deeds, "scores").at(-1)?.shown ?? false,
  };
}
