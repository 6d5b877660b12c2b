// @vitest-environment jsdom
import "../kit/setup";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Projected } from "#ui/pages/gameday/project/index";
import { axeFindings } from "../panels/session";
import { TeamRoom } from "../panels/team-room";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));

const region = (name: string) => within(screen.getByRole("region", { name }));

/** A room with a window on the wall that only watches. */
async function wall(room: TeamRoom) {
  const device = await room.join(null);
  return { device, ...room.show(<Projected />, null, device) };
}

describe("the projector", () => {
  it("U33 shows who has come, and the address only at a press", async () => {
    const room = await TeamRoom.open();
    await room.deed({ do: "ready", ready: false }, "bo");
    await wall(room);
    expect(screen.getByText("EXERCISE")).toBeVisible();
    const come = region("Who has come");
    expect(come.getByText("4 here")).toBeVisible();
    expect(come.getByText("not ready")).toBeVisible();
    expect(screen.queryByText(/secret/)).not.toBeInTheDocument();
    await userEvent.keyboard("s");
    expect(screen.getByText(/\/gameday\/join\/room\/secret/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Hide the address" }));
    expect(screen.queryByText(/secret/)).not.toBeInTheDocument();
  });

  it("shows the clock, how bad it is, what is owed, who does what, and what happened", async () => {
    const room = await TeamRoom.running();
    await room.send({ kind: "severity", args: { level: 2 } }, "ana");
    await room.deed({ do: "decide", decision: "d1", text: "Wait for the cache", why: "", by: "" }, "ana");
    await room.deed({ do: "entry", entry: "e1", at: 160, text: "The scribe was here" }, "sam");
    await wall(room);
    expect(screen.getByText("EXERCISE")).toBeVisible();
    expect(screen.getByText("SEV-2")).toBeVisible();
    expect(region("Roles").getByText("Incident commander")).toBeVisible();
    expect(region("Roles").getByText("Ana")).toBeVisible();
    const timeline = region("Timeline");
    expect(timeline.getByText("The scribe was here")).toBeVisible();
    expect(timeline.getByText("Ana decided: Wait for the cache")).toBeVisible();
    expect(
      within(screen.getByRole("list", { name: "Busiest services" })).getAllByRole("listitem").length,
    ).toBeGreaterThan(2);
    const before = screen.getByRole("banner").textContent;
    await room.pass(3);
    expect(screen.getByRole("banner").textContent).not.toBe(before);
  });

  it("U37 says that the board does not load, and stands otherwise", async () => {
    const room = await TeamRoom.running();
    const effects = [{ kind: "panel-down", panel: "board", minutes: 1 }] as const;
    await wall(room);
    await room.deed({ do: "inject", inject: "i1", title: "The board is down", effects }, "facilitator");
    await room.pass(1);
    expect(screen.getByText("Board does not load")).toBeVisible();
    expect(screen.getByRole("list", { name: "Busiest services" })).toBeVisible();
    await room.pass(14);
    expect(screen.queryByText("Board does not load")).not.toBeInTheDocument();
  });

  it("U33 adds nothing, and shows nothing that is hidden: no injects, drafts, private notes, other audiences", async () => {
    const room = await TeamRoom.running();
    await room.deed({ do: "inject", inject: "i1", title: "HIDDEN inject", effects: [] }, "facilitator");
    await room.deed({ do: "draft", draft: "d1", audience: "customers", text: "HIDDEN draft" }, "cal");
    await room.send({ kind: "note", args: { text: "HIDDEN note" } }, "bo");
    await room.send({ kind: "say", args: { audience: "executives", text: "HIDDEN word" } }, "ana");
    const entries = room.main.log.entries().length;
    await wall(room);
    await room.pass(2);
    expect(document.body.textContent).not.toMatch(/HIDDEN/);
    const added = room.main.log.entries().slice(entries);
    expect(added.every(({ body }) => body.kind === "checkpoint")).toBe(true);
  });

  it("says that it is over, and in the case of a real incident that something needs everybody", async () => {
    const room = await TeamRoom.running();
    await wall(room);
    await room.main.session.stop("A real incident");
    await room.pass(1);
    expect(screen.getByText("STOP: a real incident")).toBeVisible();
    expect(screen.getByText("EXERCISE")).toBeVisible();
  });

  it("is accessible in all its states", async () => {
    const room = await TeamRoom.open();
    await wall(room);
    await userEvent.keyboard("s");
    expect(await axeFindings()).toEqual([]);
    await room.main.session.setClock("running", 5, "");
    await room.pass(5);
    expect(await axeFindings()).toEqual([]);
  });
});
