import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import type { Services } from "../../services";
import type { PassageState } from "./usePassage";

/** Where a try begins. */
export interface TryPlace {
  /** A state of the story, from the machine downwards; null: from the beginning. */
  readonly state: string | null;
  readonly variant: string;
}

/** What the cursor is in, as a place to try from. */
export function placeAt(part: string | null, program: Program | null): TryPlace {
  const variants = program?.variants.map(({ info }) => info.id) ?? [];
  const first = variants[0] ?? "base";
  const [kind, name] = part?.split(" ") ?? [];
  if (kind === "variant" && name !== undefined && variants.includes(name)) return { state: null, variant: name };
  if ((kind === "state" || kind === "move") && name !== undefined) return { state: name, variant: first };
  return { state: null, variant: first };
}

/** Plays of a drill, the expert's first. */
export function playsOf(program: Program): readonly string[] {
  const ids = program.plays.map(({ id }) => id);
  return [...ids.filter((id) => id === "expert"), ...ids.filter((id) => id !== "expert")];
}

/** Marked as a try: it stands among all runs, and neither among those to go on with nor in progress, bests or practice. */
const asTry = (run: Run): Run => ({ ...run, header: { ...run.header, tried: true } });

/**
 * Stores a run of a program and goes to it: from its beginning, or from the second in which a play of the drill first comes into a state,
 * with what that play did until then. Resolves with the sentence why not, where no play comes into it. Rejects with a StorageError.
 */
export async function tryFrom(
  { runs, clock }: Pick<Services, "runs" | "clock">,
  program: Program,
  { state, variant }: TryPlace,
  play: PassageState["play"],
): Promise<string | null> {
  const { newRun, storeRun } = await import("#session/index");
  const id = clock.id();
  if (state === null) {
    const options = { id, seed: clock.seed(), clock: "live-pause", author: "player", variant } as const;
    await storeRun(runs, clock, program, asTry(newRun(program, options)));
    location.hash = `#/run/${id}`;
    return null;
  }
  const { enteredAt, takenOver } = await import("#debrief/index");
  for (const name of playsOf(program)) {
    const shown = await play(program, name, variant);
    const second = shown === null ? null : enteredAt(shown.passage, state);
    if (shown === null || second === null) continue;
    await storeRun(runs, clock, program, asTry(takenOver(shown.run, { play: name, second, id, clock: "live-pause" })));
    location.hash = `#/run/${id}`;
    return null;
  }
  return `No play of the drill comes into “${state}” on this variant, so there is no way to begin there.`;
}
