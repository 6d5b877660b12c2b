import { describe, expect, it } from "vitest";
import { Examination, freeze, showFrom, timeline } from "#debrief/index";
import { draftPostmortem } from "#debrief/postmortem/index";
import { draftStory } from "#debrief/story/index";
import { playedByTeam } from "../score/team-run";

const { program, run } = playedByTeam();

describe("the debrief of a team's run (B61)", () => {
  const told = timeline(program, run);

  it("B61 says who did what by the names of the seats", () => {
    const entry = (kind: string) => told.entries.find((each) => each.kind === kind);
    expect(entry("ack")?.detail).toBe("after 10 s · Rex");
    expect(entry("severity")?.detail).toBe("Ada");
    expect(entry("operation")?.detail).toBe("Rex");
    expect(told.entries.filter(({ kind }) => kind === "operation").at(-1)?.detail).toMatch(/^Roll back.* · Rex$/);
    expect(entry("fact")?.detail).toMatch(/ · Rex$/);
    expect(entry("message")?.detail).toMatch(/ · Cal$/);
    expect(entry("plan")?.detail).not.toMatch(/You/);
    expect(told.transcript.find(({ audience }) => audience === "customers")?.from).toBe("Cal");
    expect(told.transcript.at(-1)).toMatchObject({ from: "Ada", text: "It is over." });
    expect(JSON.stringify([told.entries, told.transcript])).not.toMatch(/"You"|· You/);
  });

  it("B61 is frozen like any other", () => {
    expect(freeze(program, run)).toEqual(JSON.parse(JSON.stringify(freeze(program, run))));
  });

  it("B61 stages, budget, sights and coverage read the seats as the players", () => {
    const examination = new Examination(program, run);
    const { stages, samples } = examination.study();
    const stage = (id: string) => stages.player.find((each) => each.id === id);
    expect(stage("acknowledge")).toMatchObject({ from: 90, to: 100 });
    expect(stage("assign")?.to).toBe(100);
    expect(stage("diagnose")?.to).toBe(110);
    expect(stage("mitigate")?.to).not.toBeNull();
    const sight = examination.sight(samples[0]?.[0] ?? 100);
    expect(sight.knowable.length).toBeGreaterThan(0);
    expect(examination.coverage().unopened.length).toBeGreaterThan(0);
  });

  it("B61 a postmortem speaks of the team, and of people by their roles", () => {
    const text = JSON.stringify(draftPostmortem(program, run).postmortem);
    expect(text).toContain("The team acknowledged");
    expect(text).toContain("The team asked for");
    expect(text).not.toMatch(/\b(Ada|Rex|Cal|ada|rex|cal)\b/);
  });

  it("B61 a story is that of one seat", () => {
    const texts = (seat?: string) => JSON.stringify(draftStory(program, run, undefined, seat).parts);
    expect(texts()).toBe(texts("ada"));
    expect(texts("rex")).toMatch(/rolled/i);
    expect(texts("ada")).not.toMatch(/I rolled/i);
  });

  it("B61 nobody goes on in the place of a team", () => {
    expect(() => showFrom(program, run, { second: 200, ordinal: 0 }, "expert", "x")).toThrow(RangeError);
  });
});
