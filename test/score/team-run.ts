import type { Run } from "#domain/run";
import { type Team, wholeTeam } from "../engine/team-fixture";
import { mark, scored, UPDATE } from "./fixture";

const PROGRAM = scored({
  weights: { restore: 1, diagnose: 1, communicate: 1, decide: 1 },
  marks: [
    mark({
      id: "rolled-back",
      on: { event: "operation", match: { action: "rollback", phase: "requested", by: "player" } },
    }),
    mark({ id: "severity", on: { event: "severity", match: { by: "player" } } }),
    mark({ id: "by-platform", on: { event: "severity", match: { by: "platform" } } }),
  ],
});

/** A small team plays the tiny shop to its end; with a second front, if wanted. */
export function playedByTeam(withFront = false) {
  const team: Team = wholeTeam(100, undefined, PROGRAM);
  const board = { panel: "board", node: "shop", split: "region", region: null, window: 300, compare: false } as const;
  team.give("rex", { kind: "ack", args: { page: "page" } });
  team.give("rex", { kind: "look", args: board });
  team.to(105).give("ada", { kind: "severity", args: { level: 2 } });
  team.deed("ada", { do: "assign", task: "t", to: "rex", text: "Roll it back", minutes: 5 });
  team.to(110).give("rex", { kind: "act", args: { action: "rollback", node: "shop", region: "all" } });
  if (withFront) {
    const front = { kind: "front", node: "stock", symptom: "down", amount: 0, minutes: 3 } as const;
    team.deed("facilitator", { do: "inject", inject: "front", title: "Stock is gone", effects: [front] });
  }
  const named = {
    id: "h",
    mechanism: "bad-instance",
    node: "shop",
    region: "eu",
    text: "",
    state: "favoured",
  } as const;
  team.give("rex", { kind: "hypothesis", args: named });
  team.give("rex", { kind: "pin", args: { fact: "only-eu", hypothesis: "h", bearing: "supports" } });
  team.to(120).deed("cal", { do: "draft", draft: "d", audience: "customers", text: UPDATE });
  team.to(125).deed("ada", { do: "approve", draft: "d", approved: true, text: "" });
  team.to(160).give("ada", { kind: "answer", args: { request: "hold", option: "hold" } });
  team.to(400).give("ada", { kind: "resolve", args: { text: "It is over." } });
  team.to(420).give("ada", { kind: "end", args: {} });
  team.to(600).deed("sam", { do: "hot-wash", card: "c", column: "kept", text: "Calm" });
  const run: Run = { header: team.header, commands: team.commands, horizon: team.state.now };
  return { program: PROGRAM, run, team };
}
