import type { CommandBody } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { PanelId } from "#domain/telemetry";
import type { View } from "#domain/view";
import type { Deeds } from "./play-host";

/** What a player does next: let `wait` seconds pass, then give the commands (worked out on the view of that moment). */
export interface Decision {
  readonly wait: Second;
  commands(view: View): readonly CommandBody[];
}

/** Somebody who plays: sees a view and its own deeds, nothing else. Null = nothing more to do. */
export interface Policy {
  next(view: View, deeds: Deeds): Decision | null;
}

/** Makes a policy for one playing of a drill; `seed` is for policies that choose by chance. */
export type Player = (program: Program, variant: string, seed: number) => Policy;

/** Seconds a person needs at least to look at a panel, where the drill does not say. */
export const LOOK_SECONDS = 5;

const LEAST: Readonly<Partial<Record<CommandBody["kind"], Second>>> = {
  say: 10,
  act: 3,
  answer: 4,
  hypothesis: 5,
  task: 5,
  followup: 3,
  resolve: 5,
};

/** Least human seconds for a command: reading a panel, choosing an action, writing. */
export function humanSeconds(body: CommandBody, look: Readonly<Partial<Record<PanelId, number>>>): Second {
  if (body.kind === "look") return look[body.args.panel] ?? LOOK_SECONDS;
  return LEAST[body.kind] ?? 1;
}
