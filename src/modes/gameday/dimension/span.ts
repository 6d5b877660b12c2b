import type { Second } from "#domain/ids";
import { type Exercise, heldRole } from "../exercise";
import { asScore, type Judged, tooLittle } from "./judged";

/** More people than this cannot be led by one: they wait, or do what they think best. */
const MOST_REPORTS = 7;
/** What each further one costs. */
const PER_REPORT = 0.15;
const LEAST = 3;

/** Somebody who works on something for whoever gave it, from one second to another. */
interface Report {
  readonly to: string;
  readonly who: string;
  readonly from: Second;
  readonly until: Second;
}

/** Who worked for whom: owners of tasks of the team, and people of the drill who were asked for something. */
function reportsOf({ room, journal, endedAt }: Exercise): readonly Report[] {
  const own = room.tasks.flatMap(({ givenBy, owners, endedAt: over }) =>
    owners.flatMap(({ seat, since }, nth) =>
      seat === givenBy
        ? []
        : [{ to: givenBy, who: seat, from: since, until: owners[nth + 1]?.since ?? over ?? Math.max(since, endedAt) }],
    ),
  );
  const asked = journal.flatMap(({ kind, by, data, at }) => {
    if (kind !== "task" || data.state !== "given" || data.understood !== true) return [];
    const over = journal.find(
      (e) => e.kind === "task" && e.data.state === "done" && e.data.person === data.person && e.at.second >= at.second,
    );
    return [{ to: by, who: `person ${data.person}`, from: at.second, until: over?.at.second ?? endedAt }];
  });
  return [...own, ...asked];
}

/** How many people one commander had to follow at a time: up to seven is right, each further one costs. */
export function span(exercise: Exercise): Judged {
  const leads = (seat: string, at: Second) =>
    heldRole(exercise, seat, "commander", at) || heldRole(exercise, seat, "deputy", at);
  const reports = reportsOf(exercise).filter(({ to, from }) => leads(to, from));
  const people = new Set(reports.map(({ who }) => who)).size;
  if (people < LEAST) return tooLittle(`fewer than ${LEAST} people were given something to do by whoever led.`);
  let most = 0;
  let second: Second | null = null;
  for (const { to, from } of reports) {
    const alive = new Set(
      reports.filter((each) => each.to === to && each.from <= from && from < each.until).map(({ who }) => who),
    );
    if (alive.size > most) [most, second] = [alive.size, from];
  }
  const over = Math.max(0, most - MOST_REPORTS);
  return {
    score: asScore(1 - over * PER_REPORT),
    sentence: `At most ${most} people worked for one lead at a time; up to ${MOST_REPORTS} can be led by one.`,
    reasons: [
      {
        second,
        text:
          over > 0
            ? `${most} people reported to one: a deputy could have taken some.`
            : `${most} people reported to one at the busiest.`,
        speaks: over > 0 ? "against" : "for",
      },
    ],
  };
}
