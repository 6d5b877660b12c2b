// @vitest-environment jsdom
import "../kit/setup";
import { act, cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import Lobby from "#ui/pages/gameday/room/Lobby";
import TakeSeat from "#ui/pages/gameday/room/TakeSeat";
import { TeamClock } from "#ui/pages/gameday/room/TeamHeader";
import type { Services } from "#ui/services";
import { settle } from "../../session/fakes";
import { FOUNDER } from "../../session/team/room";
import { axeFindings } from "../panels/session";
import { ADDRESS, TeamRoom } from "../panels/team-room";

const GUEST = "guest";

/** A window that comes into the room; `devices`: as whom windows of its browser have been there. */
async function arrive(devices: readonly string[]): Promise<TeamRoom> {
  const room = await TeamRoom.open();
  const rooms = async () => ({ list: async () => [{ address: ADDRESS, devices }] });
  room.show(<TakeSeat />, null, await room.join(GUEST), { rooms } as unknown as Partial<Services>);
  await act(async () => settle());
  return room;
}

const take = async (name: string) => {
  const field = screen.getByRole("textbox", { name: "Your name" });
  await userEvent.clear(field);
  await userEvent.type(field, name);
  await userEvent.click(screen.getByRole("button", { name: "Take a seat" }));
  await act(async () => settle());
};
const seatsNamed = (room: TeamRoom, name: RegExp) =>
  (room.main.session.viewOf("facilitator")?.team?.seats ?? [])
    .map((seat) => seat.name)
    .filter((each) => name.test(each));

describe("taking a seat", () => {
  beforeEach(() => localStorage.clear());

  it("U60 a second window of a browser says who sits in the other; another browser has nothing to say", async () => {
    await arrive([FOUNDER, GUEST]);
    expect(screen.getByText(/^Another window of this browser is here as /)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    cleanup();
    await arrive([GUEST]);
    expect(screen.queryByText(/Another window of this browser/)).toBeNull();
  });

  it("U60 of two people with one name the second is told, and may press again", async () => {
    const room = await arrive([]);
    await take(" ana ");
    expect(screen.getByText(/^Ana \(.*\) is here already\./)).toBeVisible();
    expect(seatsNamed(room, /^ana$/i)).toEqual(["Ana"]);
    await userEvent.click(screen.getByRole("button", { name: "Take a seat" }));
    await room.pass(1);
    expect(seatsNamed(room, /^ana$/i)).toEqual(["Ana", "ana"]);
  });

  it("U62 says in the lobby that somebody's being ready could not be stored", async () => {
    const room = await TeamRoom.open();
    const guest = await room.join(GUEST);
    await room.deed({ do: "join", seat: "gil", name: "Gil", roles: [], services: [] }, "gil", guest);
    room.show(<Lobby />, "gil", guest);
    guest.log.problem = "quota";
    await userEvent.click(screen.getByRole("button", { name: "I am ready" }));
    expect(await screen.findByText(/^This could not be stored, and nobody has got it/)).toBeVisible();
    guest.log.problem = null;
    await userEvent.click(screen.getByRole("button", { name: "I am ready" }));
    expect(await screen.findByRole("button", { name: /^Ready/ })).toBeVisible();
    expect(screen.queryByText(/^This could not be stored/)).toBeNull();
  });

  it("U62 tells the others why the clock stands still that nobody paused", async () => {
    const room = await TeamRoom.running();
    const guest = await room.join(GUEST);
    await room.deed({ do: "join", seat: "gil", name: "Gil", roles: [], services: [] }, "gil", guest);
    room.show(<TeamClock />, "gil", guest);
    const held = /^held: the facilitator's machine cannot store/;
    expect(screen.queryByText(held)).toBeNull();
    room.main.log.problem = "quota";
    await room.pass(20);
    expect(screen.getByText(held)).toBeVisible();
    room.main.log.problem = null;
    await act(async () => room.main.session.resume());
    await room.pass(5);
    expect(screen.queryByText(held)).toBeNull();
  });

  it("U60 somebody who has left may come back under the same name", async () => {
    const room = await arrive([]);
    await room.deed({ do: "leave", seat: "ana" }, "facilitator");
    await room.pass(1);
    await take("Ana");
    await room.pass(1);
    expect(seatsNamed(room, /^Ana$/)).toHaveLength(2);
  });
});
