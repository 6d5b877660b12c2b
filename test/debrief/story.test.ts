import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileOne, readContent } from "#adapters/content/disk";
import { draftPostmortem } from "#debrief/postmortem/index";
import { keyDeed } from "#debrief/story/acting";
import { checkStory, countWords, draftStory, storyMarkdown, wordsFor } from "#debrief/story/index";
import { capital, lasted } from "#debrief/story/phrases";
import { type Told, tell } from "#debrief/story/told";
import { STORY_LENGTHS, STORY_PARTS, type Story } from "#domain/documents";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { idle, newHeader, type Player, playOf, playThrough, randomPlayer, restartEverything } from "#engine/index";
import { count } from "#lib/format";
import { walk } from "#score/index";

const files = readContent(process.cwd());
const programs = new Map<string, Program>();
function drill(slug: string): Program {
  const known = programs.get(slug) ?? compileOne(files, slug).program;
  if (known === null) throw new Error(`${slug} does not compile`);
  programs.set(slug, known);
  return known;
}

const OTHERS: Readonly<Record<string, Player>> = { nobody: idle, panic: restartEverything };
const runs = new Map<string, Run>();
function played(slug: string, name: string): Run {
  const key = `${slug} ${name}`;
  const known = runs.get(key);
  if (known !== undefined) return known;
  const program = drill(slug);
  const play = program.plays.find(({ id }) => id === name);
  const player = play === undefined ? OTHERS[name] : playOf(play);
  if (player === undefined) throw new Error(`no play ${name}`);
  const { run } = playThrough(program, newHeader(program, { id: "run-x1", seed: 7, clock: "live-pause" }), player);
  runs.set(key, run);
  return run;
}
const drafts = new Map<string, Story>();
function drafted(slug: string, name: string): Story {
  const key = `${slug} ${name}`;
  const story = drafts.get(key) ?? draftStory(drill(slug), played(slug, name));
  drafts.set(key, story);
  return story;
}

const EVENTFUL = [
  ["one-region-502", "expert"],
  ["one-region-502", "novice"],
  ["bad-release", "expert"],
  ["bad-release", "novice"],
  ["weather-scrapers", "expert"],
  ["weather-scrapers", "novice"],
] as const;
const tells = new Map<string, Told>();
function toldOf(slug: string, name: string): Told {
  const key = `${slug} ${name}`;
  const known = tells.get(key) ?? tell(drill(slug), played(slug, name));
  tells.set(key, known);
  return known;
}

const QUIET = [
  ["one-region-502", "nobody"],
  ["bad-release", "nobody"],
  ["weather-scrapers", "panic"],
] as const;
const ALL = [...EVENTFUL, ...QUIET];

const whole = (story: Story): string => [...Object.values(story.versions), ...Object.values(story.parts)].join("\n");
const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?]”?)\s+/).map((each) => each.trim());
const SIMULATED = /\bsimulated\b/gi;

