import { describe, expect, it } from "vitest";
import type { CommandBody } from "#domain/commands";
import type { AlertRule } from "#domain/system";
import {
  apply,
  createState,
  type DrillState,
  decodeState,
  encodeState,
  hashState,
  historiesOf,
  tick,
  view,
} from "#engine/index";
import { command, expr, fn, header, num, op, SYSTEM, withScene } from "./fixture";

const rule = (id: string, more: Partial<AlertRule> = {}): AlertRule => ({
  id,
  title: `Rule ${id}`,
  node: "shop",
  expr: expr(op(">", fn("metric_last", "pods", "shop"), num(0))),
  hold: 0,
  severity: "page",
  summary: `Summary of ${id}`,
  ...more,
});

/** `early` fires in the history, `late` and `note` (a ticket) after the drill's page, `never` stays quiet. */
const system = {
  ...SYSTEM,
  alerts: [
    rule("early"),
    rule("late", { hold: 250 }),
    rule("note", { hold: 250, severity: "ticket" }),
    rule("never", { expr: expr(op(">", fn("metric_last", "queue", "shop", "eu"), num(1e6))) }),
    // Fires while eu has lost one of its four pods of the shop.
    rule("few", { expr: expr(op("<", fn("metric_last", "pods", "shop", "eu"), num(4))) }),
  ],
};
const PROGRAM = withScene({
  system,
  escalation: [
    { person: "ana", after: 60 },
    { person: "bo", after: 100 },
  ],
});

class Game {
  state: DrillState = createState(PROGRAM, header());
  private counter = 0;
  wait(seconds: number): this {
    for (let n = 0; n < seconds; n++) tick(this.state);
    return this;
  }
  until(holds: () => boolean): this {
    for (let n = 0; n < 700 && !holds(); n++) tick(this.state);
    expect(holds()).toBe(true);
    return this;
  }
  give(body: CommandBody) {
    return apply(this.state, command(this.state.now, ++this.counter, body)).refusal;
  }
  alerts() {
    const result = view(this.state, "lead").look({ panel: "alerts" });
    if (result.panel !== "alerts") throw new Error("no alerts");
    return result.alerts;
  }
  page(id: string) {
    return this.alerts().pages.find((each) => each.id === id);
  }
  rule(id: string) {
    return this.alerts().rules.find((each) => each.id === id);
  }
  entries(kind: string): Record<string, unknown>[] {
    return this.state.journal.filter((e) => e.kind === kind).map((e) => ({ by: e.by, ...e.data }));
  }
  /** The drill's page has gone off and is acknowledged. */
  begun(): this {
    this.until(() => this.page("page") !== undefined);
    expect(this.give({ kind: "ack", args: { page: "page" } })).toBeNull();
    return this;
  }
}

describe("alert rules on screen", () => {
  it("E27 show whether they are inactive, pending or firing, since when, and what they ask", () => {
    const game = new Game();
    expect(game.rule("early")).toMatchObject({ state: "firing", severity: "page", hold: 0, silencedUntil: null });
    expect(game.rule("never")).toMatchObject({ state: "inactive", since: null });
    expect(game.rule("late")).toMatchObject({ state: "pending", node: "shop" });
    expect(game.rule("late")?.source).toContain("metric_last");
    const since = game.rule("late")?.since ?? 0;
    game.until(() => game.rule("late")?.state === "firing");
    expect(game.state.now - since).toBeGreaterThanOrEqual(250);
  });

  it("W24 read any metric at the newest scrape", () => {
    const game = new Game().begun();
    expect(game.rule("few")?.state).toBe("inactive");
    game.give({ kind: "act", args: { action: "scale", node: "shop", region: "eu", amount: 2 } });
    game.until(() => game.rule("few")?.state === "firing");
  });
});

