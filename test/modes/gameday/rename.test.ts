import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import type { Renames } from "#domain/team";
import { everyPanel, newHeader, playThrough, replay, view } from "#engine/index";
import { StateHasher } from "#lib/hash";
import { renameable, renameProblems, renameProgram, replacerFor } from "#modes/gameday/rename";
import { readName } from "#modes/gameday/rename-names";
import { replaceNames } from "#modes/gameday/rename-walk";
import { rehashed } from "#session/rehash";
import { whyNotPlayable } from "#session/run";
import { queryMetric } from "#world/telemetry/index";
import { drill, playerOf, SLUGS } from "../../drills";

const NOBODY: Renames = { services: {}, people: {} };

/** New names for everybody and everything, none of which a drill has. */
function allRenamed(program: Program): Renames {
  const { services, people } = renameable(program);
  const letters = (i: number) => `${String.fromCharCode(97 + Math.floor(i / 26))}${String.fromCharCode(97 + (i % 26))}`;
  return {
    services: Object.fromEntries(services.map(({ id }, i) => [id, `Zorv${letters(i)} kladde (qz${letters(i)}-svc)`])),
    people: Object.fromEntries(people.map(({ id }, i) => [id, `Xavi${letters(i)} Quom${letters(i)}`])),
  };
}

/** What gives the old names back. */
function backwards(program: Program, { services, people }: Renames): Renames {
  const form = renameable(program);
  const back = (list: typeof form.services, given: Readonly<Record<string, string>>, first: boolean) =>
    Object.fromEntries(
      list.flatMap(({ id, name }) => {
        const next = given[id];
        if (next === undefined) return [];
        return [[first ? readName(next.split(" ")[0] as string).id : readName(next).id, name]];
      }),
    );
  return { services: back(form.services, services, false), people: back(form.people, people, true) };
}

/** All texts of a value, each object looked at once. */
function strings(value: unknown, into: Set<string>, known: Set<unknown> = new Set()): void {
  if (typeof value === "string") into.add(value);
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value) || known.has(value)) return;
  known.add(value);
  // Addresses of random numbers are no text; kinds, tags and what is counted are words.
  for (const [key, item] of Object.entries(value))
    if (!["addresses", "kind", "noun", "tags"].includes(key)) strings(item, into, known);
}

const header = (program: Program) => newHeader(program, { id: "r", seed: 11, clock: "live", author: "a" });

describe("renaming services and people", () => {
  it.each(SLUGS)("GD70 %s: there and back gives the very same program, fingerprints included", (slug) => {
    const program = drill(slug);
    expect(rehashed(program).hashes).toEqual(program.hashes);
    const renames = allRenamed(program);
    const renamed = renameProgram(program, renames);
    expect(renamed.hashes.dynamics).not.toBe(program.hashes.dynamics);
    expect(JSON.stringify(renamed)).not.toBe(JSON.stringify(program));
    const back = renameProgram(renamed, backwards(program, renames));
    expect(JSON.stringify(back)).toBe(JSON.stringify(program));
  });

  it("GD70 there and back is the same whichever names are given to whichever", () => {
    const program = drill("payment-oom");
    const { services, people } = renameable(program);
    const word = fc.stringMatching(/^Z[a-z]{3,7}$/).filter((one) => one.length > 3);
    const some = (ids: readonly string[]) => fc.subarray([...ids]);
    const names = fc.record({
      services: some(services.map(({ id }) => id)),
      people: some(people.map(({ id }) => id)),
      words: fc.uniqueArray(word, { minLength: 60, maxLength: 60, selector: (one) => one.toLowerCase() }),
    });
    fc.assert(
      fc.property(names, (chosen) => {
        let next = 0;
        const take = () => chosen.words[next++] as string;
        const renames: Renames = {
          services: Object.fromEntries(
            chosen.services.map((id) => [id, `${take()} ${take().toLowerCase()} (${take().toLowerCase()}-x)`]),
          ),
          people: Object.fromEntries(chosen.people.map((id) => [id, `${take()} ${take()}`])),
        };
        fc.pre(renameProblems(program, renames).length === 0);
        const renamed = renameProgram(program, renames);
        const back = renameProgram(renamed, backwards(program, renames));
        expect(back).toEqual(program);
        expect(back.hashes).toEqual(program.hashes);
      }),
      { seed: 20261122, numRuns: 12, endOnFailure: true },
    );
  });

  it.each([
    "payment-oom",
    "one-region-502",
    "stuck-queue",
    "weather-scrapers",
  ])("GD71 %s: the same play goes the same way, second by second, and no old name is seen in it", (slug) => {
    const program = drill(slug);
    const renames = allRenamed(program);
    const renamed = renameProgram(program, renames);
    const replacer = replacerFor(program, renames);
    for (const play of [playerOf(program, "expert"), everyPanel]) {
      const { run } = playThrough(program, header(program), play, { until: 900 });
      const other: Run = {
        header: header(renamed),
        commands: replaceNames(run.commands, replacer),
        horizon: run.horizon,
      };
      expect(whyNotPlayable(renamed, other.header)).toBeNull();
      const seen = new Set<string>();
      const metrics: [string[], string[]] = [[], []];
      const one = replay(program, run, undefined, (state) => {
        if (state.now % 180 === 0) metrics[0].push(figures(state));
      });
      const two = replay(renamed, other, undefined, (state) => {
        if (state.now % 180 === 0) metrics[1].push(figures(state));
        if (state.now % 120 === 0) strings(view(state, "lead"), seen);
      });
      strings(view(two, "lead"), seen);
      expect(metrics[1]).toEqual(metrics[0]);
      expect(two.journal.map(({ kind, at }) => [kind, at])).toEqual(one.journal.map(({ kind, at }) => [kind, at]));
      expect(two.journal.filter(({ kind }) => kind === "fact").map(({ data }) => data.fact)).toEqual(
        one.journal.filter(({ kind }) => kind === "fact").map(({ data }) => replacer.inMachineText(String(data.fact))),
      );
      expect(seen.size).toBeGreaterThan(500);
      expect(oldNames(program, [...seen])).toEqual([]);
    }
  });
});

