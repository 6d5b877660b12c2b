import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { TeamView } from "#domain/team";
import type { View } from "#domain/view";
import type { Room } from "#modes/gameday/room";
import type { ConsolePanel } from "../console-state";
import { useView } from "../live";

/** How much waits for a seat on a panel. */
export type Waiting = Readonly<Partial<Record<ConsolePanel, number>>>;

/** What waits for a seat: tasks it has not acknowledged, others' polls it has not answered, and drafts that it may approve. */
export function waitingFor(team: TeamView, room: Room): Waiting {
  const tasks = room.tasks.filter(({ owner, state }) => owner === team.seat && state === "open").length;
  const polls = room.polls.filter(
    ({ missing, askedBy }) => askedBy !== team.seat && missing.includes(team.seat),
  ).length;
  const drafts = team.may.includes("team.approve") ? room.drafts.filter(({ state }) => state === "open").length : 0;
  return { team: tasks + polls, status: drafts };
}

/** Set by what a team's desk loads besides (`News.tsx`), so that a console for one does not load how a team's deeds are read. */
export const waitingStore = createStore<{ readonly waiting: Waiting }>(() => ({ waiting: {} }));

/** Requests that wait for an answer of this seat; alone, all of them. */
export function openRequests({ requests, team }: View): number {
  return requests.filter(
    ({ state, audience }) => state === "open" && (team === null || team.answers.includes(audience)),
  ).length;
}

/** What waits on each panel. */
export function useWaiting(): (panel: ConsolePanel) => number {
  const waiting = useStore(waitingStore, (state) => state.waiting);
  const requests = useView(openRequests);
  return (panel) => (panel === "channel" ? requests : (waiting[panel] ?? 0));
}
