import { describe, expect, it } from "vitest";
import type { ActRequest } from "#domain/actions";
import { request, tick, type World } from "#world/index";
import { flow, response, worldOf } from "./yaml";

/** A shop that asks for advice it can do without; the way to the adviser hangs. */
const shop = (optional: boolean): string => `id: shop
history: 10s
resolution: 1s
durations: { breaker: 1s }
nodes:
  api: { cores: 4, workers: 500, operations: { get: { work: 1ms, calls: { advice: { to: adviser.ask, timeout: 10s, optional: ${optional} } } } } }
  adviser: { cores: 4, operations: { ask: { work: 1ms } } }
classes: { users: { entry: api.get, rate: 20, client: { timeout: 30s } } }
faults: { stuck: { where: { call: api.advice }, share: 50%, effect: { hang: 60s } } }`;

function held(optional: boolean): World {
  const w = worldOf(shop(optional), 60);
  const act: ActRequest = { action: "breaker", key: "api.advice", amount: 1 };
  if (!request(w, act, "me").ok) throw new Error("refused");
  while (w.second < 120) tick(w);
  return w;
}

describe("W64 a call whose breaker is held open does not meet what goes wrong on its way", () => {
  it("who can do without it is quick again", () => {
    const w = held(true);
    expect(response(w, "api.get", 40, 60)).toBeGreaterThan(3);
    expect(response(w, "api.get", 100, 120)).toBeLessThan(0.1);
    expect(flow(w, "api.get", "ok", 100, 120)).toBeCloseTo(20, 0);
  });

  it("who needs it fails at once, and not for the fault", () => {
    const w = held(false);
    expect(flow(w, "api.get", "upstream", 100, 120)).toBeCloseTo(20, 0);
    expect(flow(w, "api.get", "fault", 100, 120)).toBeLessThan(0.1);
  });
});
