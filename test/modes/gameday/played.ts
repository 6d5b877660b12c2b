import { expect } from "vitest";
import type { Run } from "#domain/run";
import { PROGRAM } from "../../engine/fixture";
import { Team, teamHeader } from "../../engine/team-fixture";

/** An accepted command, or the test fails with why it was not. */
const ok = (refusal: { readonly code: string; readonly text: string } | null) => expect(refusal).toBeNull();

/**
 * A small exercise: ada commands, rex and sia resolve, cal writes, sam keeps the timeline, oli watches. `spoiled` is one in which the
 * commander does it all.
 */
export function played(spoiled = false): { readonly team: Team; readonly run: Run } {
  const team = new Team(teamHeader(), PROGRAM);
  ok(team.join("ada", spoiled ? ["commander", "resolver"] : ["commander"]));
  ok(team.join("rex", ["resolver"], ["shop"]));
  ok(team.join("sia", ["resolver"], ["stock"]));
  ok(team.join("cal", ["communications"]));
  ok(team.join("sam", ["scribe"]));
  ok(team.join("oli", ["observer"]));
  ok(team.run());
  team.to(100);
  ok(team.give("ada", { kind: "ack", args: { page: "page" } }));
  ok(team.give("ada", { kind: "severity", args: { level: 2 } }));
  ok(team.deed("ada", { do: "assign", task: "t1", to: "rex", text: "Find out | what *fails*", minutes: 5 }));
  const digger = spoiled ? "ada" : "rex";
  team.to(120);
  ok(team.deed("rex", { do: "progress", task: "t1", state: "acknowledged", text: "" }));
  ok(team.deed("ada", { do: "assign", task: "t2", to: "sia", text: "Look at the stock", minutes: 5 }));
  for (let n = 0; n < 6; n++) {
    team.to(130 + n);
    ok(team.give(digger, { kind: "look", args: { panel: "logs", query: "", window: 300 } }));
  }
  team.to(150);
  ok(
    team.deed("facilitator", {
      do: "inject",
      inject: "i1",
      title: "The leader of sales wants an answer",
      effects: [{ kind: "remark", from: "bo", audience: "incident", text: "When is it over?", interrupts: false }],
    }),
  );
  team.to(160);
  ok(team.deed("sam", { do: "entry", entry: "e1", at: 100, text: "Ada took the page <script>alert(1)</script>" }));
  ok(team.deed("oli", { do: "tick", inject: "i1", expectation: "polite", met: true, text: "kindly" }));
  team.to(200);
  ok(
    team.deed("ada", {
      do: "decide",
      decision: "d1",
      text: "Restart one pod",
      why: "one pod only",
      by: spoiled ? "" : "rex",
    }),
  );
  ok(team.give(digger, { kind: "act", args: { action: "restart", node: "shop", region: "eu" } }));
  if (!spoiled) {
    ok(
      team.deed("cal", {
        do: "draft",
        draft: "w1",
        audience: "customers",
        text: "Since 12:08 some orders fail. We are working on it. Next update at 12:20.",
      }),
    );
    // A second later: what is done in the same second is ordered by device.
    team.to(201);
    ok(team.deed("ada", { do: "approve", draft: "w1", approved: true, text: "" }));
    ok(team.deed("sia", { do: "progress", task: "t2", state: "done", text: "nothing there" }));
  }
  team.to(260);
  ok(
    team.deed("ada", {
      do: "handover",
      role: "commander",
      from: "ada",
      to: "sia",
      checked: spoiled
        ? []
        : ["status", "impact", "under-way", "cause", "decisions", "tasks", "timers", "update", "people", "announce"],
      text: "end of shift",
    }),
  );
  team.to(420);
  ok(team.give("sia", { kind: "resolve", args: { text: "It is quiet." } }));
  ok(team.give("sia", { kind: "end", args: {} }));
  ok(team.deed("rex", { do: "hot-wash", card: "c1", column: "kept", text: "One voice" }));
  ok(team.deed("sia", { do: "gap", gap: "g1", text: "No runbook for the stock", owner: "Rex", due: "2026-12-01" }));
  ok(team.deed("rex", { do: "feedback", ratings: { useful: 5 }, text: "" }));
  return { team, run: { header: team.header, commands: team.commands, horizon: team.state.now } };
}
