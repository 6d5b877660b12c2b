import { describe, expect, it } from "vitest";
import { ENGINE_VERSION, hashState, replay } from "#engine/index";
import golden from "../fixtures/golden.json";
import { runOf } from "./commands";
import { command, PROGRAM } from "./fixture";

/** A little of everything that can move a state. */
const RUN = runOf(
  [
    command(95, 1, { kind: "ack", args: { page: "page" } }),
    command(100, 2, {
      kind: "look",
      args: { panel: "board", node: "shop", split: "region", region: null, window: 300, compare: false },
    }),
    command(110, 3, { kind: "act", args: { action: "scale", node: "stock", region: "us", amount: 6 } }),
    command(120, 4, { kind: "act", args: { action: "rollback", node: "shop", region: "eu" } }),
    command(121, 5, {
      kind: "say",
      args: { audience: "executives", text: "Some orders fail. We are rolling back. It will be fixed by 12:10." },
    }),
    command(160, 6, { kind: "answer", args: { request: "hold", option: "go" } }),
    command(300, 7, { kind: "resolve", args: { text: "It is over." } }),
  ],
  500,
);

describe("the golden replay", () => {
  it("E25 has its known hash, or the engine version was raised and the new hash written down", () => {
    expect({ engine: ENGINE_VERSION, hash: hashState(replay(PROGRAM, RUN)) }).toEqual(golden);
  });
});
