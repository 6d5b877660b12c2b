import { describe, expect, it } from "vitest";
import { FIRST_SEAT } from "#domain/team";
import { hashState, replay } from "#engine/index";
import { settle } from "../fakes";
import { FOUNDER, Room, reload, turn } from "./room";

const now = (device: Awaited<ReturnType<Room["open"]>>) => device.session.getState().view?.now;
const hashOf = (device: Awaited<ReturnType<Room["open"]>>) => {
  const { program, run } = device.session.log();
  return hashState(replay(program, run));
};

describe("a team on one device", () => {
  it("goes from the lobby through running and pausing", async () => {
    const room = new Room();
    const ann = await room.open(FOUNDER);
    expect(ann.session.getState().status).toBe("briefing");
    expect(ann.session.getTeam()).toMatchObject({ isHolder: true, acting: FIRST_SEAT, silence: 0 });
    await turn([ann], 3);
    expect(now(ann)).toBe(0);
    ann.session.start();
    await settle();
    await turn([ann], 10);
    expect(ann.session.getState().status).toBe("playing");
    expect(now(ann)).toBe(10);
    ann.session.pause();
    await settle();
    await turn([ann], 5);
    expect(ann.session.getState().status).toBe("paused");
    expect(now(ann)).toBe(10);
    const entry = { do: "entry", entry: "e1", at: 3, text: "Somebody laughed." } as const;
    expect(await ann.session.deed(entry)).toBeNull();
    expect(ann.session.getState().view?.team?.deeds.at(-1)).toMatchObject({ at: { second: 10 }, deed: entry });
  });
});

describe("a team on two devices", () => {
  it("shows what one does to the other", async () => {
    const room = new Room();
    const ann = await room.open(FOUNDER);
    const bea = await room.open("bea");
    expect(bea.session.getTeam()).toMatchObject({ isHolder: false, acting: null });
    const join = { do: "join", seat: "bea", name: "Bea", roles: ["resolver"], services: [] } as const;
    expect(await bea.session.deed(join)).toBeNull();
    expect(bea.session.getTeam().acting).toBe("bea");
    expect(ann.session.getTeam().presence).toMatchObject([{ device: "bea", second: 0 }]);
    await turn([ann, bea], 3);
    ann.session.start();
    await settle();
    await turn([ann, bea], 20);
    expect(bea.session.getState().status).toBe("playing");
    expect(now(bea)).toBe(now(ann));
    const card = { do: "hot-wash", card: "c1", column: "kept", text: "Quiet voices." } as const;
    expect(await bea.session.deed(card)).toBeNull();
    await turn([ann, bea], 20);
    expect(ann.session.getState().view?.team?.deeds.at(-1)).toMatchObject({ at: { second: 20 }, deed: card });
    expect(hashOf(ann)).toBe(hashOf(bea));
  });

  it("goes on after the holder has reloaded", async () => {
    const room = new Room();
    let ann = await room.open(FOUNDER);
    const bea = await room.open("bea");
    await turn([ann, bea], 3);
    ann.session.start();
    await settle();
    await turn([ann, bea], 40);
    expect(now(bea)).toBe(40);
    ann = await reload(room, ann);
    expect(now(ann)).toBeLessThanOrEqual(40);
    await turn([ann, bea], 12);
    expect(now(ann)).toBeGreaterThanOrEqual(48);
    expect(now(bea)).toBe(now(ann));
    expect(hashOf(ann)).toBe(hashOf(bea));
  });
});
