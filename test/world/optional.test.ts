import { describe, expect, it } from "vitest";
import { flow, response, worldOf } from "./yaml";

/** A page that can do without its picture; from 60 s on fewer pictures are made than are asked for, and their line grows. */
const page = (act: string): string => `
id: page
history: 30s
resolution: 1s
durations: { setting: 1s, breaker: 1s }
nodes:
  web: { workers: 10000, operations: { show: { work: 1ms, calls: { core: { to: core.show, timeout: 10s } } } } }
  core:
    workers: 10000
    operations: { show: { work: 1ms, calls: { picture: { to: pictures.fit, timeout: 30s, optional: true } } } }
  pictures: { workers: 10000, cores: 1, operations: { fit: { work: 30ms } } }
classes:
  readers: { entry: web.show, rate: 20, client: { timeout: 40s } }
faults: { slow: { where: { node: pictures }, from: 60, effect: { cpu: 60% } } }
plans: { cut: { at: 3m, act: { ${act} } } }
`;

describe("W11 an optional call that fails takes the time that failing takes", () => {
  it("a short timeout makes the page quick, whatever the last answers took", () => {
    const w = worldOf(page("action: setting, key: core.picture-timeout, amount: 2"), 300);
    expect(flow(w, "web.show", "ok", 240, 300)).toBeGreaterThan(19);
    expect(response(w, "core.show", 240, 300)).toBeGreaterThan(1.5);
    expect(response(w, "core.show", 240, 300)).toBeLessThan(2.5);
  });

  it("a breaker that is held open makes it as quick as a page without a picture", () => {
    const w = worldOf(page("action: breaker, key: core.picture, amount: 1"), 300);
    expect(flow(w, "web.show", "ok", 240, 300)).toBeGreaterThan(19);
    expect(response(w, "core.show", 240, 300)).toBeLessThan(0.05);
  });
});
