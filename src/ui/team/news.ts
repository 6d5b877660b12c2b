import type { Second } from "#domain/ids";
import type { TeamView } from "#domain/team";
import type { Room, Task } from "#modes/gameday/room";
import { seatName } from "#modes/gameday/roster";
import { roleName } from "#modes/gameday/words";
import type { Tone } from "../kit/Sign";

/** Something that others did and that concerns a seat. Shown, it is there to be acted on; else it is only said. */
export interface NewsItem {
  readonly title: string;
  readonly detail?: string;
  readonly tone: Tone;
  readonly isShown: boolean;
}

/** What a seat knows of its team, and what its deeds come to. */
export interface Known {
  readonly team: TeamView;
  readonly room: Room;
  readonly now: Second;
}

/** Simulated seconds after which what has passed is looked up instead of told: a device that slept, or has just come. */
const TOO_MUCH = 60;

const shown = (title: string, detail = "", tone: Tone = "info"): NewsItem => ({
  title,
  ...(detail !== "" && { detail }),
  tone,
  isShown: true,
});
const said = (title: string): NewsItem => ({ title, tone: "info", isShown: false });
const quoted = (text: string): string => (text === "" ? "" : `“${text}”`);

/** What is new in `next` for its seat; what it did itself is not. In the order: roles, tasks, polls, decisions, drafts, timers, the clock. */
export function newsOf(before: Known, next: Known): readonly NewsItem[] {
  if (next.team.seat !== before.team.seat || next.now - before.now > TOO_MUCH) return [];
  return [rolesNews, taskNews, pollNews, decisionNews, draftNews, timerNews, clockNews].flatMap((of) =>
    of(before, next),
  );
}

function rolesNews(before: Known, { team, room }: Known): readonly NewsItem[] {
  const by = room.handovers.length > before.room.handovers.length ? room.handovers.at(-1)?.by : undefined;
  if (by === team.seat) return [];
  const gained = team.roles.filter((role) => !before.team.roles.includes(role));
  const lost = before.team.roles.filter((role) => !team.roles.includes(role));
  return [
    ...(gained.length === 0 ? [] : [shown(`You are ${gained.map(roleName).join(" and ")} from now on`, "", "good")]),
    ...(lost.length === 0 ? [] : [shown(`You are not ${lost.map(roleName).join(" and ")} any more`)]),
  ];
}

function taskNews(before: Known, { team, room }: Known): readonly NewsItem[] {
  const name = (id: string) => seatName(room.seats, id);
  const known = new Map(before.room.tasks.map((task) => [task.id, task]));
  const of = (task: Task): readonly NewsItem[] => {
    const was = known.get(task.id);
    const giver = task.owners.at(-1)?.by ?? task.givenBy;
    if (task.owner === team.seat && was?.owner !== team.seat) {
      if (giver === team.seat || task.endedAt !== null) return [];
      return [shown(`${name(giver)} gives you a task: ${task.text}`, "Say that you have it.", "warn")];
    }
    const last = task.steps.at(-1);
    if (task.givenBy === team.seat && was !== undefined && was.state !== task.state && last?.by !== team.seat) {
      const who = name(last?.by ?? task.owner);
      if (task.state === "acknowledged") return [said(`${who} has it: ${task.text}`)];
      if (task.state === "done") return [shown(`${who} is done: ${task.text}`, quoted(last?.text ?? ""), "good")];
      if (task.state === "dropped") return [shown(`${who} dropped: ${task.text}`, quoted(last?.text ?? ""), "warn")];
    }
    if (task.isOrphaned && was?.isOrphaned !== true && team.may.includes("team.hand-on")) {
      return [shown(`Nobody is at it any more: ${task.text}`, `${name(task.owner)} is away. Hand it on.`, "warn")];
    }
    const isMine = task.owner === team.seat || task.givenBy === team.seat;
    return task.isOverdue && was?.isOverdue === false && isMine ? [said(`Over its time: ${task.text}`)] : [];
  };
  return room.tasks.flatMap(of);
}

function pollNews(before: Known, { team, room }: Known): readonly NewsItem[] {
  const name = (id: string) => seatName(room.seats, id);
  const known = new Map(before.room.polls.map((poll) => [poll.id, poll]));
  return room.polls.flatMap((poll): readonly NewsItem[] => {
    const was = known.get(poll.id);
    const isAsked = was === undefined && poll.askedBy !== team.seat && poll.missing.includes(team.seat);
    const listens = poll.askedBy === team.seat || team.may.includes("team.assign");
    const heard = new Set(was?.objections.map(({ seat }) => seat));
    const objecting = poll.objections.filter(({ seat }) => seat !== team.seat && !heard.has(seat));
    return [
      ...(isAsked ? [shown(`${name(poll.askedBy)} asks: ${poll.question}`, "Your answer is wanted.", "warn")] : []),
      ...(listens && objecting.length > 0
        ? [shown(`Strong objection: ${objecting.map(({ seat }) => name(seat)).join(", ")}`, poll.question, "warn")]
        : []),
    ];
  });
}

function decisionNews(before: Known, { team, room }: Known): readonly NewsItem[] {
  return room.decisions.slice(before.room.decisions.length).flatMap(({ text, by, decidedBy }) => {
    if (decidedBy === team.seat) return [];
    const title = `${seatName(room.seats, decidedBy)} decided: ${text}`;
    return [by === team.seat ? shown(title, "You carry it out.", "warn") : said(title)];
  });
}

function draftNews(before: Known, { team, room }: Known): readonly NewsItem[] {
  const name = (id: string) => seatName(room.seats, id);
  const known = new Map(before.room.drafts.map((draft) => [draft.id, draft]));
  return room.drafts.flatMap((draft): readonly NewsItem[] => {
    const was = known.get(draft.id);
    const isNew = was?.state !== "open" || was.text !== draft.text;
    if (draft.state === "open" && isNew && draft.by !== team.seat && team.may.includes("team.approve")) {
      return [shown(`${name(draft.by)} wrote to customers`, "It waits for your approval on the status page.", "warn")];
    }
    const { verdict } = draft;
    if (draft.by !== team.seat || was?.state !== "open" || verdict === null || verdict.by === team.seat) return [];
    if (draft.state === "approved") return [shown("Your update is published", "", "good")];
    return [shown(`${name(verdict.by)} does not approve your update yet`, quoted(verdict.text), "warn")];
  });
}

function timerNews(before: Known, { team, room }: Known): readonly NewsItem[] {
  const known = new Map(before.room.timers.map((timer) => [timer.id, timer]));
  return room.timers.flatMap((timer) => {
    const isFor = timer.setBy === team.seat || team.roles.includes("commander");
    return isFor && timer.isOver && known.get(timer.id)?.isOver === false
      ? [shown(`Time is up: ${timer.label}`, "", "warn")]
      : [];
  });
}

function clockNews(before: Known, { team }: Known): readonly NewsItem[] {
  if (before.team.clock.state === team.clock.state) return [];
  if (team.clock.state === "paused") return [said("The exercise is paused.")];
  return team.clock.state === "running" ? [said("The exercise goes on.")] : [];
}
