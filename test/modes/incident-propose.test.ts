import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { View } from "#domain/view";
import type { DrillState } from "#engine/index";
import { hear } from "#modes/interview/incident/heard";
import { commandOf, type Intent, isMet } from "#modes/interview/incident/intent";
import { mentioned, readWords } from "#modes/interview/incident/names";
import { outcomeOf, refusalText } from "#modes/interview/incident/outcome";
import { MOST_INTENTS, proposeIntents } from "#modes/interview/incident/propose";
import { drill, filled, give, SLUGS, stateAt, viewOf } from "./incident-fixture";

const titles = (view: View, text: string): readonly string[] => proposeIntents(view, text).map(({ title }) => title);
const first = (view: View, text: string): Intent => {
  const [intent] = proposeIntents(view, text);
  if (intent === undefined) throw new Error(`nothing is heard in "${text}"`);
  return intent;
};

/** What people say, with a place for a name of the system. */
const SAYINGS = [
  "error rate by region?",
  "who is affected, and since when?",
  "show me the logs of NAME",
  "latency of NAME compared to last week",
  "what changed recently?",
  "what is in the last version of NAME?",
  "config of NAME",
  "slow traces through NAME",
  "cpu and memory of NAME",
  "is the database fine? locks, connections, slow statements?",
  "queue depth and dead letters",
  "service map",
  "which alerts fire?",
  "is there a runbook?",
  "roll back NAME",
  "restart NAME everywhere",
  "scale NAME to 12 pods",
  "turn the flag NAME off",
  "fail over NAME",
  "shed 20 % of the load",
  "limit the rate of NAME to 100",
  "stop what is planned",
  "ask NAME what they see",
  "tell customers and leadership",
  "declare sev 2",
  "I think a config value is missing in NAME",
  "the root cause is a slow query in NAME",
  "follow up: a canary and an alert for NAME, in 2 weeks",
  "pin that as evidence",
  "we are done, resolve the incident",
  "answer yes",
  "stop that",
  "kubectl get pods",
  "kill the session that blocks NAME",
  "purge the cache NAME",
  "take a thread dump of NAME",
] as const;

/** Names that a view knows: what is put in the place of NAME. */
const namesOf = (view: View): readonly string[] => [
  ...view.system.nodes.map(({ label }) => label),
  ...view.system.regions.map(({ id }) => id),
  ...view.people.map(({ name }) => name),
  ...view.palette.flatMap(({ choices }) =>
    Object.values(choices).flatMap((list) => list.slice(0, 2).map((c) => c.label)),
  ),
];

