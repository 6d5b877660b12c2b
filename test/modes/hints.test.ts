import { describe, expect, it } from "vitest";
import { compileOne, readContent } from "#adapters/content/disk";
import type { CommandBody } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { fork, newHeader, playOf, playThrough, replay } from "#engine/index";
import { adviceOf } from "#modes/drill/hints";

const files = readContent(process.cwd());

function drill(slug: string): Program {
  const { program } = compileOne(files, slug);
  if (program === null) throw new Error(`${slug} does not compile`);
  return program;
}

/** What a play of the drill had done by a second. */
function until(program: Program, name: string, second: number, seed = 1): Run {
  const play = program.plays.find(({ id }) => id === name);
  if (play === undefined) throw new Error(`no play ${name}`);
  const { run } = playThrough(program, newHeader(program, { seed }), playOf(play), { until: second });
  return fork(run, { second, ordinal: Number.MAX_SAFE_INTEGER }, "cut");
}

/** The run with a further command at a second no earlier than its last. */
function give(run: Run, body: CommandBody, second = run.horizon): Run {
  const { author, role } = run.header.roles[0] ?? { author: "player", role: "lead" };
  const counter = run.commands.reduce((last, each) => Math.max(last, each.counter), 0) + 1;
  const command = { ...body, second, seen: second, author, role, counter };
  return { ...run, commands: [...run.commands, command as Run["commands"][number]], horizon: second };
}

const hint = (step: 1 | 2 | 3): CommandBody => ({ kind: "hint", args: { step } });

describe("hints", () => {
  const program = drill("lock-pile-up");
  const start = until(program, "idle", 240);
  const seen = (run: Run) => replay(program, run).story.facts.map(({ id }) => id);

  it("M40 come in three steps about one thing, each dearer than the one before", () => {
    let run = give(until(program, "novice", 240), hint(1));
    expect(adviceOf(program, run).next).toMatchObject({ step: 2, label: "What it means" });
    run = give(give(run, hint(2)), hint(3));
    const { taken, next } = adviceOf(program, run);
    expect(taken.map(({ step }) => step)).toEqual([1, 2, 3]);
    expect(new Set(taken.map(({ text }) => text)).size).toBe(3);
    expect(next?.step).toBe(1);
    const prices = [start, give(start, hint(1)), give(give(start, hint(1)), hint(2))].map(
      (each) => adviceOf(program, each).next?.price ?? Number.NaN,
    );
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
  });

  it("M41 lead to something that had not been seen and can be seen there", () => {
    const run = give(until(program, "novice", 240), hint(1));
    const [first] = adviceOf(program, run).taken;
    expect(first?.text).toBe("Look at who blocks whom in Bookings database.");
    const look = { panel: "database", node: "bookings-db", view: "blocking", key: null } as const;
    const after = give(run, { kind: "look", args: look }, 260);
    expect(seen(after).length).toBeGreaterThan(seen(run).length);
  });

  it("M41 go on to something else once it has been seen", () => {
    const run = give(until(program, "novice", 240), hint(1));
    const look = { panel: "database", node: "bookings-db", view: "blocking", key: null } as const;
    const after = give(give(run, { kind: "look", args: look }, 260), hint(1), 262);
    const { taken } = adviceOf(program, after);
    expect(taken[1]?.text).not.toBe(taken[0]?.text);
  });

  it("M42 are told again in the same words, whatever has happened since", () => {
    const run = give(until(program, "novice", 300), hint(1));
    const before = adviceOf(program, run).taken;
    expect(adviceOf(program, { ...run, horizon: 900 }).taken).toEqual(before);
  });

  it("M42 that were refused tell nothing", () => {
    expect(adviceOf(program, give(until(program, "novice", 240), hint(3))).taken).toEqual([]);
  });

  it("M44 are not sold twice: while nothing else can be told, there is no next one", () => {
    let run = until(program, "expert", 700);
    for (const step of [1, 2, 3] as const) {
      expect(adviceOf(program, run).next?.step).toBe(step);
      run = give(run, hint(step));
    }
    const { taken, next } = adviceOf(program, run);
    expect(taken[0]?.text).toMatch(/^You have seen what is needed/);
    expect(next).toBeNull();
    expect(adviceOf(program, { ...run, horizon: 5000 }).next).toEqual(expect.objectContaining({ step: 1 }));
  });

  const whatToDo = (own: Program, run: Run) =>
    adviceOf(
      own,
      [1, 2, 3].reduce((each, step) => give(each, hint(step as 1 | 2 | 3)), run),
    ).taken[2]?.text;

  const variants = ["open-transaction", "hot-row", "ddl-behind-report"];
  it.each(variants)("M45 never tell to do what is done already: %s", (variant) => {
    const seed = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((each) => newHeader(program, { seed: each }).variant === variant);
    const told = (name: string, second: number) => whatToDo(program, until(program, name, second, seed));
    const cure = /^(Kill a session|Cancel a query|Limit the rate): /;
    expect(told("idle", 240)).toMatch(cure);
    for (const second of [500, 700, 1300]) expect(told("expert", second)).not.toMatch(cure);
  });

  it("M45 leave alone what was taken back when all is well, and say how long something can wait", () => {
    const tv = drill("on-national-tv");
    const seed = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((each) => newHeader(tv, { seed: each }).variant === "one-evening");
    expect(whatToDo(tv, until(tv, "expert", 500, seed))).toMatch(
      /^Wait, and look whether it stays as it is\. In about \d+ min: Serve a static page: .* to 0 %\.$/,
    );
    expect(whatToDo(tv, until(tv, "expert", 1100, seed))).toBe(
      "Write down what would have caught it, each with an owner and a date.",
    );
  });

  it.each([
    "one-region-502",
    "bad-release",
    "stuck-queue",
    "retry-storm",
  ])("M43 speak in names that people know, wherever somebody stands: %s", (slug) => {
    const own = drill(slug);
    const ids = own.base.facts.map(({ id }) => id).filter((id) => id.includes("-"));
    for (const [name, second] of [
      ["novice", 200],
      ["novice", 700],
      ["expert", 400],
      ["idle", 1500],
    ] as const) {
      const run = [1, 2, 3].reduce((each, step) => give(each, hint(step as 1 | 2 | 3)), until(own, name, second));
      for (const { text } of adviceOf(own, run).taken) {
        expect(text).not.toMatch(/undefined|NaN|\{\{|null/);
        expect(text).toMatch(/^\S.*[.”"!?]$/s);
        expect(ids.filter((id) => text.includes(id))).toEqual([]);
      }
    }
  });
});
