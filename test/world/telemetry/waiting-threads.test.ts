import { describe, expect, it } from "vitest";
import { sampleThreads } from "#world/telemetry/dump";
import { worldOf } from "../yaml";

/** Logins need nobody; profiles wait up to a minute for a picture, which from 10 s on nobody makes. */
const core = `id: core
history: 30s
nodes:
  core:
    runtime: jvm
    pods: 2
    workers: 100
    queue: 50
    operations:
      login: { work: 9ms }
      profile: { work: 5ms, calls: { picture: { to: resizer.fit, timeout: 60s, optional: true } } }
  resizer: { workers: 2000, operations: { fit: { work: 10ms } } }
classes: { logins: { entry: core.login, rate: 30 }, profiles: { entry: core.profile, rate: 20 } }
faults: { still: { where: { node: resizer }, from: 10, effect: { capacity: 0 } } }`;

const threads = (seconds: number) => {
  const found = sampleThreads(worldOf(core, seconds), "core", "main");
  return new Map(found?.groups.map((group) => [group.doing, group.threads]));
};

describe("T24 threads whose requests do not end", () => {
  it("stand in the call that is not answered, while the pod fills", () => {
    expect(threads(14).get("core.picture")).toBeGreaterThan(25);
    expect(threads(14).get("core.login") ?? 0).toBeLessThan(5);
  });

  it("stand there when it is full; who waits in line for a thread holds none", () => {
    for (const at of [60, 100, 120]) {
      expect(threads(at).get("core.picture")).toBeGreaterThan(95);
      expect(threads(at).get("core.login") ?? 0).toBeLessThan(5);
    }
  });
});
