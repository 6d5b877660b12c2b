// @vitest-environment jsdom
import "../kit/setup";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import { TooltipProvider } from "#ui/kit/Tooltip";
import TeamDesk from "#ui/pages/gameday/room/TeamDesk";
import { GUIDE } from "./conduct-room";
import { TeamRoom } from "./team-room";

vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({ default: () => null }));
// A wide screen.
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: query.includes("min-width"),
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

async function desk(seat: string, device?: string) {
  const room = await TeamRoom.running();
  const other = device === undefined ? room.main : await room.join(device);
  if (device !== undefined) {
    await room.deed({ do: "seat", seat, name: "Eve", device, roles: ["resolver"], services: [] }, "facilitator");
    await room.pass(1);
  }
  room.show(
    <TooltipProvider>
      <TeamDesk />
    </TooltipProvider>,
    seat,
    other,
    {
      documents: new MemoryDocumentStore(),
      gameday: async () => ({
        deck: async () => [],
        guide: async () => GUIDE,
        tabletop: () => Promise.reject(new Error("none")),
      }),
    },
  );
  return room;
}

describe("the desk of a team", () => {
  it("CD2 has the exercise and its keys where somebody facilitates, whoever's screen is shown", async () => {
    const room = await desk("facilitator");
    await userEvent.keyboard("gf");
    expect(await screen.findByRole("tab", { name: "Guide" })).toBeVisible();
    await userEvent.keyboard("2");
    expect(await screen.findByRole("dialog")).toHaveTextContent("Bo");
    await userEvent.keyboard("{Enter}");
    expect(room.main.session.getTeam().acting).toBe("bo");
    expect(screen.queryByRole("tab", { name: "Guide" })).not.toBeInTheDocument();
    await userEvent.keyboard("fg");
    expect(room.main.session.getTeam().acting).toBe("facilitator");
    expect(await screen.findByRole("tab", { name: "Guide" })).toHaveAttribute("aria-selected", "true");
  });

  it("has nothing of it where somebody only plays", async () => {
    const room = await desk("eve", "eve");
    await room.pass(2);
    await userEvent.keyboard("gf;1");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(screen.queryByRole("tab", { name: "Guide" })).not.toBeInTheDocument();
  });
});
