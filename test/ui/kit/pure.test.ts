import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rebin } from "#ui/kit/chart/bins";
import { layOut } from "#ui/kit/chart/layout";
import { clockTicks, lastValue, tableRows } from "#ui/kit/chart/series";
import { type Span, spanRows } from "#ui/kit/chart/spans";
import { parseDiff } from "#ui/kit/diff";
import { durationInWords, formatClock, formatDuration, formatElapsed, formatNumber, formatValue } from "#ui/kit/format";
import { cutAtMarks, worstTone } from "#ui/kit/highlight";
import { safeUrl } from "#ui/kit/MarkdownBody";

describe("K14 formats", () => {
  it.each([
    [340, "ms", "340 ms"],
    [1234, "ms", "1.23 s"],
    [0.041, "ratio", "4.1 %"],
    [12_400, "/s", "12.4k/s"],
    [1.5 * 2 ** 30, "bytes", "1.5 GiB"],
    [0.25, "s", "250 ms"],
    [null, "ms", "–"],
    [Number.NaN, "", "–"],
  ])("K14 %s %s reads %s", (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  it("K14 numbers are grouped and have a true minus sign", () => {
    expect([formatNumber(1_234_567), formatNumber(-3), formatNumber(0.5), formatNumber(100)]).toEqual([
      "1,234,567",
      "−3",
      "0.5",
      "100",
    ]);
  });

  it("K14 times", () => {
    expect(formatDuration(35)).toBe("0:35");
    expect(formatDuration(3729)).toBe("1:02:09");
    expect(formatDuration(-100)).toBe("−1:40");
    expect(formatElapsed(500)).toBe("+00:08:20");
    expect(formatClock(86_400 + 44_072)).toBe("12:14:32");
    expect(durationInWords(65)).toBe("1 minute 5 seconds");
  });
});

describe("K15 diffs", () => {
  it("K15 numbers both sides, and takes a removed line that begins with -- for a line, not a header", () => {
    const lines = parseDiff("--- a/x.sql\n+++ b/x.sql\n@@ -3,3 +3,2 @@\n keep\n--- a comment\n-old\n+new\n");
    expect(lines.map((line) => [line.kind, line.text, line.before, line.after])).toEqual([
      ["file", "--- a/x.sql", undefined, undefined],
      ["file", "+++ b/x.sql", undefined, undefined],
      ["hunk", "@@ -3,3 +3,2 @@", undefined, undefined],
      ["same", "keep", 3, 3],
      ["removed", "-- a comment", 4, undefined],
      ["removed", "old", 5, undefined],
      ["added", "new", undefined, 4],
    ]);
  });

  it("K15 understands lines without hunks", () => {
    expect(parseDiff("-a: 1\n+a: 2").map((line) => line.kind)).toEqual(["removed", "added"]);
  });
});

describe("K16 marked text", () => {
  const mark = fc.record({
    from: fc.integer({ min: -5, max: 40 }),
    to: fc.integer({ min: -5, max: 40 }),
    tone: fc.constantFrom("good" as const, "bad" as const, "neutral" as const),
    reason: fc.constant("r"),
  });

  it("K16 the pieces are the text, whatever the marks", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(mark, { maxLength: 6 }), (text, marks) => {
        const pieces = cutAtMarks(text, marks);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        let at = 0;
        for (const piece of pieces) {
          for (const id of piece.marks)
            expect((marks[id]?.from ?? 0) <= at && at + piece.text.length <= (marks[id]?.to ?? 0)).toBe(true);
          at += piece.text.length;
        }
      }),
      { seed: 7 },
    );
  });

  it("K16 where marks overlap the worst shows", () => {
    expect(worstTone(["good", "bad"])).toBe("bad");
    expect(worstTone(["neutral", "good"])).toBe("good");
    expect(worstTone([])).toBeUndefined();
  });
});

describe("K17 chart data", () => {
  it("K17 joined bins lose no count", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), fc.integer({ min: 1, max: 9 }), (counts, join) => {
        const sum = (all: number[]) => all.reduce((a, b) => a + b, 0);
        expect(sum(rebin(counts, join))).toBe(sum(counts));
        expect(rebin(counts, join)).toHaveLength(Math.ceil(counts.length / join));
      }),
      { seed: 7 },
    );
  });

  it("K17 ticks lie on round clock times within the range", () => {
    const ticks = clockTicks(0, 1800, 12 * 3600 + 372, 6);
    expect(ticks.map((tick) => formatClock(12 * 3600 + 372 + tick))).toEqual(["12:10:00", "12:20:00", "12:30:00"]);
    expect(clockTicks(5, 5, 0, 6)).toEqual([]);
  });

  it("K17 the last value skips gaps; the table keeps the newest row", () => {
    expect(lastValue([1, 2, null])).toBe(2);
    expect(lastValue(Float64Array.of(1, Number.NaN))).toBe(1);
    expect(lastValue([null])).toBeUndefined();
    expect(tableRows(1800, 60)[0]).toBe(1799);
    expect(tableRows(1800, 60)).toHaveLength(60);
  });

  it("K17 spans: parents first, orphans as roots, self time without double counting, cycles end", () => {
    const span = (id: string, parent: string | undefined, start: number, duration: number): Span => ({
      id,
      ...(parent !== undefined && { parent }),
      name: id,
      group: "g",
      start,
      duration,
    });
    const rows = spanRows([
      span("c", "a", 5, 4),
      span("a", undefined, 0, 10),
      span("b", "a", 2, 5),
      span("x", "lost", 1, 1),
      span("p", "q", 0, 1),
      span("q", "p", 0, 1),
    ]);
    expect(rows.map((row) => [row.span.id, row.depth])).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 1],
      ["x", 0],
    ]);
    expect(rows[0]?.self).toBe(3);
  });

  it("K17 a layout places every node once, callers left of the called, and survives cycles and unknown nodes", () => {
    const layout = layOut(
      ["a", "b", "c"],
      [
        ["a", "b"],
        ["b", "c"],
        ["c", "a"],
        ["c", "nobody"],
      ],
    );
    expect([...layout.nodes.keys()]).toEqual(["a", "b", "c"]);
    expect((layout.nodes.get("a")?.x ?? 0) < (layout.nodes.get("b")?.x ?? 0)).toBe(true);
    expect(layout.edges.has("c→nobody")).toBe(false);
    expect(layout.edges.get("a→b")?.path).toMatch(/^M[\d.]+ [\d.]+C/);
  });
});

describe("K18 links", () => {
  it.each([
    ["https://example.com", true],
    ["mailto:a@example.com", true],
    ["#part", true],
    ["javascript:alert(1)", false],
    ["data:text/html,x", false],
    ["//example.com", false],
  ])("K18 %s is a link: %s", (url, safe) => {
    expect(safeUrl(url)).toBe(safe ? url : "");
  });
});
