/** What expressions over the world may read, and how they are compiled: once per expression, kept by identity. */

import type { Expr } from "#domain/text";
import { type CelEnv, CelError, type CelHost, type CelValue, compileCel } from "#lib/cel";
import { secondsLeft } from "./credentials";
import { lagSeen } from "./mechanics/replication";
import type { WorldState } from "./state";

/** Seconds after which expressions over cells notice that time has passed. */
export const CLOCK = 10;

/** Variables of a cell (or of nothing), and the world its functions ask. */
export interface CellEnv extends CelEnv {
  readonly world: WorldState;
  readonly node: number;
  readonly region: number;
  readonly role: string;
  /** Traffic class, where it is about the requests of one. */
  readonly cls: string;
}

export function envOf(
  w: WorldState,
  cell: {
    readonly node: number;
    readonly region: number;
    readonly zone: string | null;
    readonly version: string;
    readonly pods: number;
    readonly role?: string;
  } | null,
  cls: string,
): CellEnv {
  const region = cell === null ? "" : (w.system.regions[cell.region]?.id ?? "");
  return {
    world: w,
    node: cell?.node ?? -1,
    region: cell?.region ?? -1,
    role: cell?.role ?? "primary",
    cls,
    lookup(name: string): CelValue | undefined {
      switch (name) {
        case "region":
          return region;
        case "zone":
          return cell?.zone ?? "";
        case "version":
          return cell?.version ?? "";
        case "pods":
          return cell?.pods ?? 0;
        case "class":
          return cls;
        case "t":
          return Math.floor(w.second / CLOCK) * CLOCK;
        case "node":
          return cell === null ? "" : (w.system.nodes[cell.node]?.id ?? "");
        default:
          return undefined;
      }
    },
  };
}

function text(args: readonly CelValue[], i: number): string {
  const v = args[i];
  if (typeof v !== "string") throw new CelError("type", "a name in quotes is needed here");
  return v;
}

function numbers(args: readonly CelValue[]): number[] {
  return args.map((v) => {
    if (typeof v !== "number") throw new CelError("type", "a number is needed here");
    return v;
  });
}

/** Live value of a config key as a cell of `region` reads it; empty when it is not set there. */
export function liveConfig(w: WorldState, node: number, key: string, region: number): string {
  const live = w.live.size > 0 ? w.live.get(`${node}|${key}|${region}`) : undefined;
  return live ?? gitConfig(w, node, key, region);
}

/** Value in Git: what was committed during the run, else the overlay, else the base. */
export function gitConfig(w: WorldState, node: number, key: string, region: number): string {
  const committed = w.git.size > 0 ? w.git.get(`${node}|${key}|${region}`) : undefined;
  if (committed !== undefined) return committed;
  const id = w.system.nodes[node]?.id;
  for (const spec of w.system.config) {
    if (spec.key === key && spec.node === id) return spec.overlays[w.system.regions[region]?.id ?? ""] ?? spec.base;
  }
  return "";
}

type ClassFlags = Record<string, Record<string, number>>;

/** Sets a flag for one class of traffic; `cls` null: no class has a share of its own any more. */
export function setClassFlag(w: WorldState, flag: string, cls: string | null, share: number): void {
  const all = (w.slow.flags ?? {}) as ClassFlags;
  if (cls !== null) {
    all[flag] = { ...all[flag], [cls]: share };
    w.slow.flags = all;
  } else if (w.slow.flags !== undefined) delete all[flag];
  w.stale = true;
}

/** Share of requests that have a flag on; of one class where that has a share of its own. */
export function flagShare(w: WorldState, flag: string, cls = ""): number {
  const own = (w.slow.flags as ClassFlags | undefined)?.[flag]?.[cls];
  if (own !== undefined) return own;
  const history = w.flagHistories.get(flag);
  return history === undefined || history.length === 0 ? 0 : (history[history.length - 1]?.share ?? 0);
}

/** Current value of a setting: turned during the run, else its initial one. */
export function settingValue(w: WorldState, id: string): number {
  return w.settings.get(id) ?? w.compiled.settings.get(id)?.initial ?? 0;
}

export const WORLD_HOST: CelHost<CellEnv> = {
  flag: (e, a) => flagShare(e.world, text(a, 0), e.cls),
  credential: (e, a) => secondsLeft(e.world, text(a, 0)),
  config: (e, a) => liveConfig(e.world, e.node, text(a, 0), e.region),
  setting: (e, a) => settingValue(e.world, text(a, 0)),
  lag: (e) => lagSeen(e.world, e.node, e.role),
  min: (_e, a) => Math.min(...numbers(a)),
  max: (_e, a) => Math.max(...numbers(a)),
  clamp: (_e, a) => {
    const [x = 0, low = 0, high = 1] = numbers(a);
    return Math.max(low, Math.min(high, x));
  },
};

const compiledExprs = new WeakMap<object, (env: CellEnv) => CelValue>();

function code(expr: Expr): (env: CellEnv) => CelValue {
  let f = compiledExprs.get(expr);
  if (f === undefined) {
    f = compileCel<CellEnv>(expr.node, WORLD_HOST);
    compiledExprs.set(expr, f);
  }
  return f;
}

/** A number from an expression; booleans count as 0 and 1. Throws CelError on anything else. */
export function numberOf(expr: Expr, env: CellEnv): number {
  const v = code(expr)(env);
  if (typeof v === "number") return v;
  if (typeof v === "boolean") return v ? 1 : 0;
  throw new CelError("type", `${expr.source} should give a number`);
}

/** Truth of an expression; numbers other than 0 are true. */
export function truthOf(expr: Expr, env: CellEnv): boolean {
  const v = code(expr)(env);
  return v === true || (typeof v === "number" && v !== 0);
}
