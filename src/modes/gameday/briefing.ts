import type { MECHANISMS } from "#domain/commands";
import type { View } from "#domain/view";
import { clockMinutes, duration, fixed } from "#lib/format";
import type { Room } from "./room";
import { seatName } from "./roster";
import { audienceName, roleName } from "./words";

/** What somebody who comes late is told first, in a few lines each. Sections without lines are left out. */
export interface Briefing {
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
}

/** More of a kind would not be read. */
const MOST = 5;

const newest = <T>(items: readonly T[]): readonly T[] => items.slice(-MOST);

/** "slow-query" as people say it. */
const mechanismText = (mechanism: (typeof MECHANISMS)[number]): string => mechanism.replaceAll("-", " ");

function stand(view: View, at: (second: number) => string): readonly string[] {
  const page = view.pages[0];
  const { failedPerSecond, total } = view.impact;
  return [
    ...(page === undefined
      ? ["Nobody was paged yet."]
      : [
          `${at(page.firedAt)} page: ${page.title}${page.ackedAt === null ? ", not acknowledged yet" : `, acknowledged after ${duration(page.ackedAt - page.firedAt)}`}.`,
        ]),
    view.severity === null ? "No severity was declared." : `Severity ${view.severity}.`,
    `Now ${fixed(failedPerSecond, failedPerSecond < 10 ? 1 : 0)} requests fail per second, ${fixed(total, 0)} so far.`,
    ...(view.phase === "resolved"
      ? ["It was declared over."]
      : view.phase === "ended"
        ? ["The exercise is over."]
        : []),
  ];
}

function beliefs(view: View): readonly string[] {
  const labels = new Map(view.system.nodes.map(({ id, label }) => [id, label]));
  return newest(view.hypotheses).map(({ mechanism, node, state, text }) => {
    const what = `${mechanismText(mechanism)} in ${labels.get(node) ?? node}`;
    const how = state === "favoured" ? " (favoured)" : state === "rejected" ? " (ruled out)" : "";
    return `${what}${how}${text.trim() === "" ? "" : `: ${text.trim()}`}`;
  });
}

function openTasks({ tasks, seats }: Room, at: (second: number) => string): readonly string[] {
  return tasks
    .filter(({ endedAt }) => endedAt === null)
    .map(({ owner, text, due, isOverdue, isOrphaned, acknowledgedAt }) => {
      const notes = [
        ...(due === null ? [] : [`${isOverdue ? "overdue since" : "until"} ${at(due)}`]),
        ...(acknowledgedAt === null ? ["not acknowledged"] : []),
        ...(isOrphaned ? ["its owner is gone"] : []),
      ];
      return `${seatName(seats, owner)}: ${text}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
    });
}

/** The last thing each audience was told by the team. */
function lastWords(view: View, at: (second: number) => string): readonly string[] {
  const last = new Map<string, View["messages"][number]>();
  for (const message of view.messages) if (message.kind === "player") last.set(message.audience, message);
  return [...last.values()].map(({ second, audience, text }) => `${at(second)} to ${audienceName(audience)}: ${text}`);
}

function people({ seats, unreachable }: Room): readonly string[] {
  return seats
    .filter(({ isHere, roles }) => isHere && roles.length > 0)
    .map(({ id, name, roles, services }) => {
      const where = services.length === 0 ? "" : ` for ${services.join(", ")}`;
      return `${name}: ${roles.map(roleName).join(", ")}${where}${unreachable.includes(id) ? ", cannot be reached" : ""}`;
    });
}

/**
 * What happened so far, for somebody who comes late or back: from the log and their own view, so that it tells nothing their
 * role may not know.
 */
export function briefing(room: Room, view: View): Briefing {
  const at = (second: number) => clockMinutes(view.clock + second - view.now);
  const due = view.updatesDue.map(
    ({ audience, due: second }) =>
      `${audienceName(audience)}: ${second <= view.now ? "overdue since" : "due"} ${at(second)}`,
  );
  const sections = [
    { title: "How it stands", lines: stand(view, at) },
    { title: "What is believed", lines: beliefs(view) },
    {
      title: "What was decided",
      lines: newest(room.decisions).map(
        ({ at: second, text, why, by }) =>
          `${at(second)} ${text}${why.trim() === "" ? "" : `, because ${why.trim()}`}${by.trim() === "" ? "" : ` (${view.people.find(({ id }) => id === by)?.name ?? seatName(room.seats, by)})`}`,
      ),
    },
    { title: "Open tasks", lines: openTasks(room, at) },
    { title: "Last told", lines: lastWords(view, at) },
    { title: "Next updates", lines: due },
    { title: "Who is who", lines: people(room) },
  ];
  return { sections: sections.filter(({ lines }) => lines.length > 0) };
}
