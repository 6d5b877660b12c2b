import { useDeferredValue, useEffect, useMemo } from "react";
import type { Look, LookResult } from "#domain/telemetry";
import { useLive, useSend } from "./live";

/** Simulated seconds between two results while skipping, where nobody can read them anyway. */
const WHILE_SKIPPING = 60;

/**
 * Looking is a command: sends the look when the panel shows it or its query changes, and returns what it shows now. The
 * result is computed again when simulated time has moved on by `every` seconds, at most about once in a real second,
 * and after each command.
 */
export function useLook(look: Look, every = 5): LookResult | null {
  const send = useSend();
  const key = JSON.stringify(look);
  // Before the page nobody has been called, and a look would be refused.
  const playing = useLive(
    ({ status, view }) =>
      (status === "playing" || status === "paused" || status === "skipping") && view?.phase !== "before",
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the look
  useEffect(() => {
    if (playing) void send({ kind: "look", args: look });
  }, [key, playing, send]);
  const view = useLive((state) => state.view);
  const stride = useLive(({ status, speed }) => Math.max(every, status === "skipping" ? WHILE_SKIPPING : speed));
  // What time brings may come a moment after the clock has moved; what the player asks for comes at once.
  const step = useDeferredValue(view === null ? -1 : Math.floor(view.now / stride));
  const ordinal = useDeferredValue(view?.position.ordinal ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: recomputed per scrape, not per view
  return useMemo(() => (view === null ? null : view.look(look)), [key, step, ordinal]);
}
