import type { Second } from "#domain/ids";
import type { View } from "#domain/view";
import type { Room } from "./room";
import { seatName } from "./roster";
import { roleName, tempoText } from "./words";

/** Something that was recorded by itself, as somebody may know of it. */
export interface Milestone {
  readonly at: Second;
  readonly about: "incident" | "action" | "team" | "exercise";
  readonly text: string;
}

type Known = Pick<Room, "seats"> & Partial<Pick<Room, "decisions" | "handovers" | "clock" | "injects" | "stopped">>;

function incident({ pages, alerts }: View): readonly Milestone[] {
  const about = "incident";
  return [
    ...pages.flatMap(({ title, firedAt, ackedAt }): readonly Milestone[] => [
      { at: firedAt, about, text: `Page: ${title}` },
      ...(ackedAt === null ? [] : [{ at: ackedAt, about, text: `The page was acknowledged: ${title}` } as const]),
    ]),
    ...alerts.flatMap(({ title, since, state }): readonly Milestone[] =>
      state === "firing" ? [{ at: since, about, text: `Alert: ${title}` }] : [],
    ),
  ];
}

/** What was asked for and what came of it. */
function actions({ operations, system }: View, name: (id: string) => string): readonly Milestone[] {
  const about = "action";
  return operations.flatMap(({ request, by, phase, requestedAt, endsAt }): readonly Milestone[] => {
    const node = system.nodes.find(({ id }) => id === request.node)?.label;
    const what = `${request.action.replaceAll("-", " ")}${node === undefined ? "" : ` on ${node}`}`;
    const begun: Milestone = { at: requestedAt, about, text: `${name(by)} began: ${what}` };
    if (phase === "requested" || phase === "running") return [begun];
    const how = phase === "done" ? "Done" : phase === "failed" ? "Failed" : "Stopped";
    return [begun, { at: endsAt, about, text: `${how}: ${what}` }];
  });
}

function team({ decisions = [], handovers = [] }: Known, name: (id: string) => string): readonly Milestone[] {
  const about = "team";
  return [
    ...decisions.map(({ at, text, decidedBy, by }) => {
      const carried = by.trim() === "" ? "" : ` (${name(by)})`;
      return { at, about, text: `${name(decidedBy)} decided: ${text}${carried}` } as const;
    }),
    ...handovers.map(
      ({ at, role, from, to }) =>
        ({ at, about, text: `${name(from)} handed the role of ${roleName(role)} to ${name(to)}` }) as const,
    ),
  ];
}

function exercise({ clock = [], injects = [], stopped = null }: Known): readonly Milestone[] {
  const about = "exercise";
  return [
    ...clock.map(({ at, state, tempo, reason }) => {
      const why = reason.trim() === "" ? "" : `: ${reason.trim()}`;
      const what = state === "running" ? `The clock runs ${tempoText(tempo)}` : "The clock was stopped for a pause";
      return { at, about, text: `${what}${why}` } as const;
    }),
    ...injects.map(({ at, title }) => ({ at, about, text: `Inject: ${title}` }) as const),
    ...(stopped === null ? [] : [{ at: stopped.at, about, text: "STOP, real incident" } as const]),
  ];
}

/** What a view and a room tell by themselves of what happened, oldest first: nothing that whose view it is may not know. */
export function milestones(view: View, room: Known): readonly Milestone[] {
  const person = (id: string) => view.people.find((each) => each.id === id)?.name;
  const name = (id: string) => person(id) ?? seatName(room.seats, id);
  const all = [...incident(view), ...actions(view, name), ...team(room, name), ...exercise(room)];
  return all.filter(({ at }) => at <= view.now).sort((a, b) => a.at - b.at);
}
