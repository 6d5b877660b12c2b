import { describe, expect, it } from "vitest";
import { compileSystem, formatDiagnostic } from "#scenario/index";
import { flow, response, worldOf } from "./yaml";

/** A caller with two operations of which one makes the call; what the fault on it says is given. */
const shop = (fault: string, call = ""): string => `
id: edge
history: 30s
resolution: 1s
nodes:
  app:
    workers: 1000
    operations:
      buy: { work: 1ms, calls: { pay: { to: bank.pay, ${call} } } }
      look: { work: 1ms }
  bank: { workers: unlimited, operations: { pay: { work: 10ms } } }
classes:
  buyers: { entry: app.buy, rate: 100 }
  visitors: { entry: app.look, rate: 100 }
faults: { way: { where: { call: app.pay }, from: 0, ${fault} } }
`;
const share = (w: ReturnType<typeof worldOf>, operation: string, column: "fault" | "ok" | "arrivals"): number =>
  flow(w, operation, column, 60, 120) / 100;

describe("W1 faults on a call", () => {
  it("fail a share of the calls, by attempt, and the callee is not called for them", () => {
    for (const [retries, failing] of [
      [0, 0.3],
      [1, 0.09],
    ] as const) {
      const w = worldOf(shop("share: 30%, effect: { error: 503 }", `retries: ${retries}, backoff: 50ms`), 120);
      expect(share(w, "app.buy", "fault")).toBeCloseTo(failing, 4);
      expect(share(w, "bank.pay", "arrivals")).toBeCloseTo(1 - failing, 4);
      expect(share(w, "app.look", "ok")).toBeCloseTo(1, 6);
    }
  });

  it("hang on the caller's side until its timeout, holding its workers", () => {
    const busy = (effect: string) => {
      const w = worldOf(shop(`share: 20%, effect: ${effect}`, "timeout: 5s"), 120);
      expect(share(w, "app.buy", "fault")).toBeCloseTo(0.2, 3);
      return w.recorder.cell("busy", 0, 119);
    };
    // 20 a second for five seconds, whether the answer never comes or would come too late.
    expect(busy("{ hang: 60s }")).toBeGreaterThan(95);
    expect(busy("{ hang: 60s }")).toBeLessThan(106);
    expect(busy("{ wait: 60s }")).toBeGreaterThan(95);
    expect(busy("{ hang: 1s }")).toBeLessThan(30);
  });

  it("make it slower: a wait, or the network's time multiplied", () => {
    const time = (fault: string, call = "") => response(worldOf(shop(fault, call), 120), "app.buy", 60, 120);
    const usual = time("share: 0, effect: { wait: 1s }");
    expect(time("share: 50%, effect: { wait: 400ms }") - usual).toBeCloseTo(0.2, 2);
    const far = time("share: 0, effect: { slow: 3 }", "rtt: 100ms");
    expect(time("effect: { slow: 3 }", "rtt: 100ms") - far).toBeCloseTo(0.2, 2);
  });

  it("cost an optional call only its time", () => {
    const w = worldOf(shop("effect: { hang: 60s }", "optional: true, timeout: 500ms"), 120);
    expect(share(w, "app.buy", "ok")).toBeCloseTo(1, 4);
    expect(response(w, "app.buy", 60, 120)).toBeGreaterThan(0.5);
    expect(share(w, "bank.pay", "arrivals")).toBe(0);
  });

  it("touch only the version and class they name", () => {
    const w = worldOf(shop("effect: { error: 500 }").replace("call: app.pay", "call: app.pay, class: visitors"), 120);
    expect(share(w, "app.buy", "ok")).toBeCloseTo(1, 4);
  });

  it("are refused where they could do nothing", () => {
    for (const [effect, hint] of [
      ["{ slow: 3 }", "expected wait"],
      ["{ cpu: 50% }", "expected hang, error, wait or slow"],
    ] as const) {
      const compiled = compileSystem([{ path: "system.yaml", text: shop(`effect: ${effect}`) }]);
      expect(compiled.ok ? "" : compiled.error.map(formatDiagnostic).join("\n")).toContain(hint);
    }
  });
});

describe("W20 callers of a pod that is set aside", () => {
  it("leave one by one as their time is over, not all in one second", () => {
    const w = worldOf(
      `
id: aside
history: 60s
resolution: 1s
durations: { quarantine: 1s }
nodes:
  edge: { workers: unlimited, operations: { get: { work: 1ms, calls: { app: { to: app.get, timeout: 20s } } } } }
  app: { pods: 5, workers: 2000, operations: { get: { work: 1ms, calls: { slow: { to: slow.get, timeout: 60s } } } } }
  slow: { workers: unlimited, cores: 64, operations: { get: { work: 1ms, idle: 15s } } }
classes: { users: { entry: edge.get, rate: 100, client: { timeout: 60s } } }
plans: { aside: { at: 30s, act: { action: quarantine, node: app } } }
`,
      90,
    );
    let most = 0;
    for (let t = 31; t < 60; t++) most = Math.max(most, flow(w, "app.get", "timeout", t, t + 1));
    // Three hundred wait for that pod's answers; twenty a second had come there.
    const before = flow(w, "app.get", "timeout", 20, 30);
    expect(most - before).toBeLessThan(21);
    expect(w.cells.some((c) => c.state === "quarantined")).toBe(true);
  });
});
