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
      const rooms = await services.rooms();
      const known = (await rooms.list()).find(({ address }) => address.room === id);
      if (known === undefined) return { kind: "unknown" };
      opened = await openRoom(known.address, watch, services);
      return { kind: "open", room: opened };
    };
    setOpening({ kind: "opening" });
    open()
      .catch((error: unknown): Opening => ({ kind: "failed", why: messageOf(error) }))
      .then((result) => {
        if (!isGone) setOpening(result);
        else if (opened !== null) closeRoom(opened);
      });
    return () => {
      isGone = true;
      if (opened !== null) closeRoom(opened);
    };
  }, [id, watch, services, attempt]);
  return { opening, again: () => setAttempt(attempt + 1) };
}
