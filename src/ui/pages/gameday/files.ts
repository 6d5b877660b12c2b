import { useState } from "react";
import type { TabletopIncident } from "#domain/exercise";
import { messageOf } from "#lib/message";
import type { IncidentList } from "#modes/gameday/incident-list";
import { type Opening, useOpening } from "../../opening";
import { useServices } from "../../services";
import { AS_IT_CAME, namedBy, openPlanFile } from "../../team/plan/file";
import { keepPlan } from "./plans";

/** How a room's file is called: it is gzipped, but nobody should unpack it. */
export const ROOM_ENDING = "meantime-room";

/** Opening a room out of a file that somebody saved in theirs. */
export function useRoomFile(): Opening {
  const { rooms } = useServices();
  return useOpening(async (file) => {
    const { address, log } = await (await rooms()).open(new Uint8Array(await file.arrayBuffer()));
    log.close();
    location.hash = `#/gameday/room/${encodeURIComponent(address.room)}`;
  });
}

/** Opening a plan that was saved on another machine: as one to be played anew, by the names its drill came with. */
export function usePlanFile(): Opening {
  const services = useServices();
  return useOpening(async (file) => {
    const [read, { programOfPlan }] = await Promise.all([openPlanFile(file), import("./plan/open")]);
    const plan = await namedBy(read, AS_IT_CAME, (names) => programOfPlan(read.plan.subject, services, names));
    await keepPlan(services, read.room === null ? plan : { ...plan, ticked: [] });
  });
}

/** The list that was read last, for as long as the tab is open: one comes back to it from a plan. */
let kept: IncidentList | null = null;

/** Reading lists of incidents and the stories that belong to them. */
export function useIncidents() {
  const [list, setList] = useState(kept);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const take = async (files: readonly File[]): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      // Stories need their interpreter: nobody else pays for it.
      const [{ readIncidents }, texts] = await Promise.all([
        import("#modes/gameday/incident-list"),
        Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() }))),
      ]);
      kept = readIncidents(texts);
      setList(kept);
    } catch (error) {
      setFailure(messageOf(error));
    }
    setBusy(false);
  };
  const leave = () => {
    kept = null;
    setList(null);
  };
  return { list, busy, failure, take, leave };
}

/** Whether all words that were typed occur in an incident. */
export function matches({ id, title, scenario }: TabletopIncident, typed: string): boolean {
  const text = `${id} ${title} ${scenario}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
