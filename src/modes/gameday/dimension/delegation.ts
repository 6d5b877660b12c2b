import { type Exercise, mayAct, seatIds } from "../exercise";
import { asScore, type Judged, quoted, type Reason, reasonsOf, tooLittle } from "./judged";

/** Fewer decisions, tasks and actions together are no pattern. */
const LEAST = 3;

/**
 * Whether what was decided had somebody to carry it out, and whether those acted whose work it is. Half of it is the share
 * of decisions and tasks with a named owner other than whoever gave them, half the share of actions by resolvers; where
 * there is only one of both, that one.
 */
export function delegation(exercise: Exercise): Judged {
  const { room, journal } = exercise;
  const seats = seatIds(exercise);
  const reasons: Reason[] = [];
  const unowned = room.decisions.filter(({ by }) => by.trim() === "");
  const kept = room.tasks.filter(({ owners, givenBy }) => owners[0]?.seat === givenBy);
  for (const { at, text } of unowned) {
    reasons.push({ second: at, text: `Nobody was named to carry out ${quoted(text)}.`, speaks: "against" });
  }
  for (const { givenAt, text } of kept) {
    reasons.push({ second: givenAt, text: `The task ${quoted(text)} was kept by whoever gave it.`, speaks: "against" });
  }
  const acts = journal.filter(
    ({ kind, by, data }) => kind === "operation" && data.phase === "requested" && seats.has(by),
  );
  const misplaced = acts.filter(({ by, at }) => !mayAct(exercise, by, at.second));
  for (const { at, data } of misplaced) {
    const what = String(data.action).replaceAll("-", " ");
    reasons.push({ second: at.second, text: `An action (${what}) was not taken by a resolver.`, speaks: "against" });
  }
  const given = room.decisions.length + room.tasks.length;
  if (given + acts.length < LEAST) {
    return tooLittle(`fewer than ${LEAST} decisions, tasks and actions were recorded.`);
  }
  const owned = given - unowned.length - kept.length;
  const shares = [
    ...(given > 0 ? [owned / given] : []),
    ...(acts.length > 0 ? [(acts.length - misplaced.length) / acts.length] : []),
  ];
  if (owned > 0) reasons.push({ second: null, text: `${owned} decisions and tasks had a named owner.`, speaks: "for" });
  return {
    score: asScore(shares.reduce((sum, share) => sum + share, 0) / shares.length),
    sentence: `${owned} of ${given} decisions and tasks had an owner other than whoever gave them; resolvers took ${acts.length - misplaced.length} of ${acts.length} actions.`,
    reasons: reasonsOf(reasons),
  };
}
