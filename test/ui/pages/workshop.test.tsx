// @vitest-environment jsdom
import "../kit/setup";
import { undo } from "@codemirror/commands";
import { forEachDiagnostic } from "@codemirror/lint";
import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newRun, programKey } from "#session/index";
import { Toaster } from "#ui/kit/toast";
import WorkshopPage from "#ui/pages/workshop/index";
import { axeFindings } from "../panels/session";
import { show } from "./fixture";
import {
  cursorAt,
  drillWith,
  editor,
  FakeShelf,
  MAIN,
  replaceIn,
  rewrite,
  SMALL,
  workshopDesk,
} from "./workshop-fixture";

const wide = { matches: true };
vi.stubGlobal("matchMedia", () => ({ ...wide, addEventListener() {}, removeEventListener() {} }));
// The editor measures text, which jsdom cannot.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();

// Whether something can be seen is worked out for every element on the way, again and again: tests that care say so.
configure({ defaultHidden: true });

beforeEach(() => {
  localStorage.clear();
  wide.matches = true;
  location.hash = "#/workshop/small";
});

async function open(shelf = new FakeShelf(), slug = "small", given = workshopDesk(shelf)) {
  show(
    <>
      <WorkshopPage slug={slug} />
      <Toaster />
    </>,
    given,
  );
  const view = await editor();
  await screen.findByRole("region", { name: "States of course" });
  return { shelf, view, desk: given };
}

const stateButton = (name: RegExp) => screen.findByRole("button", { name });

