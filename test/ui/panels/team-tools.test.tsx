// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import type { InjectEffect } from "#domain/team";
import { type ConsolePanel, openPanel } from "#ui/console-state";
import { Footer } from "#ui/pages/console/Footer";
import Lobby from "#ui/pages/gameday/room/Lobby";
import Over from "#ui/pages/gameday/room/Over";
import TeamDesk from "#ui/pages/gameday/room/TeamDesk";
import { TEAM, TeamRoom } from "./team-room";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({ default: () => null }));

// A desk opens with the panel that was open last in its run, and every room here has the same.
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

/** Bo works on the cart only. */
const PEOPLE = TEAM.map((person) => (person.id === "bo" ? { ...person, services: ["cart"] } : person));

/** The desk of a player, on the facilitator's device, which plays for everybody around it. */
const desk = (room: TeamRoom, seat: string) =>
  room.show(<TeamDesk />, seat, room.main, {
    documents: new MemoryDocumentStore(),
    gameday: () => Promise.reject(new Error("none")),
  });

const centre = (name: string) => within(screen.getByRole("region", { name }));
const go = (panel: ConsolePanel, change: Parameters<typeof openPanel>[1] = {}) => act(() => openPanel(panel, change));

describe("tools of a resolver with services", () => {
  it("U36 open for what is theirs, and never fail for what is not", async () => {
    const room = await TeamRoom.running(200, PEOPLE);
    desk(room, "bo");

    go("database");
    expect(await centre("Database").findByText("No database is among your services")).toBeVisible();

    go("runtime", { runtime: { panel: "runtime", node: "checkout", region: "", view: "pods", operation: null } });
    const node = await centre("Runtime").findByRole<HTMLSelectElement>("combobox", { name: "Node" });
    expect([...node.options].map(({ value }) => value)).toEqual(["cart"]);
    expect(await centre("Runtime").findByRole("heading", { name: "Pods" })).toBeVisible();

    go("traces");
    const through = await centre("Traces").findByRole<HTMLSelectElement>("combobox", { name: "Through node" });
    expect([...through.options].map(({ value }) => value)).toEqual(["cart"]);
    expect(screen.queryByText("Reading the traces")).not.toBeInTheDocument();

    // What somebody else was about to look at is not opened.
    go("config", { configNode: "checkout" });
    const services = within(await screen.findByRole("region", { name: "Services" }));
    expect(services.getAllByRole("button")).toHaveLength(1);
    await userEvent.click(services.getByRole("button", { name: /^Cart/ }));
    expect(await screen.findByRole("tab", { name: "Configuration" })).toBeVisible();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("U36 of others lead nowhere from the map, from alerts and from the board", async () => {
    const room = await TeamRoom.running(240, PEOPLE);
    const { unmount } = desk(room, "ana");
    expect(await screen.findByText(/deploy Checkout v418/)).toBeVisible();
    expect(screen.getByRole("button", { name: "deploys" })).toBeVisible();
    unmount();
    desk(room, "sam");
    expect(await screen.findByText(/deploy Checkout v418/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "deploys" })).not.toBeInTheDocument();
  });
});

describe("the foot of the console", () => {
  it("U36 leads to the notebook for those who have one", async () => {
    const room = await TeamRoom.running();
    const { unmount } = room.show(<Footer />, "ana");
    expect(screen.getByRole("button", { name: /hypotheses/ })).toBeVisible();
    unmount();
    room.show(<Footer />, "cal");
    expect(screen.queryByRole("button", { name: /hypotheses/ })).not.toBeInTheDocument();
  });
});

describe("pages that take each other's place", () => {
  it("take the focus along: from the seat one took to the lobby, and to the end", async () => {
    const room = await TeamRoom.open();
    const { unmount } = room.show(<Lobby />, "ana");
    expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
    await userEvent.tab();
    expect(screen.getByRole("button", { name: /ready/i })).toHaveFocus();
    unmount();
    room.show(<Over />, "ana");
    expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
    await userEvent.tab();
    expect(screen.getByRole("link", { name: /^Talk about it/ })).toHaveFocus();
  });
});

describe("tools that show nothing", () => {
  const inject = (room: TeamRoom, ...effects: readonly InjectEffect[]) =>
    room.deed({ do: "inject", inject: `i${effects[0]?.kind}`, title: "It breaks", effects }, "facilitator");

  it("U37 say that they do not load, and are back by themselves", async () => {
    const room = await TeamRoom.running();
    await inject(room, { kind: "panel-down", panel: "board", minutes: 1 });
    desk(room, "bo");
    expect(centre("Board").getByText("Board does not load")).toBeVisible();
    expect(centre("Board").getByText(/expected back in 1 min/)).toBeVisible();
    // Once, and on other panels above them.
    expect(screen.queryByText("Does not load: Board")).not.toBeInTheDocument();
    go("team");
    expect(await screen.findByText("Does not load: Board")).toBeVisible();
    go("board");
    await room.pass(14);
    expect(await centre("Board").findByRole("combobox", { name: "Node" })).toBeVisible();
  });

  it("U37 say so to somebody who cannot be reached, who still reads what was written before", async () => {
    const room = await TeamRoom.running();
    await inject(room, { kind: "unreachable", seat: "bo", minutes: 1 });
    desk(room, "bo");
    expect(centre("Board").getByText("You see nothing of board while you cannot be reached")).toBeVisible();
    go("channel");
    expect(await screen.findByText(/v418 is out/)).toBeVisible();
    go("board");
    await room.pass(14);
    expect(await centre("Board").findByRole("combobox", { name: "Node" })).toBeVisible();
  });
});
