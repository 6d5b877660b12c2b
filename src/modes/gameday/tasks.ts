import type { Deed } from "#domain/team";
import { done } from "./deeds";
import type { Owner, Room, Task } from "./room";
import type { Roster } from "./roster";

type Draft = { -readonly [K in keyof Task]: Task[K] } & { owners: Owner[]; steps: Task["steps"][number][] };

/** Tasks with who had them. A new owner has to say that they have it, whatever the one before said. */
export function foldTasks(deeds: readonly Deed[], { here }: Pick<Roster, "here">): Pick<Room, "tasks"> {
  const tasks = new Map<string, Draft>();
  for (const deed of done(deeds, "assign", "progress", "hand-on")) {
    const { second: at, who: by } = deed;
    if (deed.do === "assign") {
      if (!tasks.has(deed.task)) tasks.set(deed.task, given(deed.task, deed.to, deed.text, deed.minutes, at, by));
      continue;
    }
    const task = tasks.get(deed.task);
    const owner = task?.owners.at(-1);
    if (task === undefined || owner === undefined) continue;
    if (deed.do === "hand-on") {
      task.owners.push({ seat: deed.to, since: at, by, acknowledgedAt: null });
      task.owner = deed.to;
      task.acknowledgedAt = null;
      // What is over stays so: who asks for more gives a new task.
      if (task.endedAt === null) task.state = "open";
      continue;
    }
    task.steps.push({ at, by, state: deed.state, text: deed.text });
    task.state = deed.state;
    task.endedAt = deed.state === "acknowledged" ? null : at;
    // Who has done it had it, even if they never said so.
    if (deed.state !== "dropped" && owner.acknowledgedAt === null) {
      task.owners[task.owners.length - 1] = { ...owner, acknowledgedAt: at };
      task.acknowledgedAt = at;
    }
  }
  return {
    tasks: [...tasks.values()].map((task) => ({
      ...task,
      isOrphaned: task.endedAt === null && !here.includes(task.owner),
    })),
  };
}

const given = (id: string, to: string, text: string, minutes: number | null, at: number, by: string): Draft => ({
  id,
  owner: to,
  givenBy: by,
  text,
  minutes,
  givenAt: at,
  due: minutes === null ? null : at + Math.round(minutes * 60),
  acknowledgedAt: null,
  endedAt: null,
  state: "open",
  isOverdue: false,
  isOrphaned: false,
  owners: [{ seat: to, since: at, by, acknowledgedAt: null }],
  steps: [],
});
