// @vitest-environment jsdom
import "../kit/setup";
import { renderHook, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { useListedHotkeys } from "#ui/kit/hotkeys";
import TeamPanel from "#ui/panels/team/index";
import { axeFindings } from "./session";
import { TEAM, TeamRoom } from "./team-room";

const part = (name: string) => within(screen.getByRole("region", { name }));

describe("the team's panel", () => {
  it("gives somebody a task, who acknowledges it with one key and ends it with a word", async () => {
    const room = await TeamRoom.running();
    const { unmount } = room.show(<TeamPanel />, "ana");
    await userEvent.keyboard("t");
    const form = within(screen.getByRole("form", { name: "Give a task" }));
    await userEvent.type(form.getByRole("textbox", { name: "What to do" }), "Look into checkout");
    await userEvent.selectOptions(form.getByRole("combobox", { name: "Who" }), "bo");
    await userEvent.click(form.getByRole("button", { name: "Give it" }));
    expect(room.deeds("assign")).toMatchObject([{ to: "bo", text: "Look into checkout", minutes: 10 }]);
    expect(part("The others' tasks").getByText("not acknowledged")).toBeVisible();
    unmount();

    room.show(<TeamPanel />, "bo");
    await userEvent.keyboard("k");
    expect(room.deeds("progress")).toMatchObject([{ state: "acknowledged" }]);
    const mine = part("Your tasks");
    expect(mine.getByText("under way")).toBeVisible();
    await userEvent.click(mine.getByRole("button", { name: "Drop: Look into checkout" }));
    await userEvent.click(mine.getByRole("button", { name: "Drop it" }));
    expect(mine.getByText("The others want to know why.")).toBeVisible();
    await userEvent.type(mine.getByRole("textbox"), "Cannot see its logs");
    await userEvent.click(mine.getByRole("button", { name: "Drop it" }));
    expect(room.deeds("progress").at(-1)).toMatchObject({ state: "dropped", text: "Cannot see its logs" });
    expect(mine.getByText("Nothing was given to you.")).toBeVisible();
  });

  it("says that a task is over its time, and that its owner is gone, and hands it on", async () => {
    const room = await TeamRoom.running();
    await room.deed({ do: "assign", task: "t1", to: "bo", text: "Look into checkout", minutes: 1 }, "ana");
    room.show(<TeamPanel />, "ana");
    const others = part("The others' tasks");
    expect(others.getByText("1 min left")).toBeVisible();
    await room.pass(20);
    expect(others.getByText("over its time")).toBeVisible();
    await room.deed({ do: "leave", seat: "bo" }, "bo");
    expect(others.getByText("its owner is gone")).toBeVisible();
    await userEvent.click(others.getByRole("button", { name: "Hand on: Look into checkout" }));
    await userEvent.click(screen.getByRole("menuitem", { name: /Cal/ }));
    expect(room.deeds("hand-on")).toEqual([{ do: "hand-on", task: "t1", to: "cal" }]);
    expect(others.getByText(/before: Bo/)).toBeVisible();
  });

  it("asks for strong objections with one key, counts votes, and says who has not answered", async () => {
    const room = await TeamRoom.running();
    const { unmount } = room.show(<TeamPanel />, "ana");
    await userEvent.keyboard("{Shift>}o{/Shift}");
    expect(part("Asked").getByText("Strong objections?")).toBeVisible();
    unmount();
    room.show(<TeamPanel />, "bo");
    await userEvent.keyboard("o");
    await userEvent.keyboard("2");
    expect(room.deeds("vote")).toMatchObject([{ option: 1 }]);
    expect(part("Asked").getByText("Strong objection: you")).toBeVisible();
    expect(part("Asked").getByText("Not yet: Ana, Cal, Sam")).toBeVisible();
  });

  it("writes decisions down, with why and who carries them out; others read whose business that is", async () => {
    const room = await TeamRoom.running();
    const { unmount } = room.show(<TeamPanel />, "ana");
    await userEvent.click(screen.getByRole("button", { name: /^Decide/ }));
    await userEvent.type(screen.getByRole("textbox", { name: "What is decided" }), "Roll back");
    await userEvent.type(screen.getByRole("textbox", { name: "Why" }), "it began with the deploy");
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Who carries it out" }), "bo");
    const form = within(screen.getByRole("form", { name: "Decide" }));
    await userEvent.click(form.getByRole("button", { name: "Decide" }));
    expect(room.deeds("decide")).toMatchObject([{ text: "Roll back", why: "it began with the deploy", by: "bo" }]);
    unmount();
    room.show(<TeamPanel />, "sam");
    const decided = part("Decided");
    expect(decided.getByText("Roll back")).toBeVisible();
    expect(decided.getByText(/carried out by Bo · because it began with the deploy/)).toBeVisible();
    expect(decided.getByText("Deciding is up to Ana (incident commander).")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Decide/ })).not.toBeInTheDocument();
  });

  it("counts timers down and says when time is up", async () => {
    const room = await TeamRoom.running();
    room.show(<TeamPanel />, "ana");
    await userEvent.click(screen.getByRole("button", { name: "Set a timer" }));
    await userEvent.type(screen.getByRole("textbox", { name: "For what" }), "Next update");
    await userEvent.clear(screen.getByRole("textbox", { name: "Minutes" }));
    await userEvent.type(screen.getByRole("textbox", { name: "Minutes" }), "2");
    await userEvent.click(screen.getByRole("button", { name: "Set it" }));
    const timers = part("Timers");
    expect(timers.getByText("2 min")).toBeVisible();
    await room.pass(30);
    expect(timers.getByText("time is up")).toBeVisible();
    await userEvent.click(timers.getByRole("button", { name: "Take away: Next update" }));
    expect(timers.getByText("None is running.")).toBeVisible();
  });

  it("hands a role over with what was gone through; what was left out is said before", async () => {
    const room = await TeamRoom.running();
    room.show(<TeamPanel />, "ana");
    await userEvent.click(screen.getByRole("button", { name: "Change: Ana, roles and presence" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Hand over: incident commander…" }));
    const dialog = within(screen.getByRole("dialog", { name: "Hand over: incident commander" }));
    await userEvent.click(dialog.getByRole("checkbox", { name: /severity/ }));
    const hand = dialog.getByRole("button", { name: /^Hand over, \d+ left out/ });
    await userEvent.click(hand);
    expect(dialog.getByText("Choose somebody who is here.")).toBeVisible();
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "To whom" }), "bo");
    await userEvent.click(hand);
    expect(room.deeds("handover")).toMatchObject([{ role: "commander", from: "ana", to: "bo", checked: ["status"] }]);
    expect(part("Who is who").getByText("Resolver, Incident commander")).toBeVisible();
  });

  it("says what one is there for, whoever one is, and lists the keys of what one may do only", async () => {
    const room = await TeamRoom.running();
    const keys = () => renderHook(useListedHotkeys).result.current.map((each) => each.keys);
    const { unmount } = room.show(<TeamPanel />, "ana");
    expect(part("Your part").getByText(/Decides, delegates, and does not debug/)).toBeVisible();
    expect(keys()).toEqual(expect.arrayContaining(["t", "shift+d", "shift+o"]));
    unmount();
    await room.deed({ do: "poll", poll: "p1", question: "Now?", options: ["Yes", "No"] }, "ana");
    const { unmount: leave } = room.show(<TeamPanel />, "sam");
    expect(part("Your part").getByText(/Keeps the timeline/)).toBeVisible();
    expect(keys()).toContain("shift+o");
    expect(keys()).not.toContain("t");
    expect(keys()).not.toContain("shift+d");
    // Whoever asked closes it, or who leads.
    expect(screen.queryByRole("button", { name: /^Close it/ })).not.toBeInTheDocument();
    leave();
    await room.deed({ do: "handover", role: "scribe", from: "sam", to: "bo", checked: [], text: "" }, "sam");
    room.show(<TeamPanel />, "sam");
    expect(part("Your part").getByText(/You have no role and see what everybody sees/)).toBeVisible();
  });

  it("gives the focus back to what opened a form", async () => {
    const room = await TeamRoom.running();
    room.show(<TeamPanel />, "ana");
    await userEvent.keyboard("t");
    await userEvent.click(screen.getByRole("button", { name: "Not now" }));
    expect(screen.getByRole("button", { name: /^Give a task/ })).toHaveFocus();
    await userEvent.keyboard("{Shift>}d{/Shift}");
    await userEvent.keyboard("Roll back{Enter}");
    expect(room.deeds("decide")).toMatchObject([{ text: "Roll back" }]);
    expect(screen.getByRole("button", { name: /^Decide/ })).toHaveFocus();
  });

  it("U30 says whose it is where nobody holds the role: to whom it falls", async () => {
    const people = TEAM.filter(({ id }) => id === "bo" || id === "sam");
    const room = await TeamRoom.running(100, people);
    const { unmount } = room.show(<TeamPanel />, "sam");
    expect(screen.getByText("Deciding is up to Bo (resolver).")).toBeVisible();
    unmount();
    room.show(<TeamPanel />, "bo");
    expect(screen.getByRole("button", { name: /^Decide/ })).toBeVisible();
  });

  it("has no tasks for who only watches", async () => {
    const room = await TeamRoom.running(100, [...TEAM, { id: "oli", name: "Oli", roles: ["observer"] }]);
    room.show(<TeamPanel />, "oli");
    expect(screen.getByRole("region", { name: "What to watch" })).toBeVisible();
    expect(screen.queryByRole("region", { name: "Your tasks" })).not.toBeInTheDocument();
  });

  it("U39 says in every dialog that it is an exercise, and on paper", async () => {
    const room = await TeamRoom.running();
    const { container } = room.show(<TeamPanel />, "ana");
    await userEvent.click(screen.getByRole("button", { name: "Change: Ana, roles and presence" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Hand over: incident commander…" }));
    expect(within(screen.getByRole("dialog", { name: /^Hand over/ })).getByText("EXERCISE")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("button", { name: "What happened so far" }));
    expect(within(screen.getByRole("dialog", { name: "What happened so far" })).getByText("EXERCISE")).toBeVisible();
    // What it says there stands in the styles, which only paper has.
    expect(container.querySelector('[data-print="only"]')).toBeInTheDocument();
  });

  it("tells everybody what one has seen oneself", async () => {
    const room = await TeamRoom.running(240);
    await room.send({ kind: "look", args: { panel: "deploys" } }, "bo");
    room.main.session.actAs("bo");
    const facts = room.main.session.getState().view?.facts ?? [];
    expect(facts.length).toBeGreaterThan(0);
    room.show(<TeamPanel />, "bo");
    const found = part("Found");
    await userEvent.click(found.getAllByRole("button", { name: /^Tell everybody/ })[0] as HTMLElement);
    expect(room.deeds("share")).toHaveLength(1);
    expect(within(found.getByRole("list", { name: "Everybody knows" })).getByText(/told by you/)).toBeVisible();
  });

  it("tells who comes late what happened, and everybody at a press", async () => {
    const room = await TeamRoom.running();
    const late = await room.join("late");
    await room.deed({ do: "join", seat: "lea", name: "Lea", roles: [], services: [] }, "lea", late);
    room.show(<TeamPanel />, "lea", late);
    expect(screen.getByText("You came when it was under way")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "What happened" }));
    expect(within(screen.getByRole("dialog")).getByText("Ana: incident commander")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByText("You came when it was under way")).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "What happened so far" })).toBeVisible();
  });

  it("says to somebody who cannot be reached that it is so", async () => {
    const room = await TeamRoom.running();
    const effects = [{ kind: "unreachable", seat: "bo", minutes: 5 }] as const;
    await room.deed({ do: "inject", inject: "i1", title: "Bo is gone", effects }, "facilitator");
    room.show(<TeamPanel />, "bo");
    expect(screen.getByText(/You cannot be reached at present/)).toBeVisible();
  });

  it("is accessible", async () => {
    const room = await TeamRoom.running();
    await room.deed({ do: "assign", task: "t1", to: "ana", text: "Think", minutes: 5 }, "ana");
    await room.deed({ do: "poll", poll: "p1", question: "Now?", options: ["Yes", "No"] }, "bo");
    room.show(<TeamPanel />, "ana");
    expect(await axeFindings()).toEqual([]);
  });
});
