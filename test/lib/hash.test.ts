import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, hashJson, hashString, StateHasher } from "#lib/hash";

const digest = (f: (h: StateHasher) => void): string => {
  const h = new StateHasher();
  f(h);
  return h.digest();
};

describe("fingerprints", () => {
  it("L5: has 16 hex digits that never change", () => {
    expect(hashString("")).toMatch(/^[0-9a-f]{16}$/);
    expect([hashString("meantime"), hashJson({ a: [1, -0.5, "x"] })]).toEqual(["07e02a42ca90ece0", "376fcbecd4657f3c"]);
  });

  it("L5: −0 differs from 0, all NaNs are one value, neighbouring doubles differ", () => {
    const of = (n: number) => digest((h) => h.number(n));
    expect(of(-0)).not.toBe(of(0));
    expect(of(1 + Number.EPSILON)).not.toBe(of(1));
    const other = new Float64Array(new Uint32Array([1, 0xfff80000]).buffer);
    expect(digest((h) => h.bytes(other))).toBe(digest((h) => h.bytes(new Float64Array([Number.NaN]))));
  });

  it("L5: flipping any bit of any element changes the digest", () => {
    const base = new Float64Array([1.5, -2.25, 1e300, 0, 77]);
    const seen = new Set([digest((h) => h.bytes(base))]);
    const words = new Uint32Array(base.buffer);
    for (let w = 0; w < words.length; w++) {
      for (let bit = 0; bit < 32; bit++) {
        words[w] = (words[w] as number) ^ (1 << bit);
        seen.add(digest((h) => h.bytes(base)));
        words[w] = (words[w] as number) ^ (1 << bit);
      }
    }
    expect(seen.size).toBe(1 + 32 * words.length);
  });

  it("L5: order and boundaries count", () => {
    expect(digest((h) => h.string("ab").string("c"))).not.toBe(digest((h) => h.string("a").string("bc")));
    expect(digest((h) => h.int(1).int(2))).not.toBe(digest((h) => h.int(2).int(1)));
    expect(digest((h) => h.bytes(new Uint8Array([1, 0])))).not.toBe(digest((h) => h.bytes(new Uint8Array([1]))));
    expect(hashString("a")).not.toBe(hashString("a\0"));
  });

  it("L5: a view into a larger buffer hashes as its copy", () => {
    const big = Float64Array.from({ length: 10 }, (_, i) => i / 3);
    expect(digest((h) => h.bytes(big.subarray(3, 7)))).toBe(digest((h) => h.bytes(big.slice(3, 7))));
    const small = Uint8Array.from([9, 8, 7, 6, 5]);
    expect(digest((h) => h.bytes(small.subarray(1, 4)))).toBe(digest((h) => h.bytes(small.slice(1, 4))));
    expect(digest((h) => h.bytes(new Float32Array([0.5, 2])))).not.toBe(
      digest((h) => h.bytes(new Float32Array([0.5, 2.5]))),
    );
  });

  it("does not collide on a hundred thousand short strings", () => {
    const seen = new Set<string>();
    for (let i = 0; i < 100_000; i++) seen.add(hashString(`k${i}`));
    expect(seen.size).toBe(100_000);
  });
});

describe("canonical JSON", () => {
  it("L6: key order does not matter, array order does", () => {
    expect(canonicalJson({ b: 1, a: { d: null, c: "x" } })).toBe('{"a":{"c":"x","d":null},"b":1}');
    expect(hashJson({ x: 1, y: [1, 2] })).toBe(hashJson({ y: [1, 2], x: 1 }));
    expect(hashJson([1, 2])).not.toBe(hashJson([2, 1]));
    expect(canonicalJson({ a: undefined, b: 2 })).toBe('{"b":2}');
  });

  it("L6: reads back as the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("L6: refuses what JSON cannot hold", () => {
    for (const bad of [Number.NaN, Infinity, () => 1, [undefined], 1n]) {
      expect(() => canonicalJson(bad)).toThrow(TypeError);
    }
  });
});
