import { describe, expect, it } from "vitest";
import { Sink } from "#scenario/diagnostics";
import { SIZES } from "#scenario/generate/size";
import { compileSystem } from "#scenario/index";
import { compile, DRILL, PEOPLE, SYSTEM } from "./fixture";

const errors = (parts: Parameters<typeof compile>[0]) =>
  compile(parts).diagnostics.flatMap(({ severity, line, code, message }) =>
    severity === "error" ? [{ line, code, message }] : [],
  );
/** The only complaint about a text in which one thing was replaced, with the line where it stands. */
function complaint(part: "system" | "drill", from: string, to: string) {
  const text = (part === "system" ? SYSTEM : DRILL).replace(from, () => to);
  expect(text).not.toBe(part === "system" ? SYSTEM : DRILL);
  const [first] = errors({ [part]: text });
  return { ...first, text: text.split("\n")[(first?.line ?? 0) - 1] };
}
const map = (count: number, entry: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => entry(i)).join(", ");

describe("S20 what is too large to be simulated is refused where it is written", () => {
  it.each([
    ["pods", "pods: { eu: 4, us: 3 }", "pods: { eu: 1000000, us: 3 }", "checkout:"],
    ["requests", "rate: { eu: 20, us: 10 }", "rate: { eu: 1000000000, us: 10 }", "rate: { eu: 1000000000"],
    ["retries", "pay: { to: bank.pay,", "pay: { to: bank.pay, retries: 100000,", "retries: 100000"],
    ["a past", "id: shop\n", "id: shop\nhistory: 100d\n", "history: 100d"],
    ["scrapes", "id: shop\n", "id: shop\ntelemetry: { scrape: 1us }\n", "scrape: 1us"],
    [
      "zones",
      "regions: { eu: Europe, us: America }",
      `regions: { eu: Europe, us: America, ${map(20, (i) => `r${i}: R`)} }`,
      "r19: R",
    ],
    [
      "lines of logs",
      "placed: {",
      `${map(501, (i) => `l${i}: { text: x }`).replaceAll("}, l", "}\n      l")}\n      placed: {`,
      "",
    ],
  ])("%s", (_, from, to, line) => {
    const { code, text, message } = complaint("system", from, to);
    expect(code).toMatch(/^size\./);
    expect(message).toMatch(/expected at (?:most|least) \d+/);
    expect(text).toContain(line);
  });

  it("a drill that lasts for days, and lists of effects and states without end", () => {
    expect(complaint("drill", "limit: 30m", "limit: 90d")).toMatchObject({ code: "size.limit", text: "limit: 90d" });
    const effects = map(SIZES.effects + 1, () => "{ fact: slow }");
    const remark = `remarks:\n  x: { from: ana, at: 1s, text: x, do: [${effects}] }\n`;
    const found = errors({ drill: DRILL.replace(/^remarks:\n/m, () => remark) });
    expect(found.map(({ code }) => code)).toContain("size.limit");
  });

  it("states that nest deeper than the story can", () => {
    let states = "{ on: { page: x0 } }";
    for (let i = 0; i < 15; i++) states = `{ initial: x${i}, states: { x${i}: ${states} } }`;
    const found = errors({ drill: `${DRILL}\nstory: { deep: ${states} }\n`.replace(/^story:\n(?: .*\n)+/m, "") });
    expect(found.some(({ message }) => message.includes("states inside each other"))).toBe(true);
  });

  it("conditions that together are too long to be asked every second", () => {
    const long = `${"t > 1 && ".repeat(50)}true`;
    const remarks = Array.from({ length: 100 }, (_, i) => `  x${i}: { from: ana, when: "${long}", text: x }\n`).join(
      "",
    );
    const found = errors({ drill: DRILL.replace(/^remarks:\n/m, () => `remarks:\n${remarks}`) });
    expect(found.some(({ message }) => message.includes("parts of conditions"))).toBe(true);
  });

  it("in a system alone as well, and what ships is far below", () => {
    const text = SYSTEM.replace("pods: { eu: 4, us: 3 }", "pods: 100000");
    const compiled = compileSystem([{ path: "systems/shop.yaml", text }]);
    expect(compiled.ok ? [] : compiled.error.map(({ code }) => code)).toEqual(["size.limit"]);
    expect(errors({})).toEqual([]);
  });

  it("numbers and durations that are lost in what is computed with them", () => {
    expect(complaint("system", "workers: 8", "cores: 1e300").message).toContain("below a million million");
    expect(complaint("drill", "limit: 30m", "limit: 99999999999999999d").message).toContain("a duration");
  });
});

describe("S20 what is said can be read", () => {
  it("whatever is quoted in it", () => {
    const found = errors({
      people: PEOPLE.replace("ana:", `${"x".repeat(100_000)}:`),
      drill: DRILL.replaceAll("from: ana", `from: ${"y".repeat(5000)}`),
    });
    expect(found.length).toBeGreaterThan(0);
    expect(Math.max(...found.map(({ message }) => message.length))).toBeLessThanOrEqual(601);
  });

  it("errors are not hidden behind warnings", () => {
    const sink = new Sink();
    const place = { file: "a.yaml", column: 1, code: "x.y", message: "no" };
    for (let line = 1; line < 2000; line++) sink.add({ ...place, line, severity: "warning" });
    sink.add({ ...place, line: 9000, severity: "error" });
    expect(sink.failed).toBe(true);
    expect(sink.sorted().length).toBe(401);
  });
});
