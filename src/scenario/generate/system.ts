import type { Call, Operation, System } from "#domain/system";
import type { Cursor } from "../cursor";
import type { SystemFile } from "../schema/system";
import { clock, seconds, share } from "../units";
import { trafficClass } from "./classes";
import { faults, implicitFaults, plans } from "./faults";
import type { Gen } from "./gen";
import { knobs } from "./knobs";
import { nodeSpec, operationSpec, regions } from "./nodes";
import { alerts, clientSettings, configKeys, flags, logs, probes, settings, versions } from "./parts";
import { credentials } from "./platform";

/** The system of one scene. `history` is the default length of the past. */
export function generateSystem(gen: Gen, system: Cursor<SystemFile>, history: number): System {
  const s = system.value;
  const known = regions(system);
  const files = system.get("nodes").entries();
  const nodes = files.map(([id, node]) => nodeSpec(gen, id, node, known));
  const operations = files.flatMap(([id, node]) =>
    node
      .get("operations")
      .entries()
      .map(([name, operation]) => operationSpec(gen, id, node, name, operation)),
  );
  const calls = new Map<string, Call>(operations.flatMap((o) => o.calls.map((c) => [c.id, c] as const)));
  checkGraph(system, nodes, operations);
  const classes = system
    .get("classes")
    .entries()
    .map(([id, c]) => trafficClass(gen, id, c, system, known, operations));
  const resolution = resolutionOf(system, nodes, operations, classes);
  const held = credentials(gen, system);
  const declared = files.flatMap(([, node], i) => settings(gen, nodes[i] as (typeof nodes)[number], node, calls));
  const t = s.telemetry;
  return {
    id: s.id,
    name: s.name ?? s.id,
    startOfDay: clock(s.start ?? "12:00"),
    date: s.date ?? "2026-01-15",
    history: Math.round(seconds(s.history ?? history)),
    ...(resolution === 1 ? {} : { resolution }),
    telemetry: {
      scrape: seconds(t?.scrape ?? 15),
      metricDelay: seconds(t?.["metric-delay"] ?? 10),
      logDelay: seconds(t?.["log-delay"] ?? 5),
      traceSampling: share(t?.["trace-sampling"] ?? 0.05),
    },
    regions: known,
    nodes,
    operations,
    classes,
    faults: [...faults(gen, system, calls), ...implicitFaults(nodes, operations, held.credentials ?? [])],
    ...held,
    flags: flags(gen, system),
    config: files.flatMap(([id, node]) => configKeys(gen, id, node)),
    settings: [...declared, ...knobs(nodes, operations, declared), ...clientSettings(classes, operations)],
    versions: versions(gen, system),
    plans: plans(gen, system),
    logs: logs(gen, system),
    probes: probes(gen, system),
    alerts: alerts(gen, system),
    durations: Object.fromEntries(
      Object.entries(s.durations ?? {}).map(([kind, d]) => [kind, seconds(d as string | number)]),
    ),
  };
}

/** Most nodes of a system that is simulated in quarter seconds without being asked, and timeouts (seconds) that call for it. */
const SMALL = 4;
const SHORT = 2;

/** The step of the simulation, seconds. Locks and queues are computed by the second. */
function resolutionOf(
  system: Cursor<SystemFile>,
  nodes: System["nodes"],
  operations: readonly Operation[],
  classes: System["classes"],
): 1 | 0.5 | 0.25 {
  const slow =
    operations.some((o) => (o.locks?.length ?? 0) > 0 || o.calls.some((c) => c.consume !== undefined)) ||
    nodes.some((n) => n.database !== undefined && n.database.sessions.length > 0);
  const asked = system.value.resolution;
  if (asked === undefined) {
    const short = [
      ...classes.map((c) => c.client.timeout),
      ...operations.flatMap((o) => o.calls.map((c) => c.timeout)),
    ];
    return !slow && nodes.length <= SMALL && short.some((timeout) => timeout <= SHORT) ? 0.25 : 1;
  }
  const step = seconds(asked);
  if (step !== 1 && step !== 0.5 && step !== 0.25)
    system.get("resolution").error("system.resolution", `is ${step} s, expected 1s, 500ms or 250ms`);
  else if (step < 1 && slow)
    system
      .get("resolution")
      .error("system.resolution", "locks, sessions and queues are computed by the second: expected 1s");
  else return step;
  return 1;
}

/** Calls must reach pods in their region, and no operation may call itself, however far around. */
function checkGraph(system: Cursor<SystemFile>, nodes: System["nodes"], operations: readonly Operation[]): void {
  const placed = new Map(nodes.map((n) => [n.id, new Set(n.placements.map((p) => p.region))]));
  const byId = new Map(operations.map((o) => [o.id, o]));
  const places = new Map<string, Cursor<unknown>>(
    system
      .get("nodes")
      .entries()
      .flatMap(([node, n]) =>
        n
          .get("operations")
          .entries()
          .flatMap(([, o]) =>
            o
              .get("calls")
              .entries()
              .map(([name, c]) => [`${node}.${name}`, c] as const),
          ),
      ),
  );
  for (const operation of operations) {
    for (const call of operation.calls) {
      const callee = byId.get(call.to);
      if (!callee) continue;
      const there = placed.get(callee.node) ?? new Set();
      const needed = call.region === "local" ? [...(placed.get(operation.node) ?? [])] : [call.region];
      const missing = needed.filter((region) => !there.has(region));
      if (missing.length > 0) {
        const hint = there.size > 0 ? `, expected pods there or "region: ${[...there].join('" or "region: ')}"` : "";
        places
          .get(call.id)
          ?.errorAtKey("call.unplaced", `"${callee.node}" has no pods in ${missing.join(", ")}${hint}`);
      }
      if (reaches(callee, operation.id, byId, new Set())) {
        places
          .get(call.id)
          ?.errorAtKey(
            "call.cycle",
            `"${operation.id}" calls itself through "${call.to}", expected calls without a circle`,
          );
      }
    }
  }
}

function reaches(from: Operation, target: string, byId: ReadonlyMap<string, Operation>, seen: Set<string>): boolean {
  if (from.id === target) return true;
  if (seen.has(from.id)) return false;
  seen.add(from.id);
  return from.calls.some((call) => {
    const next = byId.get(call.to);
    return next !== undefined && reaches(next, target, byId, seen);
  });
}
