import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import { useServices } from "../../../services";
import type { OpenRoom } from "../../../team/context";
import { closeRoom, openRoom } from "./open";

export type Opening =
  | { readonly kind: "opening" }
  | { readonly kind: "unknown" }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "open"; readonly room: OpenRoom };

/** Ends when what was opened before is closed, or shown: opening a room while this window still opens it would make it another device. */
let before: Promise<unknown> = Promise.resolve();

/** A room this browser has been in, open for as long as the page is there. `again` tries once more. */
export function useRoom(id: string, watch: boolean): { readonly opening: Opening; readonly again: () => void } {
  const services = useServices();
  const [opening, setOpening] = useState<Opening>({ kind: "opening" });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens it again
  useEffect(() => {
    let opened: OpenRoom | null = null;
    let isGone = false;
    const open = async (): Promise<Opening> => {
      if (isGone) return { kind: "opening" };
      const rooms = await services.rooms();
      const known = (await rooms.list()).find(({ address }) => address.room === id);
      if (known === undefined) return { kind: "unknown" };
      opened = await openRoom(known.address, watch, services);
      return { kind: "open", room: opened };
    };
    setOpening({ kind: "opening" });
    const close = () => {
      if (opened !== null) closeRoom(opened);
      opened = null;
    };
    before = before
      .then(open)
      .catch((error: unknown): Opening => ({ kind: "failed", why: messageOf(error) }))
      .then((result) => {
        if (isGone) close();
        else setOpening(result);
      });
    return () => {
      isGone = true;
      close();
    };
  }, [id, watch, services, attempt]);
  return { opening, again: () => setAttempt(attempt + 1) };
}
