// @vitest-environment jsdom
import "../kit/setup";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import { type Playback, StorageError } from "#session/index";
import { Toaster } from "#ui/kit/toast";
import { NotesList } from "#ui/notes/NotesList";
import { useNotes } from "#ui/notes/useNotes";
import type { Debrief } from "#ui/pages/debrief/load";
import { NoteMarkers } from "#ui/pages/walk/Notes";
import { Ways } from "#ui/pages/walk/Ways";
import { axeFindings } from "../panels/session";
import { type Desk, desk, show } from "./fixture";

// A machine with other things to do is slow to store and to draw.
let isTight = false;
vi.stubGlobal("matchMedia", () => ({
  matches: isTight,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

beforeEach(() => {
  localStorage.clear();
  isTight = false;
});

const listed = async ({ services }: Desk) =>
  (await services.documents.list("note", "r1")).map(({ body }) => body).sort((a, b) => (a.text < b.text ? -1 : 1));

async function withNotes(table: Desk): Promise<Desk> {
  const note = { kind: "note", run: "r1", createdAt: 1, updatedAt: 1 } as const;
  await table.services.documents.put({ ...note, id: "b", body: { second: 200, author: "Kim", text: "Second" } });
  await table.services.documents.put({ ...note, id: "a", body: { second: 90, author: "", text: "First\nline" } });
  await table.services.documents.put({ ...note, id: "c", run: "r2", body: { second: 5, author: "", text: "Other" } });
  return table;
}

const walk = { paused: 0, sought: [] as number[] };
const playback = {
  pause: () => {
    walk.paused += 1;
  },
  seek: (to: number) => walk.sought.push(to),
} as unknown as Playback;

const shared = {
  debrief: { run: { header: { id: "r1" } } } as Debrief,
  place: { run: "r1", stand: null },
  isCommented: false,
  onComment: () => undefined,
  onPlayOn: () => undefined,
};

function Walk() {
  const notes = useNotes("r1");
  return (
    <>
      <Ways {...shared} notes={notes} playback={playback} now={125} />
      <div data-testid="line">
        <NoteMarkers list={notes.list} length={400} />
      </div>
    </>
  );
}

describe("notes on a run", () => {
  it("stand in its debrief in the order of their seconds, each leading there; other runs' notes do not", async () => {
    show(<NotesList run="r1" canWalk />, await withNotes(desk()));
    const items = await screen.findAllByRole("listitem");
    expect(items.map((item) => within(item).getByRole("link").getAttribute("href"))).toEqual([
      "#/run/r1/walk/90",
      "#/run/r1/walk/200",
    ]);
    expect(items[0]).toHaveTextContent("no name");
    expect(screen.queryByText("Other")).toBeNull();
    expect(await axeFindings()).toEqual([]);
  });

  it("lead nowhere where the run cannot be walked through", async () => {
    show(<NotesList run="r1" canWalk={false} />, await withNotes(desk()));
    expect(await screen.findAllByRole("listitem")).toHaveLength(2);
    expect(screen.queryByRole("link")).toBeNull();
  });

  it("are written on the whole run, under a name that is remembered", async () => {
    const table = desk();
    const { unmount } = show(<NotesList run="r1" canWalk />, table);
    expect(await screen.findByText(/^Nothing has been written/)).toBeVisible();
    await userEvent.click(screen.getByText("Write a note"));
    await userEvent.click(screen.getByRole("button", { name: "Write it down" }));
    expect(await listed(table)).toEqual([]);
    await userEvent.type(screen.getByLabelText("Your name"), "Ana");
    await userEvent.type(screen.getByLabelText("Note"), "  Well led. ");
    await userEvent.click(screen.getByRole("button", { name: "Write it down" }));
    expect(await screen.findByText("Well led.")).toBeVisible();
    expect(await listed(table)).toEqual([{ second: null, author: "Ana", text: "Well led." }]);
    unmount();
    show(<NotesList run="r1" canWalk />, table);
    expect(await screen.findByText("Well led.")).toBeVisible();
    expect(screen.getByLabelText("Your name")).toHaveValue("Ana");
  });

  it("are deleted, and come back by Undo", async () => {
    const table = await withNotes(desk());
    show(
      <>
        <NotesList run="r1" canWalk />
        <Toaster />
      </>,
      table,
    );
    await userEvent.click(await screen.findByRole("button", { name: "Delete the note on +00:01:30" }));
    await waitFor(async () => expect(await listed(table)).toHaveLength(1));
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(async () => expect(await listed(table)).toHaveLength(2));
  });

  it("that cannot be stored stay in the field, with the reason", async () => {
    class Full extends MemoryDocumentStore {
      override put = async () => {
        throw new StorageError({ kind: "quota", text: "The storage is full." });
      };
    }
    show(<NotesList run="r1" canWalk />, desk({ documents: new Full() }));
    await userEvent.click(screen.getByText("Write a note"));
    await userEvent.type(screen.getByLabelText("Note"), "Kept");
    await userEvent.click(screen.getByRole("button", { name: "Write it down" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The storage is full.");
    expect(screen.getByLabelText("Note")).toHaveValue("Kept");
  });

  it("are marked on the line of the run, gone to, and written on the present second by keyboard", async () => {
    const table = await withNotes(desk());
    show(<Walk />, table);
    await screen.findByRole("button", { name: "Notes (2)" });
    expect(screen.getByTestId("line").children).toHaveLength(2);
    await userEvent.keyboard("n");
    const box = within(await screen.findByRole("dialog", { name: "Notes on this run" }));
    expect(walk.paused).toBe(1);
    await userEvent.click(box.getByRole("button", { name: "+00:03:20" }));
    expect(walk.sought).toEqual([200]);
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(box.getByLabelText("Note"));
    await userEvent.keyboard("Here.{Control>}{Enter}{/Control}");
    expect(await box.findByText("Here.")).toBeVisible();
    expect(await listed(table)).toContainEqual({ second: 125, author: "", text: "Here." });
    await userEvent.selectOptions(box.getByLabelText("About"), "The whole run");
    await userEvent.type(box.getByLabelText("Note"), "All.");
    await userEvent.click(box.getByRole("button", { name: "Write it down" }));
    expect(await box.findByText("All.")).toBeVisible();
    expect(await listed(table)).toContainEqual({ second: null, author: "", text: "All." });
    expect(screen.getByTestId("line").children).toHaveLength(3);
  });

  it("and all else one may do at a second stand in a menu where there is no room for buttons", async () => {
    isTight = true;
    show(<Walk />, await withNotes(desk()));
    expect(screen.getAllByRole("button").map((each) => each.textContent || each.getAttribute("aria-label"))).toEqual([
      "Play from here",
      "More",
    ]);
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    const items = await screen.findAllByRole("menuitem");
    expect(items.map((each) => each.textContent)).toEqual(["Show me", "What if", "Commentary", "Notes (2)", "Debrief"]);
    await userEvent.click(screen.getByRole("menuitem", { name: "Notes (2)" }));
    const box = within(await screen.findByRole("dialog", { name: "Notes on this run" }));
    expect(box.getByText("Second")).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByRole("button", { name: "More" })).toHaveFocus();
  });
});
