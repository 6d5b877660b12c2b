// @vitest-environment jsdom
import "../kit/setup";
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import type { ExercisePlan } from "#domain/exercise";
import type { TeamRole } from "#domain/team";
import { newPlan, withRole } from "#modes/gameday/plan";
import Lobby from "#ui/pages/gameday/room/Lobby";
import { settle } from "../../session/fakes";
import { axeFindings } from "../panels/session";
import { TeamRoom } from "../panels/team-room";

async function open(roles: readonly TeamRole[] = []): Promise<TeamRoom> {
  const room = await TeamRoom.open([]);
  const documents = new MemoryDocumentStore();
  const empty = newPlan({ kind: "drill", slug: "one-region-502" }, "Tuesday", 7);
  const nobody: ExercisePlan = { ...empty, roles: ["facilitator"] };
  const body = roles.reduce((plan, role) => withRole(plan, role, true), nobody);
  const { id: run } = room.room.net.setup.header;
  await documents.put({ id: "plan", kind: "gameday", run, createdAt: 1, updatedAt: 1, body });
  room.show(<Lobby />, "facilitator", room.main, { documents });
  await act(async () => settle());
  return room;
}

describe("the lobby", () => {
  it("U51 says who is still wanted, and suggests that for whoever comes next: a name and Enter", async () => {
    const room = await open(["commander", "scribe"]);
    expect(screen.getByText(/^Still wanted: incident commander, scribe\./)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    for (const name of ["Ana", "Bo"]) {
      await userEvent.click(screen.getByRole("button", { name: "Add somebody in the room" }));
      await userEvent.keyboard(`${name}{Enter}`);
      await act(async () => settle());
    }
    expect(screen.queryByText(/^Still wanted/)).toBeNull();
    const seats = room.main.session.viewOf("facilitator")?.team?.seats ?? [];
    expect(seats.slice(1).map(({ name, roles }) => [name, ...roles])).toEqual([
      ["Ana", "commander"],
      ["Bo", "scribe"],
    ]);
  });

  it("asks for a name, and says so", async () => {
    await open();
    await userEvent.click(screen.getByRole("button", { name: "Add somebody in the room" }));
    await userEvent.keyboard("{Enter}");
    expect(screen.getByText("A seat needs a name.")).toBeVisible();
  });
});
