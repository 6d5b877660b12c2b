import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  exp,
  expm1,
  gammaCdf,
  gammaln,
  gammaP,
  gammaQuantile,
  log,
  log1p,
  normalCdf,
  normalQuantile,
  pow,
} from "#lib/math";

/** Distance in units in the last place, roughly; 0 for the same value. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const d = Math.abs(a - b);
  return Number.isNaN(d) ? Infinity : d / Math.max(Math.abs(b) * Number.EPSILON, Number.MIN_VALUE);
}

const runs = { seed: 20260, numRuns: 3000 };

describe("elementary functions", () => {
  it("L2: exp agrees with the reference over its whole range", () => {
    fc.assert(
      fc.property(fc.double({ min: -745, max: 709.7, noNaN: true }), (x) => {
        expect(ulps(exp(x), Math.exp(x))).toBeLessThanOrEqual(1.01);
      }),
      runs,
    );
  });

  it("L2: log agrees with the reference for every positive double", () => {
    fc.assert(
      fc.property(fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }), (x) => {
        expect(ulps(log(x), Math.log(x))).toBeLessThanOrEqual(1.01);
      }),
      runs,
    );
    expect(ulps(log(Number.MAX_VALUE), Math.log(Number.MAX_VALUE))).toBeLessThanOrEqual(1);
    expect(ulps(log(1 + 2 ** -40), Math.log(1 + 2 ** -40))).toBeLessThanOrEqual(1);
  });

  it("L2: pow agrees with the reference, large exponents included", () => {
    const base = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(base, fc.double({ min: -1, max: 1, noNaN: true }), (x, share) => {
        const y = share * Math.min(1e6, 700 / Math.abs(Math.log(x) || 1));
        expect(ulps(pow(x, y), x ** y)).toBeLessThanOrEqual(2);
      }),
      runs,
    );
    expect(ulps(pow(1.0000001, 1e9), 1.0000001 ** 1e9)).toBeLessThanOrEqual(2);
  });

  it("L2: log1p and expm1 keep their digits near zero", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.9999, max: 50, noNaN: true }), fc.integer({ min: 0, max: 20 }), (m, e) => {
        const x = m / 10 ** e;
        expect(ulps(log1p(x), Math.log1p(x))).toBeLessThanOrEqual(2);
        expect(ulps(expm1(x), Math.expm1(x))).toBeLessThanOrEqual(4);
      }),
      runs,
    );
  });

  it("L1: special cases are those of the language", () => {
    const odd = [NaN, 0, -0, Infinity, -Infinity, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 5e-324, 1e308, -1e308, 1e20, -1e20];
    for (const x of odd) {
      for (const y of odd) expect(ulps(pow(x, y), x ** y), `${x} ** ${y}`).toBeLessThanOrEqual(2);
      expect(ulps(exp(x), Math.exp(x)), `exp ${x}`).toBeLessThanOrEqual(1.01);
      expect(ulps(log(x), Math.log(x)), `log ${x}`).toBeLessThanOrEqual(1.01);
      expect(ulps(log1p(x), Math.log1p(x)), `log1p ${x}`).toBeLessThanOrEqual(2);
      expect(ulps(expm1(x), Math.expm1(x)), `expm1 ${x}`).toBeLessThanOrEqual(4);
    }
  });

  it("L1: these bits never change", () => {
    expect([exp(1.5), log(3.7), pow(2.3, -4.1), gammaln(7.3), gammaQuantile(0.95, 0.4, 0.08)]).toEqual([
      4.4816890703380645, 1.308332819650179, 0.03287879348265329, 7.147892523022252, 0.9487729036781155,
    ]);
  });
});

describe("distributions", () => {
  it("gammaln matches factorials and Γ(1/2)", () => {
    let factorial = 1;
    for (let n = 1; n < 30; n++) {
      factorial *= n;
      expect(gammaln(n + 1)).toBeCloseTo(Math.log(factorial), 12);
    }
    expect(gammaln(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14);
    expect(gammaln(0)).toBeNaN();
  });

  it("P(a, x) matches closed forms for whole shapes", () => {
    for (const x of [0.01, 0.7, 1.9, 2.1, 5, 30]) {
      expect(gammaP(1, x)).toBeCloseTo(1 - Math.exp(-x), 13);
      expect(gammaP(3, x)).toBeCloseTo(1 - Math.exp(-x) * (1 + x + (x * x) / 2), 13);
    }
    expect(gammaP(2, 0)).toBe(0);
    expect(gammaP(2, Infinity)).toBe(1);
  });

  it("L3: the gamma quantile inverts the distribution, from near-exponential to narrow", () => {
    for (const shape of [0.05, 0.3, 0.7, 1, 2.5, 12, 200, 999]) {
      for (const p of [0.001, 0.05, 0.5, 0.9, 0.95, 0.99, 0.9999]) {
        const x = gammaQuantile(p, shape, shape);
        expect(Math.abs(gammaP(shape, x) - p) / p, `shape ${shape}, p ${p}`).toBeLessThan(1e-9);
      }
    }
  });

  it("L3: mean and variance scale the quantile; the exponential has its closed form", () => {
    expect(gammaQuantile(0.95, 0.4, 0.16)).toBeCloseTo(-0.4 * Math.log(0.05), 12);
    expect(gammaQuantile(0.9, 3, 4) * 7).toBeCloseTo(gammaQuantile(0.9, 21, 196), 9);
    expect(gammaCdf(gammaQuantile(0.3, 2, 5), 2, 5)).toBeCloseTo(0.3, 10);
  });

  it("degenerate cases have an answer", () => {
    expect(gammaQuantile(0.5, 0, 1)).toBe(0);
    expect(gammaQuantile(0.5, 3, 0)).toBe(3);
    expect(gammaQuantile(0, 3, 1)).toBe(0);
    expect(gammaQuantile(1, 3, 1)).toBe(Infinity);
    expect(Math.abs(gammaQuantile(0.5, 100, 1e-9) - 100)).toBeLessThan(1e-6);
    expect(gammaCdf(2, 3, 0)).toBe(0);
  });

  it("L3: the normal quantile matches tables and inverts the CDF", () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(1e-9)).toBeCloseTo(-5.997807015007685, 12);
    for (const p of [1e-6, 0.01, 0.2, 0.6, 0.93, 0.999]) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 13);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(2)).toBeNaN();
  });
});
