import { describe, expect, it } from "vitest";
import type { Fault } from "#domain/system";
import { type DrillState, hashState, replay } from "#engine/index";
import type { LaneColumn } from "#world/contract";
import { runOf } from "./commands";
import { BAD_POD, command, expr, num, PROGRAM, SYSTEM, withScene } from "./fixture";

const play = (faults: readonly Fault[], until = 120) =>
  replay(withScene({ system: { ...SYSTEM, faults } }), runOf([], until));

/** Sum of a column over the seconds 60–120, for lanes of an operation, class and region. */
function sum(
  state: DrillState,
  column: LaneColumn,
  wanted: { operation: string; class?: string; region?: string },
): number {
  const { world } = state;
  let total = 0;
  for (const lane of world.lanes) {
    const cell = world.cells[lane.cell];
    if (world.system.operations[lane.operation]?.id !== wanted.operation) continue;
    if (wanted.class !== undefined && world.system.classes[lane.class]?.id !== wanted.class) continue;
    if (wanted.region !== undefined && world.system.regions[cell?.region ?? -1]?.id !== wanted.region) continue;
    for (let second = 60; second < 120; second++) total += world.recorder.lane(column, lane.id, second);
  }
  return total;
}
const failing = (state: DrillState, wanted: Parameters<typeof sum>[2]) =>
  sum(state, "fault", wanted) +
  sum(state, "upstream", wanted) +
  sum(state, "timeout", wanted) +
  sum(state, "rejected", wanted);

describe("spike", () => {
  it("E17 one endpoint fails alone", () => {
    const state = play([
      { ...BAD_POD, id: "one", where: { operation: "stock.take", region: "us" }, share: expr(num(0.5)) },
    ]);
    expect(failing(state, { operation: "stock.take", region: "us" })).toBeGreaterThan(500);
    expect(failing(state, { operation: "stock.take", region: "eu" })).toBe(0);
    expect(failing(state, { operation: "edge.buy", region: "eu" })).toBe(0);
    expect(failing(state, { operation: "edge.buy", region: "us" })).toBeGreaterThan(500);
  });

  it("E17 one tenant fails alone", () => {
    const state = play([{ ...BAD_POD, id: "one", where: { node: "shop", class: "acme" } }]);
    expect(failing(state, { operation: "edge.buy", class: "acme" })).toBeGreaterThan(50);
    expect(sum(state, "ok", { operation: "edge.buy", class: "acme" })).toBeLessThan(1);
    expect(failing(state, { operation: "edge.buy", class: "retail" })).toBe(0);
    expect(sum(state, "ok", { operation: "edge.buy", class: "retail" })).toBeGreaterThan(4000);
  });

  it("E17 one bad pod of four fails a quarter of its region and nothing else", () => {
    const state = play([BAD_POD]);
    const eu = { operation: "edge.buy", region: "eu" };
    const share = failing(state, eu) / (failing(state, eu) + sum(state, "ok", eu));
    expect(share).toBeCloseTo(0.25, 1);
    expect(failing(state, { operation: "edge.buy", region: "us" })).toBe(0);
  });

  it("E17 deleting the fault removes the incident", () => {
    const state = play([]);
    for (const operation of ["edge.buy", "shop.buy", "stock.take"]) expect(failing(state, { operation })).toBe(0);
  });

  it("E18 a fork that acts differently leaves all other noise identical", () => {
    const restart = command(95, 1, { kind: "act", args: { action: "restart", node: "stock", region: "us" } });
    const acted = replay(PROGRAM, runOf([restart], 400));
    const idle = replay(PROGRAM, runOf([], 400));
    expect(acted.journal.some((e) => e.kind === "operation")).toBe(true);
    expect(hashState(acted)).not.toBe(hashState(idle));
    const offered = (state: DrillState, region: string, second: number) => {
      const { world } = state;
      return world.lanes.map((lane) => {
        const here = world.system.regions[world.cells[lane.cell]?.region ?? -1]?.id === region;
        return here ? world.recorder.lane("arrivals", lane.id, second) : 0;
      });
    };
    for (let second = 0; second < 400; second++) {
      expect(offered(acted, "eu", second)).toEqual(offered(idle, "eu", second));
    }
  });
});
