// @vitest-environment jsdom
import "../kit/setup";
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import { freeze } from "#debrief/index";
import type { Expectation } from "#domain/gameday";
import { WHOLE_EXERCISE } from "#domain/team";
import { Afterwards } from "#ui/pages/gameday/after/index";
import TeamPanel from "#ui/panels/team/index";
import type { Services } from "#ui/services";
import { settle } from "../../session/fakes";
import type { Device } from "../../session/team/room";
import { at, Conducting, GUIDE, inject } from "./conduct-room";
import { axeFindings } from "./session";
import type { TeamRoom } from "./team-room";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({ default: () => null }));

const DOUBTS: Expectation = {
  id: "doubts",
  title: "They doubt what {checkout} says",
  good: "They look for themselves.",
  points: 2,
  by: "resolver",
};
const VENDOR = inject("vendor", { ...at(172), expectations: [DOUBTS], discuss: ["Whom do we believe?"] });
const part = (name: string) => within(screen.getByRole("region", { name }));

/** Somebody who joins with a device of their own; whoever comes this late watches. */
async function joins(room: TeamRoom, seat: string, name: string): Promise<Device> {
  const device = await room.join(`device-of-${seat}`);
  await room.deed({ do: "join", seat, name, roles: ["observer"], services: [] }, seat, device);
  await room.pass(1);
  return device;
}

/** A player with a device of their own. */
async function plays(room: TeamRoom, seat: string): Promise<Device> {
  const device = await room.join(`device-of-${seat}`);
  const args = {
    do: "seat",
    seat,
    name: seat,
    device: `device-of-${seat}`,
    roles: ["resolver"],
    services: [],
  } as const;
  await room.deed(args, "facilitator");
  await room.pass(1);
  return device;
}

const said = (conducting: Conducting) => conducting.room.deeds("expect").map((deed) => deed.inject);

describe("what is expected of the team", () => {
  it("CD10 is ticked by an observer at their own device, and seen by the facilitator; who plays reads nothing of it", async () => {
    const conducting = await Conducting.open({
      queue: [VENDOR, inject("later", { ...at(9000), expectations: [DOUBTS] })],
    });
    const { room } = conducting;
    const olu = await joins(room, "olu", "Olu");
    const pia = await plays(room, "pia");
    await conducting.pass(3);
    expect(said(conducting)).toEqual([WHOLE_EXERCISE, "vendor"]);

    const { unmount } = room.show(<TeamPanel />, "olu", olu);
    const watch = part("What to watch");
    const rows = watch.getAllByRole("list", { name: "Expected" });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toHaveTextContent("They doubt what Checkout says");
    expect(rows[1]).toHaveTextContent("Roles are said aloud");
    await userEvent.click(watch.getByRole("button", { name: "Met: They doubt what Checkout says" }));
    await userEvent.click(watch.getByRole("button", { name: "Met: add a word" }));
    await userEvent.keyboard("Bo opened the logs{Enter}");
    await userEvent.click(watch.getByRole("button", { name: "Not met: Roles are said aloud" }));
    expect(watch.getByRole("button", { name: "Not met: Roles are said aloud" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    expect(await axeFindings()).toEqual([]);
    unmount();

    await conducting.pass(1);
    expect(part("Happened").getByText("Olu: met, “Bo opened the logs”")).toBeVisible();

    for (const [device, seat] of [
      [pia, "pia"],
      [room.main, "ana"],
    ] as const) {
      const team = JSON.stringify(device.session.viewOf(seat)?.team);
      for (const word of ["They doubt", "Roles are said", "Whom do we"]) expect(team).not.toContain(word);
    }
    const shown = room.show(<TeamPanel />, "pia", pia);
    expect(screen.queryByRole("region", { name: "What to watch" })).not.toBeInTheDocument();
    shown.unmount();
  });

  it("CD10 is said once, through reloads; what is missing then is made up for", async () => {
    const conducting = await Conducting.open({ queue: [VENDOR] }, { seconds: 20 });
    expect(said(conducting)).toEqual([WHOLE_EXERCISE]);
    cleanup();
    await conducting.show();
    await conducting.pass(2);
    expect(said(conducting)).toEqual([WHOLE_EXERCISE]);
    cleanup();
    // It happens while no screen of the facilitator is open.
    await conducting.room.deed({ do: "inject", inject: "vendor", title: "The vendor", effects: [] }, "facilitator");
    await conducting.show();
    await conducting.pass(2);
    expect(said(conducting)).toEqual([WHOLE_EXERCISE, "vendor"]);
    expect(conducting.room.deeds("expect")[0]?.expectations).toEqual(GUIDE.expectations);
    cleanup();
    await conducting.show();
    await conducting.pass(2);
    expect(said(conducting)).toHaveLength(2);
  });

  it("CD10 is not said of what has not happened, nor where nothing is expected", async () => {
    const conducting = await Conducting.open(
      { queue: [inject("now", at(172)), inject("later", { expectations: [DOUBTS] })] },
      { guide: null },
    );
    const olu = await joins(conducting.room, "olu", "Olu");
    await conducting.pass(3);
    expect(conducting.fired).toEqual(["now"]);
    expect(said(conducting)).toEqual([]);
    const { unmount } = conducting.room.show(<TeamPanel />, "olu", olu);
    expect(part("What to watch").getByText("Inject now")).toBeVisible();
    expect(part("What to watch").queryByRole("list", { name: "Expected" })).not.toBeInTheDocument();
    unmount();
  });

  it("CD10 is said anew where it was changed while its inject happened", async () => {
    const conducting = await Conducting.open({ queue: [VENDOR] });
    await conducting.tab("Injects");
    screen.getByRole("button", { name: VENDOR.title }).focus();
    await userEvent.keyboard("{Enter}");
    const dialog = within(screen.getByRole("dialog"));
    await conducting.pass(3);
    expect(dialog.getByText("It happened meanwhile")).toBeVisible();
    const title = dialog.getByDisplayValue(DOUBTS.title);
    await userEvent.clear(title);
    await userEvent.type(title, "They ask twice");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await conducting.settle();
    expect(conducting.room.deeds("expect").at(-1)).toMatchObject({
      inject: "vendor",
      expectations: [{ id: "doubts", title: "They ask twice" }],
    });
  });

  it("CD10 stands in words in the report of a device that never had the plan", async () => {
    const conducting = await Conducting.open({ queue: [VENDOR] });
    const { room } = conducting;
    const olu = await joins(room, "olu", "Olu");
    await conducting.pass(3);
    const tick = { do: "tick", inject: "vendor", expectation: "doubts", met: false, text: "nobody asked" } as const;
    await room.deed(tick, "olu", olu);
    cleanup();
    await room.send({ kind: "end", args: {} }, "ana");
    const guest = await room.join("guest");
    await room.pass(40);
    const services: Partial<Services> = {
      documents: new MemoryDocumentStore(),
      freeze: async (program, run) => freeze(program, run),
      rooms: async () => ({ list: async () => [] }) as never,
      gameday: () => Promise.reject(new Error("the guide is not asked for")),
    };
    room.show(<Afterwards />, null, guest, services);
    await act(settle);
    const happened = within(await screen.findByRole("region", { name: VENDOR.title }));
    expect(happened.getByText("They doubt what Checkout says")).toBeVisible();
    expect(happened.getByText("Olu: nobody asked")).toBeVisible();
    expect(happened.getByText("Whom do we believe?")).toBeVisible();
    const whole = within(screen.getByRole("region", { name: "Of the exercise as a whole" }));
    await waitFor(() => expect(whole.getByText("Roles are said aloud")).toBeVisible());
  });
});
