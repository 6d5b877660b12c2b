import type { Expr } from "#domain/text";
import { type CelEnv, CelError, type CelHost, type CelValue, compileCel } from "#lib/cel";
import type { CellInfo, WorldReading } from "../contract";
import { type CellMeta, cellOf } from "./layout";

interface CellEnv extends CelEnv {
  readonly w: WorldReading;
  readonly node: string;
  readonly region: string;
}

function name(args: readonly CelValue[]): string {
  const [first] = args;
  if (typeof first !== "string") throw new CelError("type", "a name in quotes is needed here");
  return first;
}

function pair(args: readonly CelValue[]): [number, number] {
  const [a, b] = args;
  if (typeof a !== "number" || typeof b !== "number") throw new CelError("type", "two numbers are needed here");
  return [a, b];
}

const HOST: CelHost<CellEnv> = {
  flag: (env, args) => env.w.flag(name(args)),
  config: (env, args) => env.w.config(env.node, name(args), env.region).live,
  setting: (env, args) => env.w.setting(name(args)),
  min: (_, args) => Math.min(...pair(args)),
  max: (_, args) => Math.max(...pair(args)),
};

const compiled = new WeakMap<Expr, (env: CellEnv) => CelValue>();

/** Value of an expression over a cell as it stands now; `second` is what its `t` reads. */
export function evaluateOver(w: WorldReading, expr: Expr, cell: CellMeta, pods: number, second = w.second): CelValue {
  let code = compiled.get(expr);
  if (!code) {
    code = compileCel(expr.node, HOST);
    compiled.set(expr, code);
  }
  const node = cell.node.id;
  const { region, zone, version } = cell;
  const values: Readonly<Record<string, CelValue>> = {
    node,
    region,
    zone,
    version,
    pods,
    t: second,
  };
  return code({ w, node, region, lookup: (id) => (Object.hasOwn(values, id) ? values[id] : undefined) });
}

/**
 * What a command run on a pod prints: the first case whose condition holds over the pod's cell. Of several cells in
 * the region the one with most pods answers; `quarantined` asks for a pod taken out of balancing. Without such a pod
 * it says so.
 */
export function probe(w: WorldReading, probeId: string, region: string, quarantined: boolean): string {
  const spec = w.system.probes.find((each) => each.id === probeId);
  if (!spec) return `There is no command “${probeId}”.`;
  const cells = w.cells.filter(
    (cell) =>
      w.system.nodes[cell.node]?.id === spec.node &&
      w.system.regions[cell.region]?.id === region &&
      (quarantined ? cell.state === "quarantined" : cell.state === "serving") &&
      cell.pods > 0,
  );
  const cell = cells.reduce<CellInfo | null>((most, each) => (most && most.pods >= each.pods ? most : each), null);
  if (!cell) {
    return quarantined
      ? `No pod of ${spec.node} is in quarantine in ${region}.`
      : `No pod of ${spec.node} is serving in ${region}.`;
  }
  const found = spec.cases.find(({ when }) => {
    if (when === null) return true;
    const value = evaluateOver(w, when, cellOf(w, cell.id), cell.pods);
    return value === true || (typeof value === "number" && value !== 0);
  });
  return found?.output ?? "(no output)";
}
