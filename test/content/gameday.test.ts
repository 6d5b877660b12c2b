import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileContent, readContent, slugsOf } from "#adapters/content/disk";
import type { CompiledGameday } from "#adapters/content/model";
import type { Guide } from "#domain/gameday";
import { createState, newHeader, replay } from "#engine/index";
import { readGuide } from "#modes/gameday/guide";
import { checkFront } from "#world/index";
import { drill, playedBy, SLUGS } from "../drills";

const files = readContent(process.cwd());
const content = compileContent(files);
const { deck, guides, diagnostics, tabletop } = content.gameday as CompiledGameday;
/** Files of the app's own code. */
function readSources(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:tsx?|mjs)$/.test(name))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, "utf8") }));
}

const NOBODY = { services: {}, people: {} };

describe("the deck", () => {
  it("has cards for every use, each with something to expect and to talk about", () => {
    expect(diagnostics).toEqual([]);
    expect(deck.length).toBeGreaterThanOrEqual(24);
    expect(deck.length).toBeLessThanOrEqual(36);
    for (const use of ["too-fast", "stuck", "communication", "command"] as const)
      expect(deck.filter(({ uses }) => uses.includes(use)).length).toBeGreaterThanOrEqual(6);
    for (const card of deck) {
      expect(card.expectations.length).toBeGreaterThan(0);
      expect(card.discuss.length).toBeGreaterThan(0);
    }
    expect(new Set(deck.flatMap(({ effects }) => effects.map(({ kind }) => kind)))).toEqual(
      new Set(["remark", "front", "panel-down", "unreachable"]),
    );
  });
});

describe("the world of an incident that is told", () => {
  it("compiles, and is no drill of the list", () => {
    expect(tabletop?.card.slug).toBe("tabletop");
    expect(slugsOf(files)).not.toContain("tabletop");
    expect(content.drills.map(({ slug }) => slug)).toEqual(SLUGS);
  });
});

describe("guides", () => {
  it("are there for every drill", () => {
    expect(guides.map(({ slug }) => slug)).toEqual(SLUGS);
  });

  it.each(guides.map((guide) => [guide.slug, guide] as const))("%s: says what a facilitator needs", (slug, guide) => {
    const program = drill(slug);
    expect(guide.truth.split(/\s+/).length).toBeLessThan(90);
    expect(guide.questions.length).toBeGreaterThanOrEqual(5);
    expect(guide.questions.length).toBeLessThanOrEqual(8);
    expect(guide.injects).toHaveLength(3);
    expect(guide.expectations.length).toBeGreaterThan(0);
    // The first variant is told as the truth, each of the others says what is different.
    expect(Object.keys(guide.variants)).toEqual(program.variants.slice(1).map(({ info }) => info.id));
    const texts = JSON.stringify(readGuide(guide, program, NOBODY));
    expect(texts).not.toMatch(/\{[a-z-]+\}/);
  });

  it.each(
    guides.map((guide) => [guide.slug, guide] as const),
  )("%s: its minutes lie between what somebody who knows it needs and the end of the drill", (slug, guide) => {
    const program = drill(slug);
    const page = program.base.page.trigger.at ?? 0;
    const last = (program.base.limit - page) / 60;
    const minutes = [...guide.beats, ...guide.injects].map(({ minute }) => minute);
    expect(Math.max(...minutes)).toBeLessThan(last);
    const variant = program.variants[0]?.info.id as string;
    const run = playedBy(program, "expert", { id: "r", seed: 7, clock: "live", variant, author: "a" });
    const { journal } = replay(program, run);
    const by = (kind: string) => ((journal.find((entry) => entry.kind === kind)?.at.second ?? page) - page) / 60;
    const of = (beat: Guide["beats"][number]["beat"]) => guide.beats.find((one) => one.beat === beat)?.minute ?? 0;
    expect(of("acknowledged")).toBeGreaterThanOrEqual(by("ack"));
    const first = journal.find(
      ({ kind, by: who, data }) => kind === "operation" && who === "a" && data.phase === "done",
    );
    if (first !== undefined) expect(of("mitigated")).toBeGreaterThanOrEqual((first.at.second - page) / 60 - 1);
  });

  it.each(guides.map((guide) => [guide.slug, guide] as const))("%s: its fronts can break", (slug, guide) => {
    const program = drill(slug);
    const effects = [guide.slow.front, ...guide.injects.flatMap(({ inject }) => inject?.effects ?? [])];
    for (const { info } of program.variants) {
      const state = createState(program, newHeader(program, { id: "r", seed: 1, clock: "team", variant: info.id }));
      for (const effect of effects)
        if (effect.kind === "front") expect(checkFront(state.world, effect, 1), `${slug} ${info.id}`).toBeNull();
    }
  });

  it("GD79 give a drill away, so that nobody but the pages of game days asks for them", () => {
    const asks = readSources("src").flatMap(({ path, text }) =>
      /\.gameday\(\)|virtual:(?:gameday|guide)/.test(text) ? [path] : [],
    );
    expect(asks).toContain("src/adapters/content/guides.ts");
    expect(
      asks.filter((path) => !/^src\/(?:adapters\/content|modes\/gameday|ui\/pages\/gameday|ui\/team)\//.test(path)),
    ).toEqual([]);
    // One lazily loaded module for each: what a facilitator of one drill loads says nothing of the others.
    const plugin = readSources("src/adapters/content").find(({ path }) => path.endsWith("vite.mjs"))?.text ?? "";
    expect(plugin).toContain("importsOf(guided, GUIDE)");
  });

  it("GD78 are written in the names that a drill is played with", () => {
    const guide = guides.find(({ slug }) => slug === "payment-oom") as Guide;
    const read = readGuide(guide, drill("payment-oom"), {
      services: { payment: "Zorv Kladde (zk)" },
      people: { priyanka: "Ypsi Quom" },
    });
    expect(read.truth).toContain("Pods of Zorv Kladde are killed");
    expect(read.rescue.nudge.from).toBe("ypsi");
    expect(JSON.stringify(read)).not.toContain("Priyanka");
  });
});
