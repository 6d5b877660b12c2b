import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Program } from "#domain/drill";
import { everyPanel, idle, type Player, playOf, randomPlayer, restartEverything, templateUpdates } from "#engine/index";
import { hint, UsageError } from "./args";
import { type DrillRef, loadPlay } from "./drills";

/** Players that need no drill of their own: they try to get by without thinking. */
export const POLICIES: Readonly<Record<string, Player>> = {
  "any-idle": idle,
  "any-every-panel": everyPanel,
  "any-template-updates": templateUpdates,
  "any-restart-everything": restartEverything,
};

export type Band = readonly [number, number];

/** Where a policy must end up; a drill whose own play of that kind has another band decides (waiting may be right). */
const POLICY_BANDS: Readonly<Record<string, { readonly play: string; readonly band: Band }>> = {
  "any-idle": { play: "idle", band: [0, 15] },
  "any-every-panel": { play: "opens-every-panel", band: [0, 40] },
  "any-template-updates": { play: "template-updates", band: [0, 30] },
  "any-restart-everything": { play: "restart-everything", band: [0, 35] },
};

export function bandOf(program: Program, policy: string): Band | null {
  const known = POLICY_BANDS[policy];
  if (known === undefined) return null;
  return program.plays.find((play) => play.id === known.play)?.band ?? known.band;
}

export interface NamedPlayer {
  readonly id: string;
  readonly player: Player;
  readonly band: Band | null;
}

/** A play of the drill by id, a policy, `random`, or a play file. */
export function findPlayer(
  where: { readonly root: string; readonly cwd: string },
  ref: DrillRef,
  program: Program,
  name: string,
  seed: number,
): NamedPlayer {
  const play = program.plays.find((p) => p.id === name);
  if (play !== undefined) return { id: play.id, player: playOf(play), band: play.band };
  const policy = Object.hasOwn(POLICIES, name) ? POLICIES[name] : undefined;
  if (policy !== undefined) return { id: name, player: policy, band: bandOf(program, name) };
  if (name === "random") return { id: name, player: randomPlayer(seed), band: null };
  const file = resolve(where.cwd, name);
  if (/\.ya?ml$/.test(name) && existsSync(file)) {
    const own = loadPlay(where.root, ref, file);
    return { id: own.id, player: playOf(own), band: own.band };
  }
  const known = [...program.plays.map((p) => p.id), ...Object.keys(POLICIES), "random"];
  throw new UsageError(`there is no play "${name}"; ${hint(name, known)}`);
}
