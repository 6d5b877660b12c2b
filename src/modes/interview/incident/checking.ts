import type { Course } from "#debrief/course";
import type { Second } from "#domain/ids";
import type { IncidentSaying } from "#domain/interview";
import { duration, percent } from "#lib/format";
import { type Change, changesOf, WATCHED, watchedAt } from "./course";
import { type IncidentLine, line, type Material, stageOf, TROUBLESHOOTING } from "./lines";
import { isSaidOn } from "./words";

/** Changes that were carried out from the conversation so far, and of how many it was said what they would do. */
interface Expected {
  /** Second of the first one; null while there is none. */
  readonly first: Second | null;
  readonly asked: number;
  readonly answered: number;
  /** What was meant last, and whether the interviewer asked about it and had an answer. */
  readonly meant: string | null;
  readonly state: "said" | "asked" | "answered";
}

/** What is said to the interviewer's question about a change is a further request with the same reading. */
function stepExpected(before: Expected, each: IncidentSaying): Expected {
  switch (each.kind) {
    case "request": {
      const isAnswer = before.state === "asked" && each.intent === before.meant;
      return { ...before, meant: each.intent, state: isAnswer ? "answered" : "said" };
    }
    case "says":
      return before.meant !== null && isSaidOn("expect", each.text) ? { ...before, state: "asked" } : before;
    case "reveal": {
      if (before.state === "said" || each.intent !== before.meant) return before;
      return {
        first: before.first ?? each.second,
        asked: before.asked + 1,
        answered: before.answered + (before.state === "answered" ? 1 : 0),
        meant: null,
        state: "said",
      };
    }
    case "hint":
      return before;
  }
}

const expectations = (said: readonly IncidentSaying[]): Expected =>
  said.reduce(stepExpected, { first: null, asked: 0, answered: 0, meant: null, state: "said" });

/** Changes that were over so early that there was time to watch them until the end. */
const watchable = (course: Course, end: Second): readonly Change[] =>
  changesOf(course).filter(({ done }) => done !== null && done + WATCHED <= end);

/** Of such changes, how many had their result looked at: 0 to 1; null where there were none. */
function watchedShare(course: Course, end: Second): number | null {
  const changes = watchable(course, end);
  if (changes.length === 0) return null;
  return changes.filter((change) => watchedAt(course, change) !== null).length / changes.length;
}

export function verificationLines({ course, expert, stages, said, ended, until }: Material): readonly IncidentLine[] {
  const validate = stageOf(stages.player, "validate");
  const changes = watchable(course, ended);
  const watched = changes.flatMap((change) => watchedAt(course, change) ?? []);
  const share = watchedShare(course, ended);
  // No more is asked for than the expert does; where that is nothing, nothing is.
  const wanted = expert === null ? 1 : (watchedShare(expert, until) ?? 1);
  const { first, asked, answered } = expectations(said);
  return [
    line(
      "validate",
      "Looked whether it held",
      validate !== undefined && validate.to !== null ? 1 : 0,
      45,
      validate?.to ?? null,
      validate?.note ?? "There was no result to look at.",
      TROUBLESHOOTING,
    ),
    ...(wanted <= 0
      ? []
      : [
          line(
            "watched",
            "Watched what each change did",
            (share ?? 0) / wanted,
            40,
            watched[0] ?? null,
            share === null
              ? "No change was carried out whose result could be watched."
              : `After ${watched.length} of ${changes.length} changes the figures of customers were looked at within ${duration(WATCHED)}${wanted < 1 ? `; the expert does so after ${percent(wanted)}` : ""}.`,
            TROUBLESHOOTING,
          ),
        ]),
    ...(asked === 0
      ? []
      : [
          line(
            "expected",
            "Said what to expect, and where to see it",
            answered / asked,
            15,
            first,
            `Of ${asked} changes asked for in the conversation, ${answered} came with what they would do.`,
          ),
        ]),
  ];
}
