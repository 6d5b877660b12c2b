import type { Second } from "#domain/ids";
import { duration } from "#lib/format";
import type { Exercise } from "../exercise";
import { asScore, type Judged, quoted, type Reason, reasonsOf, tooLittle } from "./judged";

/** Said within a minute it is as good as at once; after five whoever gave the task has stopped waiting. */
const PROMPT: Second = 60;
const LATE: Second = 300;
const LEAST = 2;

interface Asked {
  readonly text: string;
  readonly at: Second;
  readonly waited: Second;
  readonly acknowledged: boolean;
}

/** Everything somebody was to say that they have it: the page, and each task for each who was given it. */
function askedOf({ room, journal, endedAt }: Exercise): readonly Asked[] {
  const page = journal.find(({ kind }) => kind === "page");
  const ack = journal.find(({ kind }) => kind === "ack");
  const asked: Asked[] = [];
  if (page !== undefined) {
    const waited = (ack?.at.second ?? endedAt) - page.at.second;
    asked.push({ text: "the page", at: page.at.second, waited, acknowledged: ack !== undefined });
  }
  for (const { text, owners, endedAt: over } of room.tasks) {
    owners.forEach(({ since, acknowledgedAt, seat, by }, nth) => {
      // Who takes a task for themselves has nobody to answer.
      if (seat === by) return;
      const until = acknowledgedAt ?? owners[nth + 1]?.since ?? over ?? Math.max(since, endedAt);
      asked.push({
        text: `the task ${quoted(text)}`,
        at: since,
        waited: until - since,
        acknowledged: acknowledgedAt !== null,
      });
    });
  }
  // What was taken back before anybody could answer says nothing.
  return asked.filter(({ acknowledged, waited }) => acknowledged || waited > PROMPT);
}

/** Whether people said that they have what they were given: in full within a minute, falling to nothing at five. */
export function acknowledgement(exercise: Exercise): Judged {
  const asked = askedOf(exercise);
  if (asked.length < LEAST) return tooLittle("hardly anything was given that could have been acknowledged.");
  const worth = ({ acknowledged, waited }: Asked): number =>
    acknowledged ? Math.max(0, Math.min(1, (LATE - waited) / (LATE - PROMPT))) : 0;
  const reasons = asked.flatMap((one): Reason[] => {
    if (!one.acknowledged) {
      return [{ second: one.at, text: `Nobody acknowledged ${one.text}.`, speaks: "against" }];
    }
    if (one.waited <= PROMPT) return [];
    const text = `It took ${duration(one.waited)} until ${one.text} was acknowledged.`;
    return [{ second: one.at + one.waited, text, speaks: "against" }];
  });
  const times = asked.flatMap(({ acknowledged, waited }) => (acknowledged ? [waited] : [])).sort((a, b) => a - b);
  const middle = times[Math.floor((times.length - 1) / 2)];
  const prompt = times.filter((waited) => waited <= PROMPT).length;
  if (prompt > 0) reasons.push({ second: null, text: `${prompt} were acknowledged within a minute.`, speaks: "for" });
  return {
    score: asScore(asked.reduce((sum, one) => sum + worth(one), 0) / asked.length),
    sentence: `${times.length} of ${asked.length} were acknowledged${middle === undefined ? "" : `, in the middle after ${duration(middle)}`}.`,
    reasons: reasonsOf(reasons),
  };
}
