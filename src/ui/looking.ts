import { useDeferredValue, useEffect, useMemo } from "react";
import type { Second } from "#domain/ids";
import type { Look, LookResult } from "#domain/telemetry";
import { hashJson } from "#lib/hash";
import type { LiveSession } from "#session/contract";
import { useLive, useSend, useSession } from "./live";

/** Simulated seconds between two results while skipping, where nobody can read them anyway. */
const WHILE_SKIPPING = 60;

/** For so many simulated seconds a look that was given elsewhere stands for the one its panel would give; it may have to be loaded first. */
const STANDS_FOR = 10;

/** What was looked at last from elsewhere than a panel. */
const elsewhere = new WeakMap<LiveSession, { readonly look: string; readonly second: Second }>();

/** Says that a look was given already, as in a conversation: the panel that now shows it does not give it a second time. */
export function gaveLook(session: LiveSession, look: Look): void {
  const { view } = session.getState();
  if (view !== null) elsewhere.set(session, { look: hashJson(look), second: view.now });
}

function isGiven(session: LiveSession, look: Look): boolean {
  const given = elsewhere.get(session);
  const now = session.getState().view?.now ?? 0;
  return given !== undefined && now - given.second <= STANDS_FOR && given.look === hashJson(look);
}

/**
 * Looking is a command: sends the look when the panel shows it or its query changes, and returns what it shows now. The
 * result is computed again when simulated time has moved on by `every` seconds, at most about once in a real second,
 * and after each command.
 */
export function useLook(look: Look, every = 5): LookResult | null {
  const session = useSession();
  const send = useSend();
  const key = JSON.stringify(look);
  // Before the page nobody has been called, and a look would be refused; so it would be to a facilitator, who only watches.
  const playing = useLive(
    ({ status, view }) =>
      (status === "playing" || status === "paused" || status === "skipping") &&
      view?.phase !== "before" &&
      view?.team?.may.includes("look") !== false,
  );
  // Where a screen is shown for several people, each looks for themselves.
  const seat = useLive(({ view }) => view?.team?.seat ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the look
  useEffect(() => {
    if (playing && !isGiven(session, look)) void send({ kind: "look", args: look });
  }, [key, seat, playing, send, session]);
  const view = useLive((state) => state.view);
  const stride = useLive(({ status, speed }) => Math.max(every, status === "skipping" ? WHILE_SKIPPING : speed));
  // What time brings may come a moment after the clock has moved; what the player asks for comes at once.
  const step = useDeferredValue(view === null ? -1 : Math.floor(view.now / stride));
  const ordinal = useDeferredValue(view?.position.ordinal ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: recomputed per scrape, not per view
  return useMemo(() => (view === null ? null : view.look(look)), [key, step, ordinal]);
}
