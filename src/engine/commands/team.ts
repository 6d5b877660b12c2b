import type { Command, Refusal } from "#domain/commands";
import { type DrillState, record } from "../state";
import { assign, closePoll, decide, handOn, poll, progress, timer, vote } from "../team/command";
import { clock, hold, inject, stop, watch } from "../team/exercise";
import { changeSeat, handover, join, presence, ready } from "../team/seating";
import { seatOf } from "../team/seats";
import type { TeamStory } from "../team/story";
import { approve, card, draft, entry, gap, share } from "../team/writing";
import { refuse } from "./names";

/** Deeds of a run, those one seat may do, and what is kept for facilitators whatever the others did. */
const MOST_DEEDS = 5000;
const MOST_OF_A_SEAT = 1500;
const KEPT = 1000;

/** What people of a team do with each other. The journal says where in the log it stands; views give the deed itself. */
export function team(state: DrillState, command: Extract<Command, { kind: "team" }>): Refusal | null {
  const { team } = state.story;
  if (team === undefined) return refuse("team.alone", "This run is played alone.");
  const refusal = checkCount(team, command) ?? carryOut(state, team, command);
  if (refusal !== null) return refusal;
  count(team, command.role);
  record(state, "team", command.role, { do: command.args.do, log: state.log.length });
  return null;
}

/** Whoever floods the log does not take the others' room in it, nor the facilitator's. */
function checkCount({ index, seats }: TeamStory, command: Command): Refusal | null {
  const total = index.counts.reduce((sum, { deeds }) => sum + deeds, 0);
  const own = index.counts.find(({ seat }) => seat === command.role)?.deeds ?? 0;
  const facilitates = seats.some(({ id, roles }) => id === command.role && roles.includes("facilitator"));
  if (facilitates ? total < MOST_DEEDS + KEPT : total < MOST_DEEDS && own < MOST_OF_A_SEAT) return null;
  return refuse("team.too-many", "More than that no team does in one exercise.", `at most ${MOST_DEEDS}`);
}

function count(team: TeamStory, seat: string): void {
  const { counts } = team.index;
  const known = counts.some((each) => each.seat === seat);
  const next = known
    ? counts.map((each) => (each.seat === seat ? { seat, deeds: each.deeds + 1 } : each))
    : [...counts, { seat, deeds: 1 }];
  team.index = { ...team.index, counts: next };
}

function carryOut(state: DrillState, team: TeamStory, command: Extract<Command, { kind: "team" }>): Refusal | null {
  const deed = command.args;
  switch (deed.do) {
    case "join":
      return join(state, team, deed, command);
    case "seat":
      return changeSeat(state, team, deed);
    case "ready":
      return ready(team, deed, command);
    case "leave":
    case "return":
      return presence(state, team, deed, command);
    case "handover":
      return handover(state, team, deed, command);
    case "clock":
      return clock(state, team, deed, command);
    case "stop":
      return stop(state, team, command);
    case "hold":
      return hold(team, command);
    case "inject":
      return inject(state, team, deed, command);
    case "expect":
    case "tick":
      return watch(team, deed);
    case "assign":
      return assign(team, deed);
    case "progress":
      return progress(state, team, deed, command);
    case "hand-on":
      return handOn(team, deed);
    case "poll":
      return poll(team, deed, command);
    case "vote":
      return vote(team, deed);
    case "close-poll":
      return closePoll(state, team, deed, command);
    case "decide":
      return decide(state, team, deed);
    case "timer":
      return timer(team, deed);
    case "entry":
      return entry(state, team, deed);
    case "draft":
      return draft(state, team, deed, command);
    case "approve":
      return approve(state, team, deed, command);
    case "share":
      return share(state, team, deed, command);
    case "hot-wash":
      return card(team, deed);
    case "gap":
      return gap(team, deed);
    case "scores":
    case "feedback":
      return seatOf(team, command.role) === undefined ? refuse("seat.unknown", "Nobody sits there.") : null;
  }
}