describe("a drafted story", () => {
  it.each(
    ALL,
  )("B35: of %s, %s is the same whenever it is drafted, also with the card the run was given", (slug, name) => {
    const story = drafted(slug, name);
    expect(draftStory(drill(slug), played(slug, name))).toEqual(story);
    expect(JSON.parse(JSON.stringify(story))).toEqual(story);
    expect(story.answers).toEqual(drill(slug).sources);
  });

  it.each(ALL)("B36: of %s, %s says once in each version that it was a simulation", (slug, name) => {
    const story = drafted(slug, name);
    for (const length of STORY_LENGTHS) expect(story.versions[length].match(SIMULATED)).toHaveLength(1);
    expect(story.drill).toEqual({ code: drill(slug).card.code, title: drill(slug).card.title });
  });

  it.each(EVENTFUL)("B37: of %s, %s tells the figures of the run", (slug, name) => {
    const program = drill(slug);
    const state = walk(program, played(slug, name), () => undefined);
    const { pagedAt, ackedAt, resolvedAt } = state.story;
    const told = toldOf(slug, name);
    const story = drafted(slug, name);
    const failed = Math.round(state.impact.failed.at(-1) ?? 0);
    for (const length of STORY_LENGTHS) expect(story.versions[length]).toContain(`${count(failed)} requests failed`);
    expect(story.versions[120]).toContain(`I acknowledged after ${lasted(ackedAt - pagedAt)}`);
    expect(story.parts.result).toContain(`${lasted(resolvedAt - pagedAt)} until I declared it resolved`);
    const key = keyDeed(told);
    if (key === null) throw new Error("nothing was done");
    const entry = state.journal.find(
      ({ kind, at, data }) => kind === "operation" && at.second === key.at && data.action === key.kind,
    );
    expect(entry?.by).toBe("player");
    for (const length of STORY_LENGTHS) {
      expect(story.versions[length].toLowerCase()).toContain(
        `${capital(lasted(key.at - pagedAt))} after the page i ${key.text}`.toLowerCase(),
      );
    }
    const calm = told.harm.calmAt;
    if (calm !== null)
      expect(story.versions[120]).toContain(`${lasted(calm - pagedAt)} until the damage was contained`);
    const [asked] = story.parts.result.match(/nobody acting costs ([\d,]*\d)/)?.slice(1) ?? [];
    expect(asked).toBe(count(told.card.impact.totals.idle));
  });

  it("B37: counts what customers bore as the postmortem of the same run does", () => {
    // Its run goes on for minutes after the horizon.
    const [slug, name] = ["order-leak", "novice"];
    const { failed, delayed } = toldOf(slug, name).harm.totals;
    const { summary } = draftPostmortem(drill(slug), played(slug, name)).postmortem;
    expect(summary).toContain(`${count(failed)} requests failed and ${count(delayed)} were answered late`);
  });

  it("B37: a sentence does not begin with a figure that a word can say", () => {
    expect(["69 seconds", "13 minutes", "40 minutes", "two minutes", "100 hours"].map(capital)).toEqual([
      "Sixty-nine seconds",
      "Thirteen minutes",
      "Forty minutes",
      "Two minutes",
      "100 hours",
    ]);
  });

  it("B39: what a colleague was told to do is not told as a way not gone, and what was put back is no evidence", () => {
    const told = toldOf("order-leak", "novice");
    expect(told.decisions.some(({ chosen }) => chosen?.startsWith("Restart all of it") === true)).toBe(true);
    expect(drafted("order-leak", "novice").versions[240]).not.toContain("I could also have restarted");
    const { action } = drafted("one-region-502", "expert").parts;
    expect(action).toContain("As evidence I set one pod of Checkout aside");
    expect(action).not.toMatch(/As evidence I [^.]* put the pod/);
  });

  it.each(EVENTFUL)("B38: of %s, %s takes 60, 120 and 240 seconds, within 12 percent", (slug, name) => {
    const story = drafted(slug, name);
    for (const length of STORY_LENGTHS) {
      const words = countWords(story.versions[length]);
      expect(Math.abs(words - wordsFor(length)) / wordsFor(length)).toBeLessThanOrEqual(0.12);
    }
  });

  it.each(ALL)("B38: of %s, %s says more in its longer versions, and nothing twice", (slug, name) => {
    const story = drafted(slug, name);
    for (const length of STORY_LENGTHS) {
      const all = sentencesOf(story.versions[length]);
      expect(new Set(all).size).toBe(all.length);
    }
    expect(story.versions[240]).toBe(STORY_PARTS.map((part) => story.parts[part]).join("\n\n"));
    const facts = toldOf(slug, name);
    const told = (text: string) => facts.decisions.filter(({ from }) => text.includes(first(slug, from))).length;
    expect(told(story.versions[240])).toBeGreaterThanOrEqual(told(story.versions[60]));
    expect(countWords(story.versions[60])).toBeLessThan(countWords(story.versions[120]));
    expect(countWords(story.versions[120])).toBeLessThan(countWords(story.versions[240]));
  });

  it("B39: of a run in which nobody did anything says so", () => {
    const { versions, parts } = drafted("one-region-502", "nobody");
    for (const length of STORY_LENGTHS) {
      expect(versions[length]).toContain("I never acknowledged that page.");
      expect(versions[length]).toContain("I told nobody anything");
      expect(versions[length]).toContain("I changed nothing in production");
      expect(versions[length]).not.toMatch(/It went well|I declared it resolved/);
    }
    expect(parts.result).toContain("Time ran out before I had declared it resolved.");
    expect(parts.learning).toContain("I left without a single follow-up in writing.");
    expect(parts.learning).toContain("It was not a good run");
  });

  it("B39: of a run that failed tells what it cost and that customers heard nothing", () => {
    const { versions } = drafted("weather-scrapers", "panic");
    expect(versions[60]).toMatch(/I (?:restarted|asked for)/);
    expect(versions[120]).toContain("I opened no board, no log and no trace.");
    expect(versions[120]).toContain("I told nobody anything");
  });

  it.each(EVENTFUL)("B39: of %s, %s claims only what is in the log", (slug, name) => {
    const facts = toldOf(slug, name);
    const { versions } = drafted(slug, name);
    const text = versions[240];
    const dones = facts.deeds.filter(({ ended }) => ended === "done").map(({ text: done }) => done);
    const told = text.match(/page I went on and ([^.]*)\./)?.[1];
    if (told !== undefined) expect(dones.some((done) => told.includes(done))).toBe(true);
    const lost = facts.deeds.filter(({ ended }) => ended === "failed");
    for (const { text: failed } of lost) if (!dones.includes(failed)) expect(text).not.toContain(`I ${failed}`);
    const customers = facts.said.filter(({ audience }) => audience === "customers");
    if (customers.length === 0) expect(text).not.toContain("Customers had a first word");
    for (const [quote] of text.matchAll(/On the status page I wrote: “([^”…]*)/g)) {
      const said = quote.replace("On the status page I wrote: “", "").trim();
      expect(customers.some((message) => message.text.includes(said.replace(/\.$/, "")))).toBe(true);
    }
  });

  it("B39: says where a run was taken up again from its middle", () => {
    const run = played("bad-release", "expert");
    const fork = { ...run, header: { ...run.header, forkOf: { run: "other", second: 390, ordinal: 0 } } };
    const { versions } = draftStory(drill("bad-release"), fork);
    for (const length of STORY_LENGTHS)
      expect(versions[length]).toContain("It was not my first attempt: I had gone back to five minutes after the page");
  });

  it("B40: is refused for a run that somebody else played", () => {
    const run = played("bad-release", "expert");
    const shown = { ...run, header: { ...run.header, shown: { play: "expert" } } };
    expect(() => draftStory(drill("bad-release"), shown)).toThrow(RangeError);
    const grown = { ...run, header: { ...run.header, grown: { play: "expert", since: 100 } } };
    expect(() => draftStory(drill("bad-release"), grown)).toThrow(RangeError);
  });

  it("B40: can be drafted of whatever was played, and shows no gaps and no ids", () => {
    const program = drill("tool-belt");
    const ids = [
      ...program.base.requests.map(({ id }) => id),
      ...program.base.remarks.map(({ id }) => id),
      ...program.base.facts.map(({ id }) => id),
      ...program.base.score.marks.map(({ id }) => id),
    ].filter((id) => id.includes("-"));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 10, max: 900 }), (player, until) => {
        const header = newHeader(program, { id: "run-x1", seed: 3, clock: "live-pause" });
        const { run } = playThrough(program, header, randomPlayer(player), { until });
        const story = draftStory(program, run);
        const text = whole(story);
        expect(text).not.toMatch(/undefined|NaN|null|\[object|@\[|run-x1| {2}|\.\.|\?\./);
        for (const id of ids) expect(text.includes(` ${id} `)).toBe(false);
        for (const length of STORY_LENGTHS) {
          expect(story.versions[length].match(SIMULATED)).toHaveLength(1);
          expect(countWords(story.versions[length])).toBeLessThanOrEqual(1.12 * wordsFor(length));
        }
        expect(() => checkStory(story)).not.toThrow();
      }),
      { seed: 41, numRuns: 12 },
    );
  });

  it.each(EVENTFUL)("B41: of %s, %s passes its own rules", (slug, name) => {
    const story = drafted(slug, name);
    expect(checkStory(story).map(({ rule, place }) => `${rule.id} ${place}`)).toEqual([]);
    expect(storyMarkdown(story, (id) => id)).toContain("> Simulated: this happened in the drill");
  });
});

function first(slug: string, id: string): string {
  return (
    drill(slug)
      .base.people.find((person) => person.id === id)
      ?.name.split(" ")[0] ?? "?"
  );
}
