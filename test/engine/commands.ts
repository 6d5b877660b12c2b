import fc from "fast-check";
import type { Command, CommandBody } from "#domain/commands";
import type { Run } from "#domain/run";
import { command, header } from "./fixture";

const node = fc.constantFrom("shop", "stock", "edge", "nowhere");
const region = fc.constantFrom("eu", "us", "all", "mars");

/** Commands as a player, a mistaken play or a forged file might give them: most valid, some not. */
export const body: fc.Arbitrary<CommandBody> = fc.oneof(
  fc.constant<CommandBody>({ kind: "ack", args: { page: "page" } }),
  fc
    .record({ node, split: fc.constantFrom("region" as const, null), window: fc.constantFrom(120, 600) })
    .map((a): CommandBody => ({ kind: "look", args: { panel: "board", region: null, compare: false, ...a } })),
  fc
    .constantFrom("", "level:INFO", "could", "zone:")
    .map((query): CommandBody => ({ kind: "look", args: { panel: "logs", query, window: 300 } })),
  fc.constant<CommandBody>({ kind: "look", args: { panel: "probe", probe: "curl", region: "eu", quarantined: false } }),
  fc
    .record({ action: fc.constantFrom("restart" as const, "rollback" as const, "quarantine" as const), node, region })
    .map((args): CommandBody => ({ kind: "act", args })),
  fc
    .integer({ min: 1, max: 9 })
    .map((pods): CommandBody => ({ kind: "act", args: { action: "scale", node: "shop", region: "eu", amount: pods } })),
  fc
    .constantFrom(0, 0.5)
    .map((value): CommandBody => ({ kind: "act", args: { action: "flag", flag: "quotes", amount: value, value } })),
  fc.integer({ min: 0, max: 3 }).map((operation): CommandBody => ({ kind: "interrupt", args: { operation } })),
  fc
    .constantFrom(
      "Some orders fail in Europe. We are rolling back. Next update in 3 minutes.",
      "It will be fixed by 12:09.",
      "   ",
    )
    .map((text): CommandBody => ({ kind: "say", args: { audience: "executives", text } })),
  fc
    .constantFrom("hold", "go", "maybe")
    .map((option): CommandBody => ({ kind: "answer", args: { request: "hold", option } })),
  fc.constantFrom("open" as const, "favoured" as const, "rejected" as const).map(
    (state): CommandBody => ({
      kind: "hypothesis",
      args: { id: "h", mechanism: "bad-instance", node: "shop", region: "eu", text: "", state },
    }),
  ),
  fc
    .constantFrom("only-eu", "one-line")
    .map((fact): CommandBody => ({ kind: "pin", args: { fact, hypothesis: null, bearing: "supports" } })),
  fc.constant<CommandBody>({ kind: "task", args: { person: "ana", text: "Please compare them", minutes: 5 } }),
  fc.constant<CommandBody>({ kind: "severity", args: { level: 2 } }),
  fc.constant<CommandBody>({ kind: "resolve", args: { text: "Over." } }),
  fc.constant<CommandBody>({ kind: "note", args: { text: "hm" } }),
);

/** A log of up to `count` commands between the page and `until`, in order. */
export function commandLog(count: number, until: number): fc.Arbitrary<Command[]> {
  const one = fc.record({ second: fc.integer({ min: 85, max: until }), body, early: fc.integer({ min: -3, max: 3 }) });
  return fc
    .array(one, { maxLength: count })
    .map((items) =>
      items
        .sort((a, b) => a.second - b.second)
        .map((item, i) => command(item.second, i + 1, item.body, item.second + Math.max(0, item.early - 2))),
    );
}

export const runOf = (commands: readonly Command[], horizon: number): Run => ({ header: header(), commands, horizon });
