import type { Scene } from "#domain/drill";
import type { BeatId, CardUse } from "#domain/gameday";
import type { Renames } from "#domain/team";
import { namesOf } from "../injects/words";

export const BEAT_WORDS: Readonly<Record<BeatId, string>> = {
  acknowledged: "Acknowledged",
  scoped: "Scoped",
  suspected: "Suspected",
  mitigated: "Mitigated",
  verified: "Verified",
};

export const USE_WORDS: Readonly<Record<CardUse, string>> = {
  "too-fast": "Too fast",
  stuck: "Stuck",
  communication: "Communication",
  command: "Command",
};

/** What an id of the drill is called in this exercise: by its own name, or by the one it was given. */
export function namedIn(scene: Scene, renames: Renames): (id: string) => string {
  const own = namesOf(scene);
  // A name may end in the short form that machines write, in brackets.
  return (id) => renames.people[id] ?? renames.services[id]?.replace(/ \([^()]*\)$/, "") ?? own(id);
}

/** Texts of a guide name people and nodes as `{checkout}`: makes them say what those are called in this exercise. */
export function saying(scene: Scene, renames: Renames): (text: string) => string {
  const names = namedIn(scene, renames);
  return (text) =>
    text.replace(/\{([a-z0-9._-]+)\}/g, (whole, id: string) => {
      const name = names(id);
      return name === id ? whole : name;
    });
}
