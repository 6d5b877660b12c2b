import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { CommandBody, Refusal } from "#domain/commands";
import type { View } from "#domain/view";
import type { LiveSession, LiveState } from "#session/contract";

const LiveContext = createContext<LiveSession | null>(null);
export const LiveProvider = LiveContext.Provider;

/** The session of the run on screen; throws outside a run's page. */
export function useSession(): LiveSession {
  const session = useContext(LiveContext);
  if (session === null) throw new Error("useSession: no LiveProvider above");
  return session;
}

/** A slice of the live state. `select` must return primitives, or values that keep their identity between states. */
export function useLive<T>(select: (state: LiveState) => T): T {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => select(session.getState()));
}

/** A slice of the view; only used below a page that waits until there is a view. */
export function useView<T>(select: (view: View) => T): T {
  return useLive((state) => {
    if (state.view === null) throw new Error("useView: the run has no view yet");
    return select(state.view);
  });
}

/** Gives a command; resolves with the refusal, or null when it was accepted, durable and shown. */
export function useSend(): (command: CommandBody) => Promise<Refusal | null> {
  const session = useSession();
  return useCallback((command) => session.send(command), [session]);
}
