import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from "react";
import type { Refusal } from "#domain/commands";
import type { Seat, TeamDeed, TeamView } from "#domain/team";
import type { RoomAddress, SharedLog, TeamSession, TeamSetup, TeamState } from "#session/team/contract";
import { DialogMark } from "../kit/Dialog";
import { LiveProvider, useView } from "../live";
import { ExerciseMark } from "./ExerciseMark";
import css from "./team.module.css";

/** An open room: the team's run, what everybody started from, and the log they share. */
export interface OpenRoom {
  readonly address: RoomAddress;
  readonly setup: TeamSetup;
  readonly log: SharedLog;
  readonly session: TeamSession;
}

const RoomContext = createContext<OpenRoom | null>(null);

/**
 * A room for everything below it; the console's panels below read its session as they do that of a run played alone. Every
 * dialog below it, and its paper, say that it is an exercise.
 */
export function RoomProvider({ room, children }: { room: OpenRoom; children: ReactNode }) {
  return (
    <RoomContext.Provider value={room}>
      <LiveProvider value={room.session}>
        <DialogMark value={<ExerciseMark />}>
          <p data-print="only" className={css.paper} />
          {children}
        </DialogMark>
      </LiveProvider>
    </RoomContext.Provider>
  );
}

/** The room on screen; throws outside a room's page. */
export function useOpenRoom(): OpenRoom {
  const room = useContext(RoomContext);
  if (room === null) throw new Error("useOpenRoom: no RoomProvider above");
  return room;
}

/** Whether this is the page of a room at all: what runs played alone share with teams asks first. */
export function useIsTeam(): boolean {
  return useContext(RoomContext) !== null;
}

/** A slice of how the team hangs together. `select` must return primitives, or values that keep their identity. */
export function useTeam<T>(select: (state: TeamState) => T): T {
  const { session } = useOpenRoom();
  return useSyncExternalStore(session.subscribe, () => select(session.getTeam()));
}

/** A slice of what the acting seat knows of its team. */
export function useTeamView<T>(select: (team: TeamView) => T): T {
  return useView((view) => {
    if (view.team === null) throw new Error("useTeamView: this run is played alone");
    return select(view.team);
  });
}

/** The seat this window acts for; null while it has none. */
export function useActing(): Seat | null {
  const acting = useTeam((state) => state.acting);
  return useTeamView((team) => team.seats.find(({ id }) => id === acting) ?? null);
}

/** Does something with the team; resolves with the refusal, or null when it was accepted and shown. */
export function useDeed(): (deed: TeamDeed, seat?: string) => Promise<Refusal | null> {
  const { session } = useOpenRoom();
  return useCallback((deed, seat) => session.deed(deed, seat), [session]);
}
