import type { Deed } from "#domain/team";
import { done, latest } from "./deeds";
import type { Poll, Room, Vote } from "./room";
import type { Roster } from "./roster";

/** Options of the question that is asked before something is decided: silence is no consent, but no objection either. */
export const OBJECTION_OPTIONS = ["No objection", "Strong objection"] as const;

/** Whether an option says that somebody is strongly against it. */
const isObjection = (option: string | undefined): boolean => /^strong(?:ly)?\s+object/i.test(option?.trim() ?? "");

/** Who is asked when the team votes: those who play. */
function voters({ seats }: Roster): readonly string[] {
  return seats.flatMap(({ id, roles, isHere }) =>
    isHere && roles.some((role) => role !== "facilitator" && role !== "observer") ? [id] : [],
  );
}

function foldPolls(deeds: readonly Deed[], roster: Roster): readonly Poll[] {
  const polls = new Map<string, Omit<Poll, "votes" | "counts" | "missing" | "objections">>();
  const votes = new Map<string, Map<string, Vote>>();
  for (const deed of done(deeds, "poll", "vote", "close-poll")) {
    const { second: at, who: by } = deed;
    const poll = polls.get(deed.poll);
    if (deed.do === "poll") {
      if (poll !== undefined) continue;
      const { question, options } = deed;
      polls.set(deed.poll, { id: deed.poll, question, options, askedBy: by, askedAt: at, closedAt: null });
      votes.set(deed.poll, new Map());
    } else if (poll === undefined || poll.closedAt !== null) continue;
    else if (deed.do === "close-poll") polls.set(deed.poll, { ...poll, closedAt: at });
    else if (poll.options[deed.option] !== undefined)
      votes.get(deed.poll)?.set(by, { seat: by, option: deed.option, text: deed.text, at });
  }
  const asked = voters(roster);
  return [...polls.values()].map((poll) => {
    const cast = [...(votes.get(poll.id)?.values() ?? [])];
    const has = new Set(cast.map(({ seat }) => seat));
    return {
      ...poll,
      votes: cast,
      counts: poll.options.map((_, nth) => cast.filter(({ option }) => option === nth).length),
      missing: poll.closedAt === null ? asked.filter((seat) => !has.has(seat)) : [],
      objections: cast.filter(({ option }) => isObjection(poll.options[option])),
    };
  });
}

/** Polls, decisions and timers. */
export function foldCommand(deeds: readonly Deed[], roster: Roster): Pick<Room, "polls" | "decisions" | "timers"> {
  return {
    polls: foldPolls(deeds, roster),
    decisions: latest(done(deeds, "decide"), ({ decision }) => decision).map((deed) => ({
      id: deed.decision,
      text: deed.text,
      why: deed.why,
      by: deed.by,
      decidedBy: deed.who,
      at: deed.second,
    })),
    timers: latest(done(deeds, "timer"), ({ timer }) => timer).flatMap(({ timer, label, minutes, who, second }) =>
      minutes <= 0
        ? []
        : [{ id: timer, label, setBy: who, setAt: second, endsAt: second + Math.round(minutes * 60), isOver: false }],
    ),
  };
}
