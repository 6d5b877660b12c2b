import type { Command, Refusal } from "#domain/commands";
import type { TeamDeed } from "#domain/team";
import { refuse, unknown } from "../commands/names";
import type { DrillState } from "../state";
import { actsFor, presentSeat, seatOf } from "./seats";
import { standingOf } from "./standing";
import type { TeamStory } from "./story";

type Of<D extends TeamDeed["do"]> = Extract<TeamDeed, { do: D }>;

/** A list longer than that nobody leads. */
const MOST_TASKS = 200;
const MOST_POLLS = 50;
const MOST_POLLS_OF_A_SEAT = 15;

const idsOf = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);

/** Refusal of an id that is in use. */
export const used = (what: string, id: string): Refusal =>
  refuse(`${what}.known`, `There is a ${what} "${id}" already.`, "a new id");

/** Gives somebody of the team something to do. */
export function assign(team: TeamStory, deed: Of<"assign">): Refusal | null {
  const { tasks } = team.index;
  if (tasks.some(({ id }) => id === deed.task)) return used("task", deed.task);
  if (tasks.length >= MOST_TASKS) return refuse("task.too-many", `There are ${MOST_TASKS} tasks already.`);
  if (deed.text.trim() === "") return refuse("task.empty", "It does not say what is to be done.");
  const to = presentSeat(team, deed.to);
  if (!("isHere" in to)) return to;
  team.index = { ...team.index, tasks: [...tasks, { id: deed.task, owner: to.id, state: "assigned" }] };
  return null;
}

/** How far a task has come: said by its owner; that it is dropped also by who leads. */
export function progress(state: DrillState, team: TeamStory, deed: Of<"progress">, command: Command): Refusal | null {
  const { tasks } = team.index;
  const task = tasks.find(({ id }) => id === deed.task);
  if (task === undefined) return unknown("task", deed.task, idsOf(tasks));
  const owner = seatOf(team, task.owner);
  const { roles } = standingOf(state, team, command.role);
  const leads = roles.some((role) => role === "facilitator" || role === "commander" || role === "deputy");
  const isOwn = owner !== undefined && actsFor(team, command.author, owner);
  if (!isOwn && !(leads && deed.state === "dropped")) {
    return refuse("task.not-yours", "Its owner says how far this is.", owner?.name ?? task.owner);
  }
  if (task.state === "done" || task.state === "dropped") return refuse("task.closed", `This task is ${task.state}.`);
  if (task.state === deed.state) return refuse("task.acknowledged", "This task is acknowledged already.");
  team.index = { ...team.index, tasks: tasks.map((t) => (t === task ? { ...task, state: deed.state } : t)) };
  return null;
}

/** Gives an open task to somebody else, who has to acknowledge it anew. */
export function handOn(team: TeamStory, deed: Of<"hand-on">): Refusal | null {
  const { tasks } = team.index;
  const task = tasks.find(({ id }) => id === deed.task);
  if (task === undefined) return unknown("task", deed.task, idsOf(tasks));
  if (task.state === "done" || task.state === "dropped") return refuse("task.closed", `This task is ${task.state}.`);
  const to = presentSeat(team, deed.to);
  if (!("isHere" in to)) return to;
  if (to.id === task.owner) return refuse("task.given", `${to.name} has this task already.`);
  team.index = { ...team.index, tasks: tasks.map((t) => (t === task ? { ...t, owner: to.id, state: "assigned" } : t)) };
  return null;
}

/** Asks everybody: for strong objections, say. */
export function poll(team: TeamStory, deed: Of<"poll">, command: Command): Refusal | null {
  const { polls } = team.index;
  if (polls.some(({ id }) => id === deed.poll)) return used("poll", deed.poll);
  const own = polls.filter(({ by }) => by === command.role).length;
  if (polls.length >= MOST_POLLS || own >= MOST_POLLS_OF_A_SEAT) {
    return refuse("poll.too-many", `A team has at most ${MOST_POLLS} polls, a seat ${MOST_POLLS_OF_A_SEAT}.`);
  }
  const options = deed.options.length;
  if (options < 2 || deed.options.some((option) => option.trim() === "")) {
    return refuse("poll.options", "A poll has two to eight answers, none of them empty.", "2 to 8");
  }
  if (deed.question.trim() === "") return refuse("poll.empty", "A poll asks something.");
  team.index = { ...team.index, polls: [...polls, { id: deed.poll, by: command.role, options, isOpen: true }] };
  return null;
}

function openPoll(team: TeamStory, id: string): TeamStory["index"]["polls"][number] | Refusal {
  const { polls } = team.index;
  const found = polls.find((each) => each.id === id);
  if (found === undefined) return unknown("poll", id, idsOf(polls.filter(({ isOpen }) => isOpen)));
  return found.isOpen ? found : refuse("poll.closed", "This poll is closed.");
}

/** Answers a poll; again: changes the answer. */
export function vote(team: TeamStory, deed: Of<"vote">): Refusal | null {
  const found = openPoll(team, deed.poll);
  if (!("isOpen" in found)) return found;
  if (deed.option < found.options) return null;
  return refuse("poll.option", `This poll has ${found.options} answers.`, `0 to ${found.options - 1}`);
}

/** Ends a poll: whoever asked, or who leads. */
export function closePoll(
  state: DrillState,
  team: TeamStory,
  deed: Of<"close-poll">,
  command: Command,
): Refusal | null {
  const found = openPoll(team, deed.poll);
  if (!("isOpen" in found)) return found;
  const { roles } = standingOf(state, team, command.role);
  if (found.by !== command.role && !roles.includes("commander") && !roles.includes("deputy")) {
    const asker = seatOf(team, found.by)?.name ?? found.by;
    return refuse("poll.not-yours", "Whoever asked closes the poll.", `${asker}, commander, deputy`);
  }
  const polls = team.index.polls.map((each) => (each === found ? { ...each, isOpen: false } : each));
  team.index = { ...team.index, polls };
  return null;
}

/** Writes a decision down. */
export function decide(state: DrillState, team: TeamStory, deed: Of<"decide">): Refusal | null {
  const { decisions } = team.index;
  if (decisions.includes(deed.decision)) return used("decision", deed.decision);
  if (deed.text.trim() === "") return refuse("decision.empty", "It does not say what was decided.");
  const names = [...idsOf(team.seats), ...idsOf(state.scene.people)];
  if (deed.by !== "" && !names.includes(deed.by)) return unknown("seat", deed.by, names);
  team.index = { ...team.index, decisions: [...decisions, deed.decision] };
  return null;
}

/** Sets a timer, sets it anew, or with 0 minutes takes it away. */
export function timer(team: TeamStory, deed: Of<"timer">): Refusal | null {
  const { timers } = team.index;
  const others = timers.filter((id) => id !== deed.timer);
  if (deed.minutes === 0 && others.length === timers.length) return unknown("timer", deed.timer, timers);
  if (others.length >= MOST_TASKS) return refuse("timer.too-many", `There are ${MOST_TASKS} timers already.`);
  team.index = { ...team.index, timers: deed.minutes === 0 ? others : [...others, deed.timer] };
  return null;
}
