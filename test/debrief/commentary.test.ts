import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileOne, readContent } from "#adapters/content/disk";
import { afterSecond, type Comment, commentaryOf, showFrom } from "#debrief/index";
import type { CommandBody } from "#domain/commands";
import type { Program, Scene } from "#domain/drill";
import type { Run } from "#domain/run";
import { fork, newHeader, playOf, playThrough, resolveScene } from "#engine/index";
import { scoreRun } from "#score/index";
import { ACK, hypothesis, look, mark, pin, runOf, say, scored, UPDATE } from "../score/fixture";

const content = readContent(process.cwd());
const compiled = new Map<string, Program>();
function drill(slug: string): Program {
  const program = compiled.get(slug) ?? compileOne(content, slug).program;
  if (program === null) throw new Error(`${slug} does not compile`);
  compiled.set(slug, program);
  return program;
}
function played(program: Program, play: string, seed: number): Run {
  const found = program.plays.find(({ id }) => id === play);
  if (found === undefined) throw new Error(`no play "${play}"`);
  return playThrough(program, newHeader(program, { seed }), playOf(found)).run;
}

/** Names that only content knows: where they have a hyphen they cannot be words. */
function idsOf(scene: Scene): readonly string[] {
  const things = [scene.facts, scene.requests, scene.requests.flatMap(({ options }) => options), scene.remarks];
  const more = [scene.conditions, scene.endings, scene.score.marks, scene.system.alerts, scene.system.plans];
  return [...things, ...more].flat().flatMap(({ id }) => (id.includes("-") ? [id] : []));
}
/** All that authors wrote for people to read; what stands there may stand in a comment. */
const written = (scene: Scene): string =>
  JSON.stringify([
    scene.facts.map(({ text, why }) => [text, why]),
    scene.requests.map(({ text, options }) => [text, options.map(({ label }) => label)]),
    scene.score.marks.map(({ label, reason }) => [label, reason]),
    scene.system.alerts.map(({ title }) => title),
    scene.endings.map(({ title, text }) => [title, text]),
  ]);
const all = (comments: readonly Comment[]) => comments.map(({ what, why }) => `${what} ${why}`).join("\n");

const rollback: readonly [number, CommandBody] = [
  110,
  { kind: "act", args: { action: "rollback", node: "shop", region: "all" } },
];
const answer: readonly [number, CommandBody] = [160, { kind: "answer", args: { request: "hold", option: "hold" } }];
const program = scored({
  weights: { decide: 1, diagnose: 1 },
  marks: [mark({ id: "undone", label: "Took it back", on: { event: "operation", match: { phase: "requested" } } })],
});
const steps = [
  ACK,
  rollback,
  look(130),
  say(150, UPDATE),
  answer,
  hypothesis(170, "a", "bad-instance"),
  pin(171, "a"),
  [172, { kind: "hint", args: { step: 1 } }],
  [560, { kind: "resolve", args: { text: "Over." } }],
  [570, { kind: "end", args: {} }],
] as const;
const run = runOf(program, steps);
const told = commentaryOf(program, run);
const at = (second: number) => told.filter((comment) => comment.second === second);

