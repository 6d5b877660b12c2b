import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bytes,
  clock,
  clockMinutes,
  count,
  duration,
  fixed,
  offset,
  parseDuration,
  percent,
  rate,
  short,
} from "#lib/format";
import { editDistance, nearest } from "#lib/nearest";
import { err, ok, type Result } from "#lib/result";

describe("formats", () => {
  it("L7: clock times wrap at midnight", () => {
    expect(clock(44072)).toBe("12:14:32");
    expect(clock(-1)).toBe("23:59:59");
    expect(clock(86400.9)).toBe("00:00:00");
    expect(clockMinutes(44072)).toBe("12:14");
    expect(offset(500)).toBe("+00:08:20");
    expect(offset(-62)).toBe("−00:01:02");
  });

  it("L7: durations use two units at most", () => {
    expect([0, 0.25, 2.5, 3, 59.6, 210, 3600, 7260, 90000, -90].map(duration)).toEqual([
      "0 s",
      "250 ms",
      "2.5 s",
      "3 s",
      "1 min",
      "3 min 30 s",
      "1 h",
      "2 h 1 min",
      "1 d 1 h",
      "−1 min 30 s",
    ]);
  });

  it("L7: numbers have commas and never a negative zero", () => {
    expect(count(3120)).toBe("3,120");
    expect(count(-1234567.4)).toBe("−1,234,567");
    expect(fixed(1234.5678, 2)).toBe("1,234.57");
    expect(fixed(-0.0001, 2)).toBe("0.00");
    expect(fixed(1e24, 2)).toBe("1e+24");
    expect([0.5, 12.34, 999, 999.7, 1234, 54321, 999_960, 2.5e6, 7e9].map(short)).toEqual([
      "0.5",
      "12.3",
      "999",
      "1 k",
      "1.23 k",
      "54.3 k",
      "1 M",
      "2.5 M",
      "7 G",
    ]);
    expect(percent(0.034, 1)).toBe("3.4 %");
    expect(rate(200)).toBe("200/s");
    expect([0, 1023, 1536, 5 * 1048576].map(bytes)).toEqual(["0 B", "1,023 B", "1.5 KiB", "5 MiB"]);
  });

  it("L7: what is not a number is shown as a dash", () => {
    expect([clock, duration, count, percent, bytes, rate, offset].map((f) => f(Number.NaN))).toEqual(
      new Array(7).fill("–"),
    );
  });

  it("L7: reads durations as people write them", () => {
    const cases: Record<string, number | undefined> = {
      "1m40s": 100,
      "3:30": 210,
      "1:02:03": 3723,
      "20s": 20,
      "250ms": 0.25,
      "1h 5m": 3900,
      "1.5h": 5400,
      "90": 90,
      "3 min 30 s": 210,
      "": undefined,
      "3:99": undefined,
      "1:75:00": undefined,
      ten: undefined,
      "-5s": undefined,
    };
    for (const [text, seconds] of Object.entries(cases)) expect(parseDuration(text), text).toBe(seconds);
  });

  it("L7: what `duration` writes for whole seconds below an hour reads back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3599 }), (s) => {
        expect(parseDuration(duration(s))).toBe(s);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe("nearest name", () => {
  it("counts a swap of neighbours as one edit", () => {
    expect(editDistance("checkout", "chekcout")).toBe(1);
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("abcdef", "uvwxyz", 2)).toBe(3);
  });

  it("L8: suggests what was meant, and nothing when nothing is near", () => {
    const names = ["checkout", "cart", "payments", "eu-west"];
    expect(nearest("chekout", names)).toBe("checkout");
    expect(nearest("EU-WEST", names)).toBe("eu-west");
    expect(nearest("payment", names)).toBe("payments");
    expect(nearest("zebra", names)).toBeUndefined();
    expect(nearest("x", [])).toBeUndefined();
  });

  it("is symmetric and zero only for equal strings", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe("result", () => {
  it("narrows on ok", () => {
    const half = (n: number): Result<number, string> => (n % 2 === 0 ? ok(n / 2) : err("odd"));
    const even = half(4);
    const odd = half(3);
    expect(even.ok && even.value).toBe(2);
    expect(!odd.ok && odd.error).toBe("odd");
  });
});
