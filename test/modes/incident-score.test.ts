import { beforeAll, describe, expect, it } from "vitest";
import type { IncidentSaying } from "#domain/interview";
import type { Run } from "#domain/run";
import { type IncidentScore, scoreIncident } from "#modes/interview/incident/score";
import { spoken } from "#modes/interview/incident/words";
import { drill, runUntil } from "./incident-fixture";

const ROUND = 1800;
const score = (slug: string, run: Run, said: readonly IncidentSaying[] = []): IncidentScore =>
  scoreIncident(drill(slug), run, said, ROUND);
const dimension = (of: IncidentScore, id: string) => {
  const found = of.dimensions.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const lineOf = (of: IncidentScore, id: string) => of.dimensions.flatMap(({ lines }) => lines).find((l) => l.id === id);

/** A run with a hint of this step asked for at its last second. */
function hinted(run: Run, step: 1 | 2 | 3): Run {
  const [author, role] = [run.header.roles[0]?.author ?? "player", run.header.roles[0]?.role ?? "lead"];
  const command = {
    kind: "hint",
    args: { step },
    second: run.horizon,
    seen: run.horizon,
    author,
    role,
    counter: 1e6 + step,
  } as const;
  return { ...run, commands: [...run.commands, command] };
}

describe.each(["one-region-502", "lock-pile-up"])("the score of an incident round of %s", (slug) => {
  const scores = new Map<string, IncidentScore>();
  beforeAll(() => {
    for (const play of ["expert", "novice", "idle", "opens-every-panel", "template-updates", "restart-everything"]) {
      if (drill(slug).plays.some(({ id }) => id === play)) scores.set(play, score(slug, runUntil(slug, play, 1900)));
    }
  });
  const of = (play: string): IncidentScore => {
    const found = scores.get(play);
    if (found === undefined) throw new Error(`${play} was not scored`);
    return found;
  };

  it("J13 weighs diagnosis, mitigation, verification and communication", () => {
    const { dimensions, total } = of("novice");
    expect(dimensions.map(({ weight }) => weight)).toEqual([51, 17, 17, 15]);
    const sum = dimensions.reduce((all, { weight, score: points }) => all + (weight * points) / 100, 0);
    expect(total).toBeCloseTo(sum, 0);
  });

  it("J14 gives each line points, a second of the run, a reason and a source", () => {
    for (const { began, ended, dimensions } of scores.values()) {
      for (const { lines } of dimensions) {
        expect(lines.length).toBeGreaterThan(0);
        expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
        for (const { points, of: available, second, reason, source } of lines) {
          expect(points).toBeLessThanOrEqual(available + 1e-9);
          expect(reason).toMatch(/[.”!?]$/);
          expect(reason).not.toMatch(/NaN|undefined/);
          expect(source).not.toBe("");
          if (second !== null) expect(second).toBeLessThanOrEqual(ended + 3600);
        }
      }
      expect(ended).toBeGreaterThan(began);
    }
  });

  it("J15 asks for nothing that the expert does not do", () => {
    const best = of("expert");
    for (const id of ["diagnose", "mitigate", "one-at-a-time", "watched", "order", "validate"]) {
      const line = lineOf(best, id);
      if (line !== undefined) expect(line.points, id).toBeCloseTo(line.of, 5);
    }
  });

  it("J17 tells the expert from the novice, and both from those who do nothing or play for points", () => {
    expect(of("expert").total).toBeGreaterThan(85);
    expect(of("novice").total).toBeLessThan(of("expert").total - 5);
    expect(of("idle").total).toBe(0);
    for (const play of ["opens-every-panel", "template-updates", "restart-everything"]) {
      if (scores.has(play)) expect(of(play).total, play).toBeLessThan(of("novice").total / 2);
    }
  });
});

describe("the score of an incident round", () => {
  const slug = "lock-pile-up";
  const expect_ = spoken("expect", "terse", 1);

  it("J14 reads from what was said whether the effect of a change was foretold", () => {
    const run = runUntil(slug, "expert", 900);
    const intent = "Limit the rate: 2, import";
    const asked: IncidentSaying[] = [
      { kind: "request", second: 230, text: "slow the import down", intent },
      { kind: "says", second: 230, text: expect_ },
    ];
    const done: IncidentSaying = { kind: "reveal", second: 236, intent, text: "It is under way." };
    const answer: IncidentSaying = { kind: "request", second: 235, text: "bookings come back", intent };
    expect(lineOf(score(slug, run, [...asked, done]), "expected")).toMatchObject({ points: 0, of: 15, second: 236 });
    expect(lineOf(score(slug, run, [...asked, answer, done]), "expected")).toMatchObject({ points: 15, of: 15 });
    // Asked about and left: nothing was done.
    expect(lineOf(score(slug, run, [...asked, answer]), "expected")).toBeUndefined();
  });

  it("J14 counts the minutes in which somebody thought aloud", () => {
    const run = runUntil(slug, "idle", 750);
    const said = Array.from(
      { length: 5 },
      (_, i): IncidentSaying => ({
        kind: "request",
        second: 160 + 60 * i,
        text: "hm",
        intent: null,
      }),
    );
    const [quiet, some] = [score(slug, run), score(slug, run, said)].map((each) => lineOf(each, "aloud"));
    expect(quiet).toMatchObject({ points: 0, second: null });
    expect(some?.points).toBeCloseTo(25, 5);
    expect(some?.reason).toMatch(/^Something was said or written down in 5 of \d+ minutes/);
  });

  it("J16 shows the order of the steps beside the expert's", () => {
    const { order } = score(slug, runUntil(slug, "expert", 1900));
    expect(order.steps.map(({ id }) => id)).toEqual(["impact", "stabilise", "verify", "investigate", "prevent"]);
    expect(order.kept).toBe(1);
    for (const { second, expert } of order.steps) expect(second).toBe(expert);
    const idle = score(slug, runUntil(slug, "idle", 1900)).order;
    expect(idle.kept).toBe(0);
    expect(idle.note).toMatch(/^Otherwise than the expert: /);
  });

  it("J15 asks for no step that the expert takes only after the round", () => {
    const run = runUntil(slug, "expert", 1900);
    const late = score(slug, run).order.steps.at(-1)?.expert ?? 0;
    const short = scoreIncident(drill(slug), runUntil(slug, "expert", late - 30), [], late - 200);
    expect(short.order.kept).toBe(1);
  });

  it("J18 takes off what a hint was said to cost", () => {
    const run = runUntil(slug, "expert", 900);
    const before = dimension(score(slug, run), "diagnosis").score;
    const once = score(slug, hinted(run, 1));
    expect(dimension(once, "diagnosis").score).toBeCloseTo(before - 4, 0);
    expect(once.hints).toBe(1);
    expect(lineOf(once, "hint-1")).toMatchObject({ points: -4, of: 0, second: run.horizon });
    const twice = score(slug, hinted(hinted(run, 1), 2));
    expect(dimension(twice, "diagnosis").score).toBeCloseTo(before - 12, 0);
  });
});
