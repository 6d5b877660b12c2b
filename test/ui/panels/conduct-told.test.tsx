// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { TeamSubject } from "#session/team/contract";
import { consoleStore } from "#ui/console-state";
import { useBeginsWithTalk } from "#ui/pages/gameday/room/told";
import { Conducting, inject } from "./conduct-room";
import { TeamRoom } from "./team-room";

const told: TeamSubject = {
  kind: "tabletop",
  incident: { id: "t", title: "Mail is late", scenario: "Nobody gets mail.", story: null },
};

/** The same room, as of an incident that is only told. */
function tell(room: TeamRoom): void {
  const { net } = room.room;
  const opened = room.opened.bind(room);
  room.opened = (device) => ({ ...opened(device), setup: { ...net.setup, subject: told } });
}

function Begun() {
  useBeginsWithTalk();
  return null;
}

describe("an incident that is only told", () => {
  it("begins with what is said: charts have nothing to show", async () => {
    const room = await TeamRoom.open();
    room.show(<Begun />, "ana");
    expect(consoleStore.getState().panel).toBe("board");
    tell(room);
    room.show(<Begun />, "ana");
    expect(consoleStore.getState().panel).toBe("channel");
    // What somebody opens themselves stays open.
    act(() => consoleStore.setState({ panel: "board" }));
    expect(consoleStore.getState().panel).toBe("board");
  });

  it("has no score of its own, and injects that can only be said", async () => {
    const conducting = await Conducting.open({ queue: [inject("a")] });
    tell(conducting.room);
    await conducting.show();
    const [score] = screen.getAllByRole("region", { name: "Score" });
    expect(within(score as HTMLElement).queryByRole("button", { name: "Show it" })).toBeNull();
    expect(within(score as HTMLElement).getByRole("switch", { name: /sees its score/ })).toBeVisible();
    await userEvent.click(screen.getAllByRole("tab", { name: /^Injects/ }).at(-1) as HTMLElement);
    await userEvent.click(screen.getAllByRole("button", { name: "“Inject a”: more" }).at(-1) as HTMLElement);
    expect(await screen.findByRole("menuitem", { name: "Edit…" })).toBeVisible();
    expect(screen.queryByRole("menuitem", { name: /Try it/ })).toBeNull();
  });
});