describe("the commentary", () => {
  it("B58 tells in order what is done and why: actions with time, risk and undoing, messages by what they say", () => {
    const seconds = told.map(({ second }) => second);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    const [act] = at(110);
    expect(act?.what).toMatch(/^Roll back: shop/);
    expect(act?.why).toMatch(/^It takes about .+ Risk medium: .+ To undo it: .+ The scorecard: “earned at 110”\.?$/);
    expect(at(150)[0]?.what).toBe("Writes to customers on the status page.");
    expect(at(150)[0]?.why).toMatch(/^It says who is affected/);
    expect(at(170)[0]?.what).toMatch(/^Writes down a hypothesis: bad instance|^Settles on a cause: bad instance/);
    expect(at(560)[0]?.what).toBe("Declares the incident resolved.");
    expect(told.at(-1)?.what).toMatch(/^It ends|^It is over/);
    expect(told.at(-1)?.why).toContain("of 100 points.");
  });

  it("B58 answers tell what was asked and what else could have been answered", () => {
    const [reply] = at(160);
    expect(reply?.what).toBe("Answers Bo Lind.");
    expect(reply?.why).toMatch(/^“Hold it”\. It answers: “.+” The other ways were “Go ahead”\.$/);
  });

  it("B58 a look tells what came to light, and what it bears on", () => {
    const fact = resolveScene(program, "bad-pod").facts[0];
    const [seen] = told.filter(({ what }) => what.startsWith("Looks at"));
    expect(seen?.second).toBe(130);
    expect(seen?.look).toEqual(steps[2][1].args);
    expect(told.filter((comment) => comment.look !== null)).toHaveLength(1);
    expect(all(told)).toContain("All failures are in eu");
    if (fact?.why !== "") expect(all(told)).toContain(fact?.why);
  });

  it("B59 waiting is remarked on, with what it is for", () => {
    const waits = told.filter(({ what }) => what.startsWith("Waits"));
    expect(waits).toHaveLength(1);
    expect(waits[0]).toMatchObject({ second: 172 + 15, what: "Waits 6 min 28 s." });
    expect(waits[0]?.why).toMatch(/^(Under way|Done|Nothing is under way)/);
  });

  it("B58 what was refused is left out; the same log is told the same way", () => {
    const refused = runOf(program, [
      ACK,
      [120, { kind: "pin", args: { fact: "nothing", hypothesis: null, bearing: "supports" } }],
    ]);
    expect(all(commentaryOf(program, refused))).not.toContain("Pins");
    expect(commentaryOf(program, run)).toEqual(told);
    expect(commentaryOf(program, run, scoreRun(program, run))).toEqual(told);
  });

  it("B60 of what was shown, only the shown part is told, from what was found when it was taken over", () => {
    const shown = showFrom(program, run, afterSecond(150), "expert", "shown");
    const comments = commentaryOf(program, shown);
    expect(comments.every(({ second }) => second >= 150)).toBe(true);
    expect(comments[0]).toMatchObject({ second: 150, what: "Here the expert takes over." });
    expect(comments[0]?.why).toMatch(/^Found out so far: .+ The cause is not named\. /);
    const mine = commentaryOf(program, fork(run, afterSecond(150), "mine"));
    expect(mine[0]?.second).toBe(told[0]?.second);
  });

  it("B60 contains no names that only content knows, and no gaps, whoever plays which drill", () => {
    const slugs = ["one-region-502", "stuck-queue", "payment-oom", "tool-belt", "image-resizer"];
    const cases = fc.record({
      slug: fc.constantFrom(...slugs),
      play: fc.constantFrom("expert", "novice", "idle"),
      seed: fc.nat(40),
    });
    fc.assert(
      fc.property(cases, ({ slug, play, seed }) => {
        const drilled = drill(slug);
        const one = played(drilled, play, seed);
        const comments = commentaryOf(drilled, one);
        const text = all(comments);
        expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\[object|\{\{|“”/);
        for (const { what, why } of comments) {
          expect(what).toMatch(/^[A-Z“].*[.!?…]”?$/s);
          expect(why === "" || /[.!?…]”?$/.test(why.trim())).toBe(true);
        }
        const scene = resolveScene(drilled, one.header.variant);
        const allowed = written(scene);
        const said = JSON.stringify(one.commands);
        for (const id of idsOf(scene)) {
          if (allowed.includes(id) || scene.system.nodes.some((node) => node.id === id)) continue;
          const isQuoted = one.commands.some((c) => c.kind === "look" && JSON.stringify(c.args).includes(id));
          if (isQuoted && said.includes(id)) continue;
          expect(text).not.toMatch(new RegExp(`\\b${id}\\b`));
        }
      }),
      { seed: 4, numRuns: 8 },
    );
  });
});
