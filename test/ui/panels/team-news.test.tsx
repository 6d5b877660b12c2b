// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import type { TeamDeed, TeamView } from "#domain/team";
import { foldRoom } from "#modes/gameday/room";
import { openPanel } from "#ui/console-state";
import { Announcer } from "#ui/kit/announce";
import { Toaster } from "#ui/kit/toast";
import TeamDesk from "#ui/pages/gameday/room/TeamDesk";
import { newsOf } from "#ui/team/news";
import { did, OPENING, teamView } from "../../modes/gameday/team";
import { TeamRoom } from "./team-room";

// A phone: none of what the team's panel has is on screen.
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: query.includes("max-width"),
  addEventListener() {},
  removeEventListener() {},
}));
vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({ default: () => null }));

async function desk(room: TeamRoom, seat: string) {
  room.show(
    <>
      <TeamDesk />
      <Announcer />
      <Toaster />
    </>,
    seat,
    room.main,
    { documents: new MemoryDocumentStore(), gameday: () => Promise.reject(new Error("none")) },
  );
  await room.pass(1);
}
// What tells news is loaded when it is first shown.
beforeAll(() => import("#ui/pages/console/TeamBanners"));

const toasts = () => within(screen.getByRole("region", { name: "Notifications" }));
const said = () => screen.getByRole("log", { name: "Announcements" }).textContent;
const places = () => within(screen.getByRole("navigation", { name: "Panels" }));
const task = (to: string, text = "Which regions?"): TeamDeed => ({ do: "assign", task: "t1", to, text, minutes: 10 });

describe("what others do that concerns a seat", () => {
  it("U38 a task and a poll are told wherever one looks, said aloud, and counted until they are answered", async () => {
    const room = await TeamRoom.running();
    await desk(room, "bo");
    await room.deed(task("bo"), "ana");
    expect(toasts().getByText("Ana gives you a task: Which regions?")).toBeVisible();
    expect(said()).toContain("Ana gives you a task: Which regions?");
    expect(places().getByRole("button", { name: /Team/ })).toHaveTextContent("1 waiting");
    await room.deed({ do: "poll", poll: "p1", question: "Roll back?", options: ["Yes", "No"] }, "ana");
    expect(toasts().getByText("Ana asks: Roll back?")).toBeVisible();
    expect(places().getByRole("button", { name: /Team/ })).toHaveTextContent("2 waiting");
    await room.deed({ do: "progress", task: "t1", state: "acknowledged", text: "" }, "bo");
    await room.deed({ do: "vote", poll: "p1", option: 0, text: "" }, "bo");
    expect(places().getByRole("button", { name: /Team/ })).not.toHaveTextContent("waiting");
  });

  it("U38 who gave a task hears how it goes, who leads of objections and of tasks that are nobody's", async () => {
    const room = await TeamRoom.running();
    await desk(room, "ana");
    await room.deed(task("bo", "Which browsers?"), "ana");
    await room.deed({ do: "progress", task: "t1", state: "acknowledged", text: "" }, "bo");
    expect(said()).toContain("Bo has it: Which browsers?");
    await room.deed(
      { do: "poll", poll: "p1", question: "Fail over?", options: ["No objection", "Strong objection"] },
      "ana",
    );
    await room.deed({ do: "vote", poll: "p1", option: 1, text: "" }, "sam");
    expect(toasts().getByText("Strong objection: Sam")).toBeVisible();
    await room.deed({ do: "leave", seat: "bo" }, "bo");
    expect(toasts().getByText("Nobody is at it any more: Which browsers?")).toBeVisible();
    // What one did oneself is no news.
    expect(toasts().queryByText("Ana gives you a task: Which browsers?")).not.toBeInTheDocument();
    expect(toasts().queryByText("Ana asks: Fail over?")).not.toBeInTheDocument();
  });

  it("U38 a role that is handed over, a draft that waits, and what became of it", async () => {
    const room = await TeamRoom.running();
    await desk(room, "bo");
    await room.deed({ do: "handover", role: "commander", from: "ana", to: "bo", checked: [], text: "" }, "ana");
    expect(toasts().getByText("You are incident commander from now on")).toBeVisible();
    await room.deed({ do: "draft", draft: "d1", audience: "customers", text: "Some cannot pay." }, "cal");
    expect(toasts().getByText("Cal wrote to customers")).toBeVisible();
    expect(places().getByRole("button", { name: /Status/ })).toHaveTextContent("1 waiting");
    act(() => room.main.session.actAs("cal"));
    await room.deed({ do: "approve", draft: "d1", approved: false, text: "Say since when." }, "bo");
    expect(toasts().getByText("Bo does not approve your update yet")).toBeVisible();
    expect(toasts().getByText("“Say since when.”")).toBeVisible();
  });

  it("U38 a timer that is over is told once, to who set it and to the commander", async () => {
    const room = await TeamRoom.running();
    await desk(room, "ana");
    await room.deed({ do: "timer", timer: "x", label: "Status round", minutes: 0.5 }, "ana");
    await room.pass(10);
    expect(toasts().getAllByText("Time is up: Status round")).toHaveLength(1);
    act(() => openPanel("team"));
    expect(await screen.findByText("time is up")).toBeVisible();
    expect(toasts().getAllByText("Time is up: Status round")).toHaveLength(1);
  });
});

describe("what is new between two moments", () => {
  const at = (now: number, more: Partial<TeamView> = {}) => {
    const deeds = now < 20 ? OPENING : [...OPENING, did(15, "ana", task("bo"))];
    const team = teamView(deeds, { seat: "bo", roles: ["resolver"], ...more });
    return { team, room: foldRoom(team, now), now };
  };

  it("U38 is told to who was there, not to a device that slept or that acts for somebody else now", () => {
    expect(newsOf(at(10), at(20)).map(({ title }) => title)).toEqual(["Ana gives you a task: Which regions?"]);
    expect(newsOf(at(10), at(80))).toEqual([]);
    expect(newsOf(at(10, { seat: "ana" }), at(20))).toEqual([]);
    expect(newsOf(at(20), at(30))).toEqual([]);
  });
});

describe("requests that others answer", () => {
  it("U38 say whose they are, and count for nobody else", async () => {
    const room = await TeamRoom.running();
    await room.send({ kind: "ack", args: { page: "page" } }, "ana");
    await desk(room, "ana");
    await room.pass(30);
    // Support asks: that is not the commander's.
    expect(places().getByRole("button", { name: /Channel/ })).not.toHaveTextContent("waiting");
    act(() => openPanel("channel"));
    const asked = within(await screen.findByRole("article", { name: "Ruth Adeyemi asks" }));
    expect(asked.getByText("Answering is up to Cal (communications).")).toBeVisible();
    await userEvent.click(asked.getAllByRole("button")[1] as HTMLElement);
    expect(asked.getByText("Answering is up to Cal (communications).")).toBeVisible();
    act(() => room.main.session.actAs("cal"));
    expect(places().getByRole("button", { name: /Channel/ })).toHaveTextContent("1 waiting");
  });
});