describe("workshop", () => {
  it("W3 W4 shows every diagnostic with its place, keeps the picture meanwhile, and follows again", async () => {
    const { view } = await open();
    expect(await screen.findByText("No problems")).toBeVisible();
    act(() => replaceIn(view, "to: over", "to: ovr"));
    const problem = await screen.findByRole("button", { name: /unknown state "ovr", did you mean "over"\?/ });
    expect(problem).toHaveTextContent(/drill\.yaml:\d+:\d+$/);
    expect(screen.getByText("The picture is of an older text")).toBeVisible();
    expect(await stateButton(/^over/)).toBeVisible();
    expect(screen.getByRole("button", { name: "drill.yaml, 1 error" })).toBeVisible();
    const underlined: string[] = [];
    forEachDiagnostic(view.state, (_, from, to) => underlined.push(view.state.sliceDoc(from, to)));
    expect(underlined).toEqual(["ovr"]);
    act(() => rewrite(view, drillWith("      over: {", "      later: { final: true }\n      over: {")));
    expect(await stateButton(/^later/)).toBeVisible();
    expect(screen.queryByText("The picture is of an older text")).toBeNull();
    expect(await screen.findByText("No problems")).toBeVisible();
  });

  it("W3 F8 goes to the next problem", async () => {
    const { view } = await open();
    act(() => replaceIn(view, "to: over", "to: ovr"));
    await screen.findByRole("button", { name: /unknown state/ });
    act(() => cursorAt(view, "code:"));
    fireEvent.keyDown(document.body, { key: "F8" });
    const wanted = view.state.doc.toString().indexOf("ovr");
    await waitFor(() => expect(view.state.selection.main.head).toBe(wanted));
  });

  it("W13 keys go from file to file, and from the text to its part of the picture and back", async () => {
    const { view } = await open();
    act(() => cursorAt(view, "over: {"));
    const over = await stateButton(/^over/);
    await waitFor(() => expect(over).toHaveAttribute("aria-pressed", "true"));
    fireEvent.keyDown(document.body, { key: "F6" });
    await waitFor(() => expect(over).toHaveFocus());
    fireEvent.keyDown(over, { key: "F6" });
    await waitFor(() => expect(view.contentDOM).toHaveFocus());
    fireEvent.keyDown(document.body, { key: "PageDown", altKey: true });
    expect(await editor("drills/small/debrief.md")).toBe(view);
    fireEvent.keyDown(document.body, { key: "PageUp", altKey: true });
    fireEvent.keyDown(document.body, { key: "PageUp", altKey: true });
    expect(await editor("people/shop.yaml")).toBe(view);
  });

  it("W5 leads from the picture to the text as it is now, and from the text to the picture", async () => {
    const { view } = await open();
    act(() => view.dispatch({ changes: { from: 0, insert: "# One\n# two\n" } }));
    await userEvent.click(await stateButton(/^over/));
    await waitFor(() => {
      const { from } = view.state.doc.lineAt(view.state.selection.main.head);
      expect(view.state.doc.sliceString(from).trimStart()).toMatch(/^over: \{ do:/);
    });
    expect(await stateButton(/^over/)).toHaveAttribute("aria-pressed", "true");
    act(() => cursorAt(view, "condition.calm: { to"));
    expect(await stateButton(/^open/)).toHaveAttribute("aria-pressed", "true");
    const moves = screen.getByRole("list", { name: "What leads on from open" });
    expect(within(moves).getByRole("button", { name: "condition.calm" })).toHaveAttribute("aria-current", "true");
    act(() => cursorAt(view, "briefing:"));
    expect(await stateButton(/^open/)).toHaveAttribute("aria-pressed", "false");
  });

  it("W5 leads into another file, and back with its history", async () => {
    const { view } = await open();
    act(() => replaceIn(view, "Orders fail", "Orders are lost"));
    await userEvent.click(screen.getByRole("tab", { name: "System" }));
    await userEvent.click(await stateButton(/^bank/i));
    const system = await editor("systems/shop.yaml");
    await waitFor(() => expect(system.state.doc.lineAt(system.state.selection.main.head).text).toBe("  bank:"));
    await userEvent.click(screen.getByRole("button", { name: /^drill\.yaml/ }));
    const again = await editor();
    expect(again.state.doc.line(2).text).toBe("title: Orders are lost");
    act(() => void undo(again));
    expect(again.state.doc.line(2).text).toBe("title: Orders fail");
  });

  it("W6 draws the way of the expert in when nothing was played yet, and of any other play", async () => {
    await open();
    const over = await stateButton(/^over at \d+:\d\d/);
    expect(over).toHaveAttribute("data-marked");
    const way = screen.getByRole("combobox", { name: "Way drawn in" });
    expect(way).toHaveDisplayValue("Expert");
    await userEvent.selectOptions(way, "None");
    expect(await stateButton(/^over final/)).not.toHaveAttribute("data-marked");
  });

  it("W6 says that the drill has changed since, and plays it again", async () => {
    const { view } = await open();
    await stateButton(/^over at/);
    act(() => replaceIn(view, "when: t > 200", "when: t > 9000"));
    expect(await screen.findByText("As it went before the last changes.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Play it again" }));
    expect(await stateButton(/^over not reached/)).toBeVisible();
  });

  it("W7 tries from the start, on the variant, and from the state the cursor is in", async () => {
    const { view, desk } = await open();
    act(() => cursorAt(view, "america:"));
    await userEvent.click(await screen.findByRole("button", { name: "Try america" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/run\//));
    const first = await desk.runs.load(location.hash.slice("#/run/".length));
    expect(first?.header).toMatchObject({ drill: "small", variant: "america", clock: "live-pause" });
    expect(first?.horizon).toBe(0);
    expect(first?.header.tried).toBe(true);

    location.hash = "#/workshop/small";
    act(() => cursorAt(view, "over: {"));
    await userEvent.click(await screen.findByRole("button", { name: "Try from course.over" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/run\//));
    const second = await desk.runs.load(location.hash.slice("#/run/".length));
    expect(second?.header.grown).toEqual({ play: "expert", since: 0 });
    expect(second?.header.tried).toBe(true);
    expect(second?.horizon).toBeGreaterThan(150);
    expect(second?.commands.length).toBeGreaterThan(0);
    expect(second?.commands.every(({ second: at }) => at <= (second?.horizon ?? 0))).toBe(true);
    expect((await desk.runs.list()).map(({ tried }) => tried)).toEqual([true, true]);
    expect(await desk.runs.newest(5)).toEqual({ open: [], finished: [] });
  });

  it("W7 says so when no play comes there, and tries nothing with errors", async () => {
    const { view, desk } = await open();
    act(() => rewrite(view, drillWith("      over: {", "      never: { final: true }\n      over: {")));
    await stateButton(/^never/);
    act(() => cursorAt(view, "never:"));
    await userEvent.click(await screen.findByRole("button", { name: "Try from course.never" }));
    expect(await screen.findByText(/No play of the drill comes into “course\.never”/)).toBeVisible();
    act(() => rewrite(view, "code: ["));
    await screen.findByText("The picture is of an older text");
    await userEvent.click(screen.getByRole("button", { name: /^Try/ }));
    expect(await screen.findByText("It has errors.")).toBeVisible();
    expect(await desk.runs.list()).toEqual([]);
  });

  it("W1 W10 a built-in drill that was not finished asks first; its first change makes a pack of one's own", async () => {
    const card = new FakeShelf().compile(SMALL).cards[0];
    if (card === undefined) throw new Error("no card");
    const shelf = new FakeShelf([], new Map([["orders", SMALL]]));
    const given = workshopDesk(shelf, [{ ...card, slug: "orders" }]);
    location.hash = "#/workshop/orders";
    show(<WorkshopPage slug="orders" />, given);
    expect(await screen.findByText("This tells what the incident is")).toBeVisible();
    expect(screen.queryByRole("textbox", { name: MAIN })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Open it all the same" }));
    const view = await editor();
    expect(screen.getByText("Your first change makes a pack of your own of it")).toBeVisible();
    expect(shelf.saves).toBe(0);
    act(() => replaceIn(view, "Orders fail", "Mine"));
    expect(await screen.findByText(/^Saved /)).toBeVisible();
    expect(shelf.packs.get("small")?.files.find(({ path }) => path === MAIN)?.text).toContain("title: Mine");
    expect(location.hash).toBe("#/workshop/small");
    expect(await editor()).toBe(view);
  });

  it("W6 begins with the newest finished run of the drill", async () => {
    const shelf = new FakeShelf();
    const given = workshopDesk(shelf);
    const { program } = shelf.compile(SMALL).drills[0] ?? {};
    if (!program) throw new Error("no program");
    const run = { ...newRun(program, { id: "mine", seed: 3, clock: "live", author: "player" }), horizon: 30 };
    await given.runs.saveProgram(programKey(run.header), program);
    await given.runs.create(run, { title: "Small", createdAt: 1 });
    await given.runs.claim("mine", "w");
    await given.runs.finish("mine", "w", { scorecard: { total: 3, labels: [], ending: null } } as never, 2);
    await open(shelf, "small", given);
    await waitFor(() =>
      expect(screen.getByRole("combobox", { name: "Way drawn in" })).toHaveDisplayValue("Your last run"),
    );
    expect(await stateButton(/^over not reached/)).toBeVisible();
  });

  it("W2 says that it could not be stored and why", async () => {
    const { shelf, view } = await open();
    shelf.broken = "There is no room left.";
    act(() => replaceIn(view, "Orders fail", "Mine"));
    expect(await screen.findByText(/There is no room left\./)).toBeVisible();
    const leaving = new Event("beforeunload", { cancelable: true });
    expect(window.dispatchEvent(leaving)).toBe(false);
    shelf.broken = null;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText(/^Saved /)).toBeVisible();
  });

  it("W9 brings back a file that was taken away, and a pack that was removed", async () => {
    const { shelf } = await open();
    await userEvent.click(screen.getByRole("button", { name: "expert.yaml" }));
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: /Take this file away/ }));
    expect(screen.queryByRole("button", { name: "expert.yaml" })).toBeNull();
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await editor("drills/small/plays/expert.yaml")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: /Remove this pack/ }));
    await waitFor(() => expect(shelf.packs.size).toBe(0));
    expect(location.hash).toBe("#/packs");
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(shelf.packs.size).toBe(1));
  });

  it("W1 names the pack and its drill anew", async () => {
    const { shelf } = await open();
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: /Names/ }));
    const slug = await screen.findByRole("textbox", { name: "Slug" });
    await userEvent.clear(slug);
    await userEvent.type(slug, "orders-lost");
    const code = screen.getByRole("textbox", { name: "Code" });
    expect(code).toHaveValue("INC-1");
    await userEvent.clear(code);
    await userEvent.type(code, "INC-77");
    await userEvent.click(screen.getByRole("button", { name: "Use these" }));
    await waitFor(() => expect(location.hash).toBe("#/workshop/orders-lost"));
    expect([...shelf.packs.keys()]).toEqual(["orders-lost"]);
    const text = shelf.packs
      .get("orders-lost")
      ?.files.find(({ path }) => path === "drills/orders-lost/drill.yaml")?.text;
    expect(text).toMatch(/^code: INC-77$/m);
  });

  it("W3 is free of findings while a problem is listed", async () => {
    const { view } = await open();
    await stateButton(/^over at/);
    act(() => replaceIn(view, "to: over", "to: ovr"));
    await screen.findByRole("button", { name: /unknown state/ });
    expect(await axeFindings()).toEqual([]);
  });

  it("W5 is text or picture where there is no room for both", async () => {
    wide.matches = false;
    show(<WorkshopPage slug="small" />, workshopDesk());
    const view = await editor();
    await screen.findByText("No problems");
    await userEvent.click(screen.getByRole("tab", { name: "Picture" }));
    await userEvent.click(await stateButton(/^over/));
    const again = await editor();
    await waitFor(() => {
      const { from } = again.state.doc.lineAt(again.state.selection.main.head);
      expect(again.state.doc.sliceString(from).trimStart()).toMatch(/^over: \{ do:/);
    });
    expect(again).not.toBe(view);
    expect(await axeFindings()).toEqual([]);
  });
});
