import { BEGINNING, type Stand } from "#debrief/index";
import { storeFinished } from "#session/index";
import { beside } from "../../beside/index";
import type { Services } from "../../services";
import { type Debrief, type Loaded, loadDebrief } from "../debrief/load";
import type { Place } from "./places";

/** What was computed last; going from one page to the next shall not compute it again. */
const computed = new Map<string, Promise<Debrief>>();
const MOST_COMPUTED = 4;

/** The incident of a run as the expert, or nobody, plays it from the beginning. Computed, not stored. Rejects when the drill has no such play. */
export function shownOf(source: Debrief, stand: Stand): Promise<Debrief> {
  const { program, run } = source;
  const id = `${run.header.id}-${stand}`;
  const known = computed.get(id);
  if (known !== undefined) return known;
  const made = beside("show", { program, run, position: BEGINNING, stand, id }).then((shown) => ({
    ...source,
    ...shown,
  }));
  made.catch(() => computed.delete(id));
  const oldest = computed.keys().next().value;
  if (computed.size >= MOST_COMPUTED && oldest !== undefined) computed.delete(oldest);
  computed.set(id, made);
  return made;
}

/** Loads the run that a place means; see `loadDebrief`. */
export async function loadShown({ run, stand }: Place, services: Services): Promise<Loaded> {
  const loaded = await loadDebrief(run, services);
  if (stand === null || loaded.state !== "ready" || loaded.debrief.readOnly !== null) return loaded;
  return { state: "ready", debrief: await shownOf(loaded.debrief, stand) };
}

/** Stores a run that was only computed, so that something can be forked from it. Rejects with a StorageError. */
export async function keepShown({ runs, clock }: Services, { program, run, frozen }: Debrief): Promise<void> {
  if (run.header.shown === undefined || (await runs.load(run.header.id)) !== null) return;
  await storeFinished(runs, clock, program, run, frozen);
}
