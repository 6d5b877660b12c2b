import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import { newPlan } from "#modes/gameday/plan";
import type { StoredDocument } from "#session/contract";
import type { TeamSetup } from "#session/team/contract";
import type { Services } from "../../services";
import { useServices } from "../../services";
import { planSubject } from "./about";

/** The plan of a run as it is stored, or a new one that is not; why it cannot be read; null while it is read. */
export type Found =
  | { readonly document: StoredDocument<"gameday">; readonly isNew: boolean }
  | { readonly failure: string }
  | null;

/** For a room without a plan: opened on another machine, or handed over. How long it is meant to last is known of its run. */
function without({ title, header, subject, renames }: TeamSetup, now: number): StoredDocument<"gameday"> {
  const { seed, variant, limit } = header;
  const empty = newPlan(planSubject(subject), title, seed);
  const body = { ...empty, variant, renames, ...(limit !== undefined && { minutes: Math.round(limit / 60) }) };
  return { id: `gameday-of-${header.id}`, kind: "gameday", run: header.id, createdAt: now, updatedAt: now, body };
}

async function find(setup: TeamSetup, { documents, clock }: Services): Promise<Found> {
  const [document] = await documents.list("gameday", setup.header.id);
  return document === undefined ? { document: without(setup, clock.now()), isNew: true } : { document, isNew: false };
}

/** Reads the plan of a room, once. */
export function useStoredPlan(setup: TeamSetup): Found {
  const services = useServices();
  const [found, setFound] = useState<Found>(null);
  useEffect(() => {
    let gone = false;
    find(setup, services)
      .catch((error: unknown): Found => ({ failure: messageOf(error) }))
      .then((result) => {
        if (!gone) setFound(result);
      });
    return () => {
      gone = true;
    };
  }, [setup, services]);
  return found;
}
