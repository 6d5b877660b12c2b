// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import type { Shift, ShiftPage } from "#domain/documents";
import { MINUTE, newShift } from "#modes/drill/shift";
import { StorageError } from "#session/contract";
import { Frame } from "#ui/Frame";
import { Announcer } from "#ui/kit/announce";
import { Toaster } from "#ui/kit/toast";
import ShiftPageOf from "#ui/pages/shift/index";
import OnCall from "#ui/shift/index";
import { axeFindings } from "../panels/session";
import { card, type Desk, desk, drill, show } from "./fixture";

const saved: { name: string; text: string }[] = [];
vi.mock("../../../src/ui/download", () => ({
  download: (name: string, text: string) => saved.push({ name, text }),
}));

beforeEach(() => {
  location.hash = "";
  localStorage.clear();
  saved.length = 0;
});

/** The page about being on call under what runs on every screen, as in the app. */
const screens = (table: Desk, id?: string) =>
  show(
    <>
      <ShiftPageOf {...(id !== undefined && { id })} />
      <OnCall />
      <Announcer />
      <Toaster />
    </>,
    table,
  );

const page = (due: number, change: Partial<ShiftPage> = {}): ShiftPage => ({
  due,
  drill: null,
  seed: null,
  firedAt: null,
  heldBy: null,
  rang: 0,
  escalatedAt: null,
  answer: null,
  answeredAt: null,
  run: null,
  ...change,
});

async function keep({ services, clock }: Desk, id: string, change: Partial<Shift>): Promise<void> {
  const now = clock.now();
  const body = { ...newShift(now, { length: "evening", most: 1, quiet: null }, 3, () => 0), ...change };
  await services.documents.put({ id, kind: "shift", run: null, createdAt: now, updatedAt: now, body });
}

/** A shift that is on, with a page that is due in a minute. */
async function onCall(table: Desk): Promise<void> {
  await keep(table, "shift", { pages: [page(table.clock.now() + MINUTE)] });
}

const ring = (table: Desk) => act(() => table.clock.jump(MINUTE));
const card_ = () => screen.findByRole("region", { name: "Page" });