describe("pages of alert rules", () => {
  it("E27 page from the drill's page on; tickets and what fired before do not", () => {
    const game = new Game();
    game.until(() => game.page("page") !== undefined);
    expect(game.alerts().pages.map(({ id }) => id)).toEqual(["page"]);
    game.give({ kind: "ack", args: { page: "page" } });
    game.until(() => game.page("late") !== undefined);
    expect(game.alerts().pages.map(({ id }) => id)).toEqual(["page", "late"]);
    expect(game.rule("note")?.state).toBe("firing");
    expect(view(game.state, "lead").pages.map(({ id, title, body }) => `${id} ${title} ${body}`)).toContain(
      "late Rule late Summary of late",
    );
  });

  it("E27 are acknowledged once, by name, and that starts nothing else", () => {
    const game = new Game().begun();
    expect(game.give({ kind: "ack", args: { page: "late" } })?.code).toBe("page.unknown");
    game.until(() => game.page("late") !== undefined).wait(7);
    const owed = view(game.state, "lead").updatesDue;
    expect(game.give({ kind: "ack", args: { page: "late" } })).toBeNull();
    expect(game.page("late")).toMatchObject({ acknowledgedAt: game.state.now, by: "player", escalatesTo: null });
    expect(game.entries("ack").at(-1)).toEqual({ by: "player", page: "late", alert: true, after: 7 });
    expect(view(game.state, "lead").updatesDue).toEqual(owed);
    expect(game.give({ kind: "ack", args: { page: "late" } })?.code).toBe("page.acknowledged");
  });

  it("E27 go to one person after the other while nobody acknowledges them", () => {
    const game = new Game().begun();
    game.until(() => game.page("late") !== undefined);
    const fired = game.state.now;
    expect(game.page("late")).toMatchObject({ escalatesAt: fired + 60, escalatesTo: "ana" });
    game.wait(60);
    expect(game.entries("escalation")).toEqual([{ by: "platform", page: "late", person: "ana", after: 60 }]);
    expect(game.page("late")).toMatchObject({ escalatesAt: fired + 100, escalatesTo: "bo" });
    const last = view(game.state, "lead").messages.at(-1);
    expect(last).toMatchObject({ audience: "incident", from: "platform", kind: "system" });
    expect(last?.text).toMatch(/Rule late.*calling/);
    game.give({ kind: "ack", args: { page: "late" } });
    game.wait(120);
    expect(game.entries("escalation")).toHaveLength(1);
  });

  it("E27 the drill's own page escalates too", () => {
    const game = new Game();
    game.until(() => game.page("page") !== undefined).wait(100);
    expect(game.entries("escalation").map((e) => [e.page, e.person])).toEqual([
      ["page", "ana"],
      ["page", "bo"],
    ]);
  });

  it("E27 close when the rule no longer fires", () => {
    const game = new Game().begun();
    game.give({ kind: "act", args: { action: "scale", node: "shop", region: "eu", amount: 2 } });
    game.until(() => game.page("few") !== undefined).wait(120);
    expect(game.give({ kind: "act", args: { action: "scale", node: "shop", region: "eu", amount: 6 } })).toBeNull();
    game.until(() => game.rule("few")?.state === "inactive");
    expect(game.page("few")).toBeUndefined();
  });
});

describe("silences", () => {
  it("E27 keep a rule from paging, are shown and written down, and end", () => {
    const game = new Game().begun();
    expect(game.give({ kind: "silence", args: { rule: "late", minutes: 6 } })).toBeNull();
    const until = game.state.now + 360;
    expect(game.rule("late")).toMatchObject({ silencedUntil: until });
    expect(game.entries("silence")).toEqual([{ by: "player", rule: "late", minutes: 6, until, firing: false }]);
    game.until(() => game.rule("late")?.state === "firing").wait(10);
    expect(game.page("late")).toBeUndefined();
    game.until(() => game.state.now === until);
    expect(game.rule("late")?.silencedUntil).toBeNull();
    expect(game.page("late")).toMatchObject({ second: until, acknowledgedAt: null });
  });

  it("E27 close the page that waits; lifting one lets what still fires page again", () => {
    const game = new Game().begun();
    game.until(() => game.page("late") !== undefined);
    game.give({ kind: "silence", args: { rule: "late", minutes: 30 } });
    expect(game.page("late")).toBeUndefined();
    game.wait(120);
    expect(game.entries("escalation")).toEqual([]);
    expect(game.give({ kind: "silence", args: { rule: "late", minutes: 0 } })).toBeNull();
    expect(game.page("late")).toMatchObject({ second: game.state.now });
  });

  it("E2 refuse unknown rules, with the nearest, endless ones, and lifting what is not there", () => {
    const game = new Game().begun();
    const before = hashState(game.state);
    expect(game.give({ kind: "silence", args: { rule: "lata", minutes: 5 } })).toMatchObject({
      code: "rule.unknown",
      nearest: "late",
    });
    expect(game.give({ kind: "silence", args: { rule: "late", minutes: 9999 } })?.code).toBe("silence.length");
    expect(game.give({ kind: "silence", args: { rule: "late", minutes: 0 } })?.code).toBe("silence.none");
    expect(hashState(game.state)).toBe(before);
  });
});

it("E4 a state taken up in the middle of pages and silences goes on as it would have", () => {
  const game = new Game().begun();
  game.give({ kind: "silence", args: { rule: "few", minutes: 3 } });
  game.until(() => game.page("late") !== undefined).wait(30);
  const copy = decodeState(PROGRAM, game.state.header, encodeState(game.state), historiesOf(game.state));
  game.wait(150);
  for (let n = 0; n < 150; n++) tick(copy);
  expect(hashState(copy)).toBe(hashState(game.state));
});
