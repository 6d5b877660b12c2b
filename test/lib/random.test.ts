import { describe, expect, it } from "vitest";
import { draw, drawInt, gauss, pick, poisson, shuffle, streamId } from "#lib/random";

const N = 20000;
const values = Array.from({ length: N }, (_, i) => draw(7, 3, i, 1));

function mean(xs: readonly number[]): number {
  return xs.reduce((a, b) => a + b, 0) / xs.length;
}
function variance(xs: readonly number[]): number {
  const m = mean(xs);
  return mean(xs.map((x) => (x - m) ** 2));
}

describe("addressed randomness", () => {
  it("L4: the same address gives the same value, whatever was drawn in between", () => {
    const before = draw(1, 2, 3, 4);
    gauss(1, 2, 3, 5);
    draw(9, 9, 9, 9);
    expect(draw(1, 2, 3, 4)).toBe(before);
  });

  it("L4: these bits never change", () => {
    expect([draw(0, 0, 0, 0), draw(1, 2, 3, 4), draw(-1, 7, -120, 65535)]).toEqual([
      0.612879371569642, 0.3568090347311713, 0.4967756156110724,
    ]);
    expect(streamId("arrivals")).toBe(261680105);
  });

  it("L4: every part of the address matters, and exchanging parts matters", () => {
    const seen = new Set<number>();
    for (let a = 0; a < 6; a++)
      for (let b = 0; b < 6; b++) for (let c = 0; c < 6; c++) for (let d = 0; d < 6; d++) seen.add(draw(a, b, c, d));
    expect(seen.size).toBe(6 ** 4);
  });

  it("is uniform in [0, 1), and neighbours are uncorrelated", () => {
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    const bins = new Array<number>(20).fill(0);
    for (const v of values) bins[Math.floor(v * 20)] = (bins[Math.floor(v * 20)] ?? 0) + 1;
    const chi2 = bins.reduce((sum, n) => sum + (n - N / 20) ** 2 / (N / 20), 0);
    expect(chi2).toBeLessThan(43.8); // 99.9 % of chi-square with 19 degrees of freedom
    let products = 0;
    for (let i = 1; i < N; i++) products += ((values[i] ?? 0) - 0.5) * ((values[i - 1] ?? 0) - 0.5);
    expect(Math.abs(products / N / (1 / 12))).toBeLessThan(0.03);
    const across = Array.from({ length: N }, (_, i) => draw(7, 3, 5, i) * draw(7, 4, 5, i));
    expect(mean(across)).toBeCloseTo(0.25, 1.8);
  });

  it("gauss has mean 0 and variance 1", () => {
    const xs = Array.from({ length: N }, (_, i) => gauss(5, 1, i, 0));
    expect(Math.abs(mean(xs))).toBeLessThan(0.03);
    expect(Math.abs(variance(xs) - 1)).toBeLessThan(0.04);
  });

  it("poisson has mean and variance equal to its parameter, small, medium and large", () => {
    for (const m of [0.3, 4, 29, 31, 250, 5000]) {
      const xs = Array.from({ length: 6000 }, (_, i) => poisson(m, 11, 2, i, 0));
      expect(Math.abs(mean(xs) - m) / Math.sqrt(m / 6000), `mean ${m}`).toBeLessThan(4);
      expect(Math.abs(variance(xs) / m - 1), `variance ${m}`).toBeLessThan(0.1);
      expect(xs.every((x) => Number.isInteger(x) && x >= 0)).toBe(true);
    }
    expect(poisson(0, 1, 1, 1, 1)).toBe(0);
  });

  it("pick and drawInt reach every item and nothing else; an empty list is an error", () => {
    const items = ["a", "b", "c"];
    expect(new Set(Array.from({ length: 100 }, (_, i) => pick(items, 1, 1, i, 0)))).toEqual(new Set(items));
    expect(drawInt(0, 1, 1, 1, 1)).toBe(0);
    expect(() => pick([], 1, 1, 1, 1)).toThrow(RangeError);
  });

  it("shuffle permutes without touching its input, and all orders occur about equally", () => {
    const items = [1, 2, 3];
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const key = shuffle(items, 3, 1, i, 0).join("");
      orders.set(key, (orders.get(key) ?? 0) + 1);
    }
    expect(items).toEqual([1, 2, 3]);
    expect(orders.size).toBe(6);
    for (const n of orders.values()) expect(Math.abs(n - 1000)).toBeLessThan(130);
  });

  it("stream numbers of different names differ", () => {
    const names = ["arrivals", "arrival", "Arrivals", "service", "noise", "", "a", "b"];
    expect(new Set(names.map(streamId)).size).toBe(names.length);
  });
});
