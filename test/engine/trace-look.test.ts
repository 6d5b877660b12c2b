import { describe, expect, it } from "vitest";
import type { LookResult, Span } from "#domain/telemetry";
import { shownBy } from "#engine/look-shows";

const span = (id: number, parent: number | null, name: string, start: number, duration: number): Span => ({
  id,
  parent,
  node: "web",
  name,
  kind: "server",
  region: "main",
  pod: "web-1",
  peer: "",
  start,
  duration,
  status: "ok",
  statusCode: 200,
  note: "",
  fault: null,
});

const opened = (spans: readonly Span[]): LookResult => ({
  panel: "trace",
  trace: {
    id: "t",
    second: 1,
    route: "GET /day",
    region: "main",
    cohort: "users",
    duration: spans[0]?.duration ?? 0,
    statusCode: 200,
    spans,
    weight: 1,
  },
});

describe("an opened trace as a look", () => {
  it("E7 facts may ask where its time went: the deepest span with at least half of it", () => {
    const slow = opened([
      span(0, null, "GET /day", 0, 1),
      span(1, 0, "SELECT sailings", 0.1, 0.2),
      span(2, 0, "SELECT manifest", 0.3, 0.6),
    ]);
    expect(shownBy(slow)).toEqual(["longest:SELECT manifest"]);
  });

  it("E7 a request that spends its time itself is its own longest span; no trace shows nothing", () => {
    const busy = opened([span(0, null, "GET /day", 0, 1), span(1, 0, "SELECT sailings", 0.1, 0.2)]);
    expect(shownBy(busy)).toEqual(["longest:GET /day"]);
    expect(shownBy({ panel: "trace", trace: null })).toEqual([]);
  });

  it("E7 facts may ask what it does again and again: ten spans of one name, not nine", () => {
    const asks = (times: number) =>
      opened([
        span(0, null, "GET /day", 0, 1),
        ...Array.from({ length: times }, (_, i) => span(i + 1, 0, "SELECT operators", i / 100, 0.01)),
      ]);
    expect(shownBy(asks(9))).not.toContain("many:SELECT operators");
    expect(shownBy(asks(10))).toContain("many:SELECT operators");
  });
});