describe("intents of an incident round", () => {
  let state: DrillState;
  let view: View;
  beforeAll(() => {
    state = stateAt("one-region-502", "idle", 600);
    view = viewOf(state);
  });

  it("J1 are what could be done in this system, in its own names", () => {
    expect(first(view, "error rate by region?")).toMatchObject({
      kind: "look",
      title: "Error rate: the board where users enter by region",
      args: { panel: "board", node: "all", split: "region", region: null },
    });
    expect(first(view, "roll back checkout in eu-west").args).toEqual({
      action: "rollback",
      node: "checkout",
      region: "eu-west",
    });
    expect(first(view, "turn the quote client flag off").args).toMatchObject({ flag: "quote-client", amount: 0 });
    expect(first(view, "who blocks whom in the orders db?").args).toMatchObject({
      panel: "database",
      node: "orders-db",
      view: "blocking",
    });
    expect(first(view, "ask Hana what the release changed")).toMatchObject({ kind: "task", args: { person: "hana" } });
    // The same words about a system that has no such thing.
    const ferry = viewOf(stateAt("lock-pile-up", "idle", 300));
    for (const { args } of proposeIntents(ferry, "roll back checkout in eu-west")) {
      expect(JSON.stringify(args)).not.toMatch(/checkout|eu-west/);
    }
  });

  it("J1 follow what there is at the moment: operations that run, pages that wait", () => {
    expect(titles(view, "stop the restart")).toContainEqual(expect.stringMatching(/^Stop what is under way: Checkout/));
    expect(titles(viewOf(stateAt("one-region-502", "idle", 160)), "I acknowledge the page")[0]).toMatch(/^Acknowledge/);
    expect(titles(viewOf(stateAt("one-region-502", "expert", 600)), "acknowledge the page")[0] ?? "").not.toMatch(
      /^Acknowledge/,
    );
  });

  it("J2 are few, different and the same for the same words", () => {
    for (const saying of SAYINGS) {
      const text = saying.replace("NAME", "checkout");
      const intents = proposeIntents(view, text);
      expect(intents.length).toBeLessThanOrEqual(MOST_INTENTS);
      expect(new Set(intents.map(({ id }) => id)).size).toBe(intents.length);
      expect(proposeIntents(view, text)).toEqual(intents);
    }
    expect(proposeIntents(view, "  ")).toEqual([]);
    expect(proposeIntents(view, "good morning everybody here we go")).toEqual([]);
  });

  it.each(SLUGS)("J3 can each be confirmed in %s, and are accepted or refused with a reason", (slug) => {
    const moments = [
      ["idle", 300],
      ["idle", 1300],
      ["expert", 900],
    ] as const;
    for (const [play, second] of moments) {
      const at = stateAt(slug, play, second);
      const names = namesOf(viewOf(at));
      let heard = 0;
      fc.assert(
        fc.property(fc.constantFrom(...SAYINGS), fc.constantFrom(...names), fc.nat(), (saying, name, which) => {
          const now = viewOf(at);
          const intents = proposeIntents(now, saying.replace("NAME", name));
          const intent = intents[which % Math.max(1, intents.length)];
          if (intent === undefined) return;
          heard += 1;
          expect(intent.title.length).toBeLessThanOrEqual(200);
          const entries = filled(intent);
          expect(intent.needs.filter((need) => !isMet(need, entries))).toEqual([]);
          const command = commandOf(intent, entries);
          if (command === null) throw new Error(`"${intent.title}" is no command: ${JSON.stringify(intent)}`);
          const refusal = give(at, command);
          const said = refusal === null ? outcomeOf(viewOf(at), intent, command) : refusalText(refusal);
          expect(said.length).toBeGreaterThan(5);
          expect(said).not.toMatch(/NaN|undefined|\[object|null/);
        }),
        { seed: 20261121, numRuns: 50 },
      );
      expect(heard).toBeGreaterThan(25);
    }
  });

  it("J3 survive whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: "grapheme" }), (text) => {
        for (const intent of proposeIntents(view, text)) expect(commandOf(intent, filled(intent))).not.toBeNull();
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it("J5 go by names that say which one is meant", () => {
    expect(hear(view, "tax rates").nodes.map(({ value }) => value)).toEqual(["tax"]);
    // "Rate" is also a word of its own.
    expect(hear(view, "the error rate").nodes).toEqual([]);
    expect(hear(view, "orders db").nodes.map(({ value }) => value)).toEqual(["orders-db"]);
    expect(hear(view, "chekout").nodes.map(({ value }) => value)).toEqual(["checkout"]);
    expect(hear(view, "in Europe").regions.map(({ value }) => value)).toEqual(["eu-west"]);
    const services = [
      { value: "a", label: "Orders service" },
      { value: "b", label: "Prices service" },
    ];
    expect(mentioned(readWords("the prices"), services).map(({ value }) => value)).toEqual(["b"]);
    expect(mentioned(readWords("the service"), services)).toEqual([]);
  });

  it("J6 say what the words left open, and guess nothing", () => {
    const scale = first(view, "scale checkout");
    expect(scale.needs.map(({ field }) => field)).toEqual(["region", "amount"]);
    expect(commandOf(scale)).toBeNull();
    expect(commandOf(scale, { region: "nowhere", amount: "3" })).toBeNull();
    expect(commandOf(scale, { region: "eu-west", amount: "2.5" })).toBeNull();
    expect(commandOf(scale, { region: "eu-west", amount: "14" })).toEqual({
      kind: "act",
      args: { action: "scale", node: "checkout", region: "eu-west", amount: 14 },
    });
    expect(first(view, "scale checkout to 20 pods in europe").needs).toEqual([]);
    // A share is entered in percent; a region that may be left out is.
    const shed = first(view, "shed load");
    expect(commandOf(shed, { amount: "20 %" })).toEqual({ kind: "act", args: { action: "shed", amount: 0.2 } });
    expect(commandOf(shed, { amount: "120" })).toBeNull();
    expect(first(view, "write to customers").needs.map(({ kind }) => kind)).toEqual(["text"]);
  });

  it("J6 offer nothing that is denied", () => {
    expect(titles(view, "do not roll back checkout")).not.toContainEqual(expect.stringMatching(/^Roll back/));
  });

  it("J8 make of a line at the terminal what it is", () => {
    expect(first(view, "run kubectl get pods -l app=checkout").args).toEqual({
      panel: "terminal",
      line: "kubectl get pods -l app=checkout",
    });
    expect(titles(view, "get me out of here")).toEqual([]);
  });

  it("hear every drill's title without failing", () => {
    for (const slug of SLUGS) expect(() => proposeIntents(view, drill(slug).card.title)).not.toThrow();
  });
});
