import { areComparable, type Told } from "#debrief/index";
import type { Services } from "../../services";
import type { Debrief } from "../debrief/load";
import { loadTimeline } from "../debrief/load";
import type { Place } from "../walk/places";
import { loadShown } from "../walk/shown";

/** One of two runs that stand side by side. */
export interface Side {
  readonly place: Place;
  readonly debrief: Debrief;
  readonly told: Told;
}

/** The run a place means, retold. */
async function loadSide(place: Place, services: Services): Promise<Side> {
  const loaded = await loadShown(place, services);
  if (loaded.state === "missing") throw new Error("One of the two runs is not in this browser.");
  if (loaded.state === "open") throw new Error("One of the two runs is not over yet.");
  if (loaded.state === "failed") throw new Error(loaded.why);
  const { debrief } = loaded;
  const timeline = await loadTimeline(debrief);
  if (timeline === null) throw new Error(debrief.readOnly ?? "One of the two runs can only be read.");
  return { place, debrief, told: { run: debrief.run, card: debrief.frozen.scorecard, entries: timeline.entries } };
}

/** A run and another one, or who stands in for it. Rejects with a sentence for the screen when they cannot be compared. */
export async function loadSides(id: string, other: string, services: Services): Promise<readonly [Side, Side]> {
  const [a, b] = await Promise.all([
    loadSide({ run: id, stand: null }, services),
    loadSide(placeOf(id, other), services),
  ]);
  if (!areComparable(a.told.run.header, b.told.run.header)) {
    throw new Error("These are runs of different incidents: a difference would not come from what was done.");
  }
  return [a, b];
}

/** What the second part of an address means: the id of a run, or who stands in for the first one. */
function placeOf(id: string, other: string): Place {
  return other === "expert" || other === "idle" ? { run: id, stand: other } : { run: other, stand: null };
}