/** What the tools show of every node, to the last bit. Series are listed by label, so their order says nothing. */
function figures({ world, scene, now }: Parameters<typeof view>[0]): string {
  const found: string[] = [];
  const window = { from: now - 300, to: now, step: 30 };
  for (const { id: node } of scene.system.nodes)
    for (const metric of ["requests", "errors", "latency_p95", "workers", "cpu", "pods"] as const)
      for (const split of [null, "region", "route"] as const)
        for (const { values } of queryMetric(world, { metric, node, split, ...window }, now))
          found.push(new StateHasher().bytes(values).digest());
  return found.sort().join();
}

/** Texts in which an old name is left. A short name that is an ordinary word counts where it cannot be one: in what has no spaces. */
function oldNames(program: Program, texts: readonly string[]): readonly string[] {
  const { services, people } = renameable(program);
  const labels = services.map(({ name }) => readName(name).label);
  const persons = people.flatMap(({ name }) => [name, ...name.split(" ")]);
  const ids = [...services, ...people].map(({ id }) => id);
  const pattern = (list: readonly string[]) => new RegExp(`(?<![\\w-])(?:${list.join("|")})(?![\\w-])`);
  const anywhere = pattern([...labels, ...persons, ...ids.filter((id) => !/^[a-z]+$/.test(id))]);
  const alone = pattern(ids);
  return texts.filter((text) => anywhere.test(text) || (!/\s/.test(text) && alone.test(text)));
}

describe("GD72 names that cannot be given", () => {
  const program = drill("payment-oom");
  const problem = (renames: Partial<Renames>) => renameProblems(program, { ...NOBODY, ...renames })[0]?.text ?? null;
  it.each([
    [{ services: { order: " " } }, "The name is empty"],
    [{ services: { order: "x".repeat(41) } }, "41 characters, expected at most 40"],
    [{ services: { order: "Shop <b>" } }, "contains “<”"],
    [{ services: { order: "Beställning" } }, "needs a short name for logs and hosts in brackets"],
    [{ services: { order: "Payment" } }, "“Payment” stands in this drill already"],
    [{ services: { order: "Checkout Zorv", ledger: "Checkout Zorv" } }, "is given to “order” already"],
    [{ services: { order: "Zorv (latency_p95)" } }, "needs a short name"],
    [{ services: { order: "Zorv (requests)" } }, "is a word of the tools themselves"],
    [{ services: { ordr: "Zorv" } }, "This drill has no service “ordr”, did you mean “order”?"],
    [{ people: { jonas: "" } }, "The name is empty"],
    [{ people: { jonas: "Radka Zorv" } }, "“Radka” stands in this drill already"],
    [{ people: { nobody: "Zorv" } }, "This drill has no person “nobody”"],
  ] as const)("%j: %s", (renames, reason) => {
    expect(problem(renames as Partial<Renames>)).toContain(reason);
    expect(() => renameProgram(program, { ...NOBODY, ...(renames as Partial<Renames>) })).toThrow(RangeError);
  });

  it("others can, and a short name in brackets is what machines write", () => {
    const renames = { services: { payment: "Zahlungen (pay-core)" }, people: { jonas: "Ýmir Zorv" } };
    expect(problem(renames)).toBeNull();
    const { base } = renameProgram(program, renames);
    const node = base.system.nodes.find(({ id }) => id === "pay-core");
    expect(node?.label).toBe("Zahlungen");
    expect(base.system.operations.some(({ id }) => id.startsWith("pay-core."))).toBe(true);
    expect(base.people.find(({ name }) => name === "Ýmir Zorv")).toBeDefined();
  });

  it("GD73 leaves ordinary words of prose as they are, and says in how many texts a name stands", () => {
    const { base } = renameProgram(program, { services: { order: "Zorv" }, people: {} });
    expect(base.briefing).toContain("orders a second are placed");
    const form = renameable(program);
    const order = form.services.find(({ id }) => id === "order");
    expect(order?.name).toBe("Order (order)");
    expect(order?.machines).toBeGreaterThan(100);
    expect(form.people.every(({ machines }) => machines > 0)).toBe(true);
  });
});