describe("going on call", () => {
  it("asks for length, pages and quiet hours, says what comes of it, and begins", async () => {
    const table = desk();
    screens(table);
    await userEvent.click(await screen.findByRole("radio", { name: "A week" }));
    expect(screen.getByRole("combobox", { name: "Pages at most" })).toHaveValue("7");
    expect(screen.getByText(/4 to 7 pages, none in the first 5 minutes, at least 4 h apart/)).toBeVisible();
    expect(screen.getByText(/1 incident may come/)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Go on call" }));
    expect(await screen.findByRole("heading", { name: "You are on call" })).toBeVisible();
    const [kept] = await table.services.documents.list("shift");
    expect(kept?.body.quiet).toEqual({ from: 1320, until: 420 });
    expect(await axeFindings()).toEqual([]);
  });

  it("M22 does not begin when quiet hours leave no room, nor without both times", async () => {
    screens(desk());
    await userEvent.click(await screen.findByRole("radio", { name: "An hour" }));
    const [from, until] = [screen.getByLabelText("From"), screen.getByLabelText("Until")];
    await userEvent.clear(from);
    expect(screen.getByText("Quiet hours need both times.")).toBeVisible();
    await userEvent.type(from, "00:00");
    await userEvent.clear(until);
    await userEvent.type(until, "23:59");
    expect(screen.getByText(/leave no room for a page/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Go on call" }));
    expect(screen.queryByRole("heading", { name: "You are on call" })).toBeNull();
  });

  it("says why a shift could not be kept", async () => {
    const documents = new MemoryDocumentStore();
    documents.put = async () => {
      throw new StorageError({ kind: "quota", text: "The disk is full." });
    };
    localStorage.setItem("meantime.quiet", "off");
    screens(desk({ documents }));
    await userEvent.click(await screen.findByRole("button", { name: "Go on call" }));
    expect(await screen.findByText("The disk is full.")).toBeVisible();
  });

  it("M24 says so when nothing is left to be paged with", async () => {
    screens(desk({}, [card({ tags: ["tutorial"] })]));
    expect(await screen.findByText("Nothing is left to page you with")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Go on call" })).toBeNull();
  });

  it("M32 tells how somebody is reached, asks for permission only on the press, and lets it be tried", async () => {
    const table = desk();
    screens(table);
    expect(await screen.findByText("Not asked")).toBeVisible();
    expect(table.pager.means().notification).toBe("ask");
    await userEvent.click(screen.getByRole("button", { name: "Try sound and notification" }));
    expect(await screen.findByText("Allowed")).toBeVisible();
    expect(table.pager.loudness).toBeGreaterThan(0);
    expect(table.pager.notices).toHaveLength(1);
  });

  it("M32 says in words what is missing over plain HTTP and before a press", async () => {
    const table = desk();
    table.pager.can = { notification: "insecure", sound: "press", badge: false };
    screens(table);
    expect(await screen.findByText(/came over plain HTTP, where browsers show no notifications/)).toBeVisible();
    expect(screen.getByText(/plays nothing before something was pressed/)).toBeVisible();
    expect(screen.getByText(/no server that could call you/)).toBeVisible();
    expect(screen.queryByText(/only the tab tells/)).toBeNull();
  });

  it("M32 says when nothing but the tab tells, and when sound and notification could not be loaded", async () => {
    const table = desk();
    table.pager.can = { notification: "blocked", sound: "missing", badge: false };
    const first = screens(table);
    expect(await screen.findByText("As it is, only the tab tells: keep it in sight.")).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    first.unmount();
    screens(desk({ pager: () => Promise.reject(new Error("offline")) }));
    expect(await screen.findByText(/could not be loaded: pages are only shown/)).toBeVisible();
  });
});

describe("a page on screen", () => {
  it("M36 is told by nothing before it goes off", async () => {
    const table = desk();
    await onCall(table);
    const { container } = screens(table);
    await screen.findByRole("heading", { name: "You are on call" });
    expect(container.textContent).not.toContain(drill().card.title);
    expect(screen.getByText("No page yet.")).toBeVisible();
    expect(screen.queryByRole("region", { name: "Page" })).toBeNull();
  });

  it("has title and summary, how long it rings, and is said at once; acknowledging leads to its run", async () => {
    const table = desk();
    await onCall(table);
    screens(table);
    await screen.findByRole("heading", { name: "You are on call" });
    await ring(table);
    const shown = await card_();
    expect(within(shown).getByRole("heading", { name: drill().card.title })).toBeVisible();
    expect(shown).toHaveTextContent("At 5:00 the secondary is called.");
    expect(document.querySelector("[aria-live=assertive]")).toHaveTextContent(`You are paged: ${drill().card.title}`);
    expect(await axeFindings()).toEqual([]);
    await act(() => table.clock.jump(38_000));
    expect(shown).toHaveTextContent("Rings for 0:38");
    await userEvent.click(within(shown).getByRole("button", { name: "Acknowledge" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/run\//));
    expect(screen.queryByRole("region", { name: "Page" })).toBeNull();
    expect(await screen.findByText("Acknowledged in 38 s")).toBeVisible();
  });

  it("M33 takes no focus, and typing does not answer it; the key does where nobody types", async () => {
    const table = desk();
    await onCall(table);
    show(
      <>
        <textarea aria-label="Draft" />
        <OnCall />
      </>,
      table,
    );
    await act(() => table.clock.jump(0));
    const draft = screen.getByRole("textbox", { name: "Draft" });
    await userEvent.click(draft);
    await ring(table);
    await card_();
    expect(draft).toHaveFocus();
    await userEvent.keyboard("a banana");
    expect(draft).toHaveValue("a banana");
    expect(screen.getByRole("region", { name: "Page" })).toBeVisible();
    act(() => draft.blur());
    await userEvent.keyboard("a");
    await waitFor(async () => expect(await table.runs.list()).toHaveLength(1));
  });

  it("M27 M28 says when the secondary is called, and can be handed over", async () => {
    const table = desk();
    await onCall(table);
    screens(table);
    await screen.findByRole("heading", { name: "You are on call" });
    await ring(table);
    const shown = await card_();
    for (let minute = 0; minute < 5; minute++) await ring(table);
    expect(shown).toHaveTextContent("The secondary is called too; at 15:00 they have it.");
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(within(shown).getByRole("button", { name: "Ring without sound" }));
    expect(table.pager.loudness).toBeNull();
    await userEvent.click(within(shown).getByRole("button", { name: "Hand over to the secondary" }));
    expect(await screen.findByText("Handed over to the secondary after 5 min")).toBeVisible();
    expect(screen.queryByRole("region", { name: "Page" })).toBeNull();
  });
});

describe("the sign of a shift", () => {
  it("M37 is on every page with a frame, says how long still and whether a page rings, and goes with the shift", async () => {
    const table = desk();
    await keep(table, "shift", { pages: [page(table.clock.now() + 60 * MINUTE)] });
    const first = screens(table);
    expect(await screen.findByRole("link", { name: "On call, 4 h left" })).toHaveAttribute("href", "#/oncall");
    await act(() => table.clock.jump(58 * MINUTE + 1));
    expect(await screen.findByRole("link", { name: "On call, 3 h 2 min left" })).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    first.unmount();
    const other = show(
      <>
        <Frame>Another page</Frame>
        <OnCall />
      </>,
      table,
    );
    expect(await screen.findByRole("link", { name: "On call, 3 h 2 min left" })).toBeVisible();
    await act(() => table.clock.jump(2 * MINUTE));
    expect(await screen.findByRole("link", { name: "A page rings" })).toBeVisible();
    await userEvent.click(await screen.findByRole("button", { name: "Hand over to the secondary" }));
    await act(() => table.clock.jump(3 * 60 * MINUTE));
    expect(screen.queryByRole("link", { name: /On call,/ })).toBeNull();
    other.unmount();
  });
});

describe("the end of a shift", () => {
  it("M29 M34 comes early without a word of blame, and leads to a hand-over that is kept", async () => {
    const table = desk();
    await onCall(table);
    const first = screens(table);
    await userEvent.click(await screen.findByRole("button", { name: "End the shift" }));
    const dialog = await screen.findByRole("dialog", { name: "End the shift now?" });
    expect(dialog).toHaveTextContent("Nothing is lost and nothing is held against you.");
    await userEvent.click(within(dialog).getByRole("button", { name: "End the shift" }));
    await waitFor(() => expect(location.hash).toBe("#/oncall/shift"));
    first.unmount();
    screens(table, "shift");
    const note = await screen.findByRole("textbox", { name: "Note for who comes next" });
    expect((note as HTMLTextAreaElement).value).toContain("Open\n- Nothing.");
    expect(await axeFindings()).toEqual([]);
    await userEvent.type(note, "Watch the mailing.");
    await userEvent.click(screen.getByRole("button", { name: "Keep the hand-over" }));
    expect(await screen.findByText("Kept.")).toBeVisible();
    const [kept] = await table.services.documents.list("shift");
    expect(kept?.body.handover).toContain("Watch the mailing.");
    await userEvent.click(screen.getByRole("button", { name: "Save as a file" }));
    expect(saved[0]).toMatchObject({ name: "hand-over.md", text: kept?.body.handover });
  });

  it("M38 can be deleted, once one has said so", async () => {
    const table = desk();
    await keep(table, "shift", { endedAt: table.clock.now() + MINUTE, pages: [] });
    screens(table, "shift");
    expect(await screen.findByText("No page came.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Delete this shift" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete this shift?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Keep it" }));
    expect(await table.services.documents.list("shift")).toHaveLength(1);
    await userEvent.click(screen.getByRole("button", { name: "Delete this shift" }));
    await userEvent.click(await screen.findByRole("button", { name: "Delete the shift" }));
    await waitFor(() => expect(location.hash).toBe("#/oncall"));
    expect(await table.services.documents.list("shift")).toEqual([]);
  });

  it("is told when its time has come, with the way to the hand-over", async () => {
    const table = desk();
    await keep(table, "shift", { pages: [] });
    screens(table);
    await screen.findByRole("heading", { name: "You are on call" });
    await act(() => table.clock.jump(4 * 60 * MINUTE));
    expect((await screen.findAllByText("Your shift is over"))[0]).toBeVisible();
    expect(screen.getAllByRole("link", { name: "Hand over" })[0]).toHaveAttribute("href", "#/oncall/shift");
  });

  it("M26 the shifts there were show how long pages rang, the last one first", async () => {
    const table = desk();
    const done = { drill: "one-region-502", seed: 1, answer: "acknowledged", answeredAt: 2 } as const;
    await keep(table, "one", {
      from: 0,
      endedAt: 60 * MINUTE,
      handover: "",
      pages: [page(1, { ...done, firedAt: 1, rang: 60_000 })],
    });
    await keep(table, "two", {
      from: 100 * MINUTE,
      endedAt: 160 * MINUTE,
      pages: [page(1, { ...done, firedAt: 40 * MINUTE, heldBy: "closed", rang: 20_000 })],
    });
    const first = screens(table);
    expect(await screen.findByText(/median 40 s over 2 pages/)).toBeVisible();
    const rows = within(screen.getByRole("table", { name: "Past shifts" }))
      .getAllByRole("row")
      .slice(1);
    expect(rows.map((row) => within(row).getByRole("link").getAttribute("href"))).toEqual([
      "#/oncall/two",
      "#/oncall/one",
    ]);
    expect(screen.getByText("A shift waits for its hand-over")).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    first.unmount();
    screens(table, "two");
    expect(await screen.findByText(/40 min late: Meantime was closed/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Open the incident" })).toBeVisible();
  });

  it("a shift that is not here says so", async () => {
    screens(desk(), "nowhere");
    expect(await screen.findByText("This shift is not in this browser")).toBeVisible();
  });
});
