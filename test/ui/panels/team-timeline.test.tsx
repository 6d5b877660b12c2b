// @vitest-environment jsdom
import "../kit/setup";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import TimelinePanel from "#ui/panels/timeline/index";
import { secondOf } from "#ui/panels/timeline/lines";
import { axeFindings } from "./session";
import { TeamRoom } from "./team-room";

const lines = () => within(screen.getByRole("list", { name: "Timeline" }));

describe("the timeline", () => {
  it("U32 writes an entry about the second at which one began to type", async () => {
    const room = await TeamRoom.running();
    room.show(<TimelinePanel />, "sam");
    await userEvent.keyboard("e");
    const begun = room.now;
    await userEvent.keyboard("Bo looks");
    await room.pass(4);
    expect(room.now).toBeGreaterThan(begun);
    await userEvent.keyboard(" into checkout{Enter}");
    expect(room.deeds("entry")).toMatchObject([{ at: begun, text: "Bo looks into checkout" }]);
    expect(lines().getByText("Bo looks into checkout")).toBeVisible();
  });

  it("U32 corrects an entry and its time, keeps what it said, strikes it out and brings it back", async () => {
    const room = await TeamRoom.running();
    await room.deed({ do: "entry", entry: "e1", at: 160, text: "Rolled forward" }, "sam");
    room.show(<TimelinePanel />, "sam");
    await userEvent.click(screen.getByRole("button", { name: "Correct: Rolled forward" }));
    const form = within(screen.getByRole("form", { name: "Correct the entry" }));
    const text = form.getByRole("textbox", { name: "Corrected text" });
    await userEvent.clear(text);
    await userEvent.type(text, "Rolled back");
    const time = form.getByRole("textbox", { name: "Corrected time" });
    await userEvent.clear(time);
    await userEvent.type(time, "soon");
    expect(form.getByText("As 14:32 or 14:32:05.")).toBeVisible();
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    expect(room.deeds("entry")).toHaveLength(1);
    await userEvent.click(form.getByRole("button", { name: "Leave it" }));

    await room.deed({ do: "entry", entry: "e1", at: 150, text: "Rolled back" }, "sam");
    await userEvent.click(screen.getByText("corrected once"));
    expect(screen.getByText(/Rolled forward \(You\)/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Strike out: Rolled back" }));
    expect(screen.getByText("struck out")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Bring back: Rolled back" }));
    expect(screen.queryByText("struck out")).not.toBeInTheDocument();
  });

  it("stands beside what is recorded by itself, and shows either or what contains a word", async () => {
    const room = await TeamRoom.running();
    await room.deed({ do: "entry", entry: "e1", at: 100, text: "All quiet" }, "sam");
    await room.deed({ do: "decide", decision: "d1", text: "Wait", why: "", by: "" }, "ana");
    room.show(<TimelinePanel />, "bo");
    expect(lines().getByText(/Page: Checkout error rate/)).toBeVisible();
    expect(lines().getByText(/Ana decided: Wait/)).toBeVisible();
    const all = lines().getAllByRole("listitem");
    await userEvent.click(screen.getByRole("radio", { name: "Written" }));
    expect(lines().getAllByRole("listitem")).toHaveLength(1);
    await userEvent.click(screen.getByRole("radio", { name: "All" }));
    expect(lines().getAllByRole("listitem")).toHaveLength(all.length);
    await userEvent.type(screen.getByRole("textbox", { name: "Find in the timeline" }), "decided ana");
    expect(lines().getAllByRole("listitem")).toHaveLength(1);
    await userEvent.type(screen.getByRole("textbox", { name: "Find in the timeline" }), "x");
    expect(screen.getByText("No line matches")).toBeVisible();
  });

  it("is read by everybody, and written by the scribe and the commander", async () => {
    const room = await TeamRoom.running();
    room.show(<TimelinePanel />, "bo");
    expect(screen.getByText(/Writing here is up to .*Sam \(scribe\)/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Write" })).not.toBeInTheDocument();
  });

  it("shows nobody but the facilitator what injects do while it lasts", async () => {
    const room = await TeamRoom.running();
    await room.deed({ do: "inject", inject: "i1", title: "The secret inject", effects: [] }, "facilitator");
    const { unmount } = room.show(<TimelinePanel />, "ana");
    expect(screen.queryByText(/secret inject/)).not.toBeInTheDocument();
    unmount();
    room.show(<TimelinePanel />, "facilitator");
    expect(screen.getByText(/secret inject/)).toBeVisible();
  });

  it("reads times of day, to the nearest day", () => {
    const noon = 12 * 3600;
    expect(secondOf("12:01", noon, 0)).toBe(60);
    expect(secondOf(" 12:01:05 ", noon, 0)).toBe(65);
    expect(secondOf("11.59", noon, 0)).toBe(-60);
    expect(secondOf("00:10", 23 * 3600 + 3000, 1200)).toBe(1200);
    for (const wrong of ["", "25:00", "12:60", "noon", "12"]) expect(secondOf(wrong, noon, 0)).toBeNull();
  });

  it("is accessible", async () => {
    const room = await TeamRoom.running();
    await room.deed({ do: "entry", entry: "e1", at: 100, text: "All quiet" }, "sam");
    room.show(<TimelinePanel />, "sam");
    expect(await axeFindings()).toEqual([]);
  });
});
