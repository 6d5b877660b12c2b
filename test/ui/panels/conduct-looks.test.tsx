// @vitest-environment jsdom
import "../kit/setup";
import { act } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useLook } from "#ui/looking";
import { TeamRoom } from "./team-room";

function Board() {
  useLook({ panel: "board", node: "all", split: null, region: null, window: 1800, compare: false });
  return null;
}

/** Seats whose looks are in the log, refused ones included. */
const lookers = ({ main }: TeamRoom): readonly string[] =>
  main.log.entries().flatMap(({ body }) => (body.kind === "command" && body.body.kind === "look" ? [body.seat] : []));

describe("a screen that is shown for several people", () => {
  it("CD8 looks for whoever acts, each for themselves, and not for the facilitator", async () => {
    const room = await TeamRoom.running();
    await room.send({ kind: "ack", args: { page: "page" } }, "ana");
    room.show(<Board />, "facilitator");
    await room.pass(2);
    expect(lookers(room)).toEqual([]);
    for (const seat of ["ana", "bo", "facilitator"]) {
      await act(async () => room.main.session.actAs(seat));
      await room.pass(1);
    }
    expect(lookers(room)).toEqual(["ana", "bo"]);
  });
});
