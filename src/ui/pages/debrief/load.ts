import type { Timeline } from "#debrief/index";
import type { Program, Scene } from "#domain/drill";
import type { Run } from "#domain/run";
import { resolveScene } from "#engine/index";
import type { FrozenRun } from "#session/contract";
import { hasEnded, programOf, whyNotPlayable } from "#session/index";
import { beside } from "../../beside/index";
import type { Services } from "../../services";

/** A finished run as the debrief shows it. */
export interface Debrief {
  readonly run: Run;
  readonly program: Program;
  readonly scene: Scene;
  readonly frozen: FrozenRun;
  /** Why the run can only be shown from what was kept at its end; null when it can be replayed. */
  readonly readOnly: string | null;
}

export type Loaded =
  | { readonly state: "missing" }
  /** Not over yet: a debrief would give it away. */
  | { readonly state: "open"; readonly code: string }
  | { readonly state: "failed"; readonly why: string }
  | { readonly state: "ready"; readonly debrief: Debrief };

/** The scene of a run; the base when the variant is not there any more. */
function sceneOf(program: Program, variant: string): Scene {
  return program.variants.some(({ info }) => info.id === variant) ? resolveScene(program, variant) : program.base;
}

/** Loads a finished run from what was kept of it; scores it again when its end was not kept. */
export async function loadDebrief(id: string, { runs, library, freeze }: Services): Promise<Loaded> {
  const run = await runs.load(id);
  if (run === null) return { state: "missing" };
  const { header } = run;
  const program = await programOf(header, { runs, library });
  const readOnly = whyNotPlayable(program, header)?.text ?? null;
  let frozen = await runs.frozen(id);
  if (frozen === null) {
    if (readOnly !== null) return { state: "failed", why: `${readOnly} Its score was never stored.` };
    if (!hasEnded(program, run)) return { state: "open", code: header.code };
    frozen = await freeze(program, run);
  }
  return { state: "ready", debrief: { run, program, scene: sceneOf(program, header.variant), frozen, readOnly } };
}

/** The run's timeline from a replay; null when it can only be read. */
export async function loadTimeline({ program, run, frozen, readOnly }: Debrief): Promise<Timeline | null> {
  return readOnly === null ? beside("retell", { program, run, card: frozen.scorecard }) : null;
}
