import { describe, expect, it } from "vitest";
import { flow, response, worldOf } from "./yaml";

/** order → shipping → `back`, which is order again, or a node of its own with as much of everything. */
const there = (back: string, workers: number) => `
id: there-and-back
history: 60s
resolution: 1s
nodes:
  order:
    workers: ${workers}
    cores: 8
    operations:
      place: { work: 5ms, calls: { plan: { to: shipping.plan, timeout: 10s } } }
      ${back === "order" ? "confirm: { work: 2ms, idle: 20ms }" : ""}
  shipping:
    workers: ${workers}
    cores: 8
    operations: { plan: { work: 3ms, calls: { confirm: { to: ${back}.confirm, timeout: 5s, pool: 20 } } } }
  ${back === "order" ? "" : `${back}: { workers: ${workers}, cores: 8, operations: { confirm: { work: 2ms, idle: 20ms } } }`}
classes: { users: { entry: order.place, rate: 200, client: { timeout: 20s } } }
`;

describe("W32 calls that close a cycle of nodes", () => {
  it("take as long, and hold as many workers, as calls to somebody else", () => {
    const cycle = worldOf(there("order", 64), 120);
    const line = worldOf(there("ledger", 64), 120);
    expect(flow(cycle, "order.place", "ok", 30, 120)).toBeCloseTo(200, 0);
    const apart = response(line, "order.place", 30, 120);
    expect(Math.abs(response(cycle, "order.place", 30, 120) - apart) / apart).toBeLessThan(0.05);
    const busy = (w: typeof line, node: string) => {
      const n = w.system.nodes.findIndex((x) => x.id === node);
      return w.cells.filter((c) => c.node === n).reduce((sum, c) => sum + w.recorder.cell("busy", c.id, 119), 0);
    };
    expect(Math.abs(busy(cycle, "shipping") - busy(line, "shipping"))).toBeLessThan(0.5);
    expect(Math.abs(busy(cycle, "order") - busy(line, "order") - busy(line, "ledger"))).toBeLessThan(0.5);
  });

  it("use up their own workers when they are slow, as in life", () => {
    // Six workers are wanted for 30 ms and more by each of 200 requests a second, and again for what these cause.
    const w = worldOf(there("order", 6), 180);
    expect(flow(w, "order.place", "ok", 120, 180)).toBeLessThan(150);
  });

  it("of a node to itself are calls like others", () => {
    const w = worldOf(
      `
id: self
history: 60s
resolution: 1s
nodes:
  api:
    workers: 32
    cores: 4
    operations:
      outer: { work: 2ms, calls: { inner: { to: api.inner, timeout: 5s } } }
      inner: { work: 2ms }
classes: { users: { entry: api.outer, rate: 300, client: { timeout: 20s } } }
`,
      120,
    );
    expect(flow(w, "api.outer", "ok", 30, 120)).toBeCloseTo(300, 0);
    expect(response(w, "api.outer", 30, 120)).toBeLessThan(0.006);
  });
});
