import type { Operation, Region, TrafficClass } from "#domain/system";
import type { Cursor } from "../cursor";
import type { ClassFile, SystemFile } from "../schema/system";
import { seconds, share, TIME, time } from "../units";
import type { Gen } from "./gen";

/** Per-second correlation of the slow noise on offered load, where nothing else is said. */
const CORRELATION = 0.98;

export function trafficClass(
  gen: Gen,
  id: string,
  cursor: Cursor<ClassFile>,
  system: Cursor<SystemFile>,
  regions: readonly Region[],
  operations: readonly Operation[],
): TrafficClass {
  const c = cursor.value;
  const entry = gen.ref(cursor.get("entry"), "operation");
  const weight = c.outcome?.weight;
  const noise = c.noise ?? system.value.noise ?? 0;
  return {
    id,
    route: c.route ?? operations.find((o) => o.id === entry)?.route ?? entry,
    cohort: c.cohort ?? id,
    ...(c.clients === undefined ? {} : { clients: Math.max(1, c.clients) }),
    entry,
    rate: rates(gen, cursor.get("rate"), regions),
    profile: profile(cursor),
    noise:
      typeof noise === "object"
        ? { sd: share(noise.sd ?? 0), correlation: share(noise.correlation ?? CORRELATION) }
        : { sd: share(noise), correlation: CORRELATION },
    client: {
      timeout: seconds(c.client?.timeout ?? 30),
      retries: c.client?.retries ?? 0,
      retryShare: share(c.client?.["retry-share"] ?? 1),
      retryDelay: seconds(c.client?.["retry-delay"] ?? 1),
      leaveShare: share(c.client?.["leave-share"] ?? 0),
      returnAfter: seconds(c.client?.["return-after"] ?? 600),
    },
    outcome: {
      noun: c.outcome?.noun ?? "request",
      counted: c.outcome?.counted ?? true,
      weight: {
        failed: weight?.failed ?? 1,
        delayed: weight?.delayed ?? 0.1,
        lost: weight?.lost ?? 2,
        doubled: weight?.doubled ?? 4,
      },
    },
    slo: { latency: seconds(c.slo?.latency ?? 1), availability: share(c.slo?.availability ?? 0.999) },
  };
}

function rates(gen: Gen, cursor: Cursor<ClassFile["rate"]>, regions: readonly Region[]): Record<string, number> {
  const { value } = cursor;
  if (typeof value === "number") return Object.fromEntries(regions.map((r) => [r.id, value]));
  for (const [region, rate] of (cursor as Cursor<Record<string, number> | undefined>).entries())
    gen.refKey(region, rate, "region");
  return { ...value };
}

/** Times in any order; `steps` become two points a second apart, which is a jump for a world that ticks once a second. */
function profile(cursor: Cursor<ClassFile>): (readonly [number, number])[] {
  const c = cursor.value;
  if (c.profile && c.steps) cursor.get("steps").errorAtKey("schema.beside", `"steps" means nothing beside "profile"`);
  const points: [number, number][] = [];
  for (const [written, factor] of (c.profile ? cursor.get("profile") : cursor.get("steps")).entries()) {
    const at = TIME.test(written) ? time(written) : Number(written);
    if (!Number.isFinite(at) || written.trim() === "") {
      factor.errorAtKey("schema.key", `"${written}" cannot be a key here, expected a time such as 4m or -30s`);
    } else points.push([Math.round(at), factor.value]);
  }
  points.sort((x, y) => x[0] - y[0]);
  for (let i = 1; i < points.length; i++) {
    if ((points[i] as [number, number])[0] === (points[i - 1] as [number, number])[0]) {
      cursor.get(c.profile ? "profile" : "steps").error("schema.duplicate", "two points at the same second");
    }
  }
  if (c.profile || points.length === 0) return points;
  let before = 1;
  return points.flatMap(([at, factor]) => {
    const jump = [[at - 1, before] as const, [at, factor] as const];
    before = factor;
    return jump;
  });
}
