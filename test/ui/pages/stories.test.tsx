// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import { blankStory } from "#debrief/story/index";
import type { Story } from "#domain/documents";
import type { DocumentStore, StoredDocument } from "#session/contract";
import { Toaster } from "#ui/kit/toast";
import StoriesPage from "#ui/pages/stories/index";
import { axeFindings } from "../panels/session";
import { type Desk, desk, show } from "./fixture";

const saved: { name: string; text: string }[] = [];
vi.mock("../../../src/ui/download", () => ({
  download: (name: string, text: string) => saved.push({ name, text }),
}));

const PARTS: Story["parts"] = {
  situation: "I was on call at noon.",
  task: "It was mine.",
  action: "I could have waited; I rolled back, because it could be undone.",
  result: "4,000 requests failed.",
  learning: "Next time I ask first.",
};

const document = (id: string, change: Partial<Story> = {}): StoredDocument<"story"> => ({
  id,
  kind: "story",
  run: null,
  createdAt: 1,
  updatedAt: 1,
  body: { ...blankStory(), title: `Story ${id}`, parts: PARTS, ...change },
});

/** A memory that may fail to write. */
class Failing extends MemoryDocumentStore {
  broken = false;
  override async put(document: StoredDocument): Promise<void> {
    if (this.broken) throw new Error("The disk is full.");
    await super.put(document);
  }
}

async function table(
  stories: readonly StoredDocument<"story">[],
  documents: DocumentStore = new MemoryDocumentStore(),
) {
  for (const story of stories) await documents.put(story);
  return { desk: desk({ documents }), documents };
}

const page = (id?: string) => (
  <>
    <StoriesPage {...(id !== undefined && { id })} />
    <Toaster />
  </>
);
const open = (at: Desk, id?: string) => show(page(id), at);
const field = (name: string) => screen.findByRole("textbox", { name });

beforeEach(() => {
  location.hash = "";
  saved.length = 0;
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("the story bank", () => {
  it("is empty with a way to begin, and begins a real story", async () => {
    const { desk: at, documents } = await table([]);
    open(at);
    await userEvent.click(await screen.findByRole("button", { name: "New real story" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/stories\/run-\d+$/));
    const [story] = await documents.list("story");
    expect(story).toMatchObject({ run: null, body: { drill: null } });
    expect(location.hash).toBe(`#/stories/${story?.id}`);
  });

  it("U12 lists stories with where they come from, finds words in them, and has nothing for axe", async () => {
    const simulated = { code: "INC-2041", title: "Checkout complaints" };
    const { desk: at } = await table([
      document("one", { drill: simulated, answers: ["deep-01"] }),
      document("two", { versions: { 60: "I saw a turtle.", 120: "", 240: "" } }),
    ]);
    open(at);
    const list = within(await screen.findByRole("table", { name: "Stories" }));
    expect(list.getByText("simulated")).toBeVisible();
    expect(list.getByText("real")).toBeVisible();
    expect(list.getByRole("link", { name: "Story two" })).toHaveAttribute("href", "#/stories/two");
    await screen.findByText("of 104 questions have a story.", { exact: false });
    expect(await axeFindings()).toEqual([]);
    await userEvent.type(screen.getByRole("searchbox", { name: "Search stories" }), "turtle saw");
    expect(list.queryByRole("link", { name: "Story one" })).toBeNull();
    expect(list.getByRole("link", { name: "Story two" })).toBeVisible();
  });

  it("U13 shows which questions have a story, which drill would give one, and only those without", async () => {
    const { desk: at } = await table([document("one", { answers: ["incident-01", "deep-01"] })]);
    open(at);
    const summary = await screen.findByText("of 104 questions have a story.", { exact: false });
    expect(summary).toHaveTextContent("2 of 104 questions have a story.");
    const row = screen.getByRole("row", { name: /First five looks when everything is down/ });
    expect(within(row).getByRole("link", { name: "Answered by Story one" })).toHaveAttribute("href", "#/stories/one");
    const deep = screen.getByRole("row", { name: /A difficult production problem/ });
    expect(within(deep).getByRole("link", { name: /INC-2041/ })).toHaveAttribute("href", "#/INC-2041");
    expect(screen.getByRole("row", { name: /Finding out why users find it slow.*no story yet/ })).toBeVisible();
    await userEvent.click(screen.getByRole("switch", { name: "Only without a story" }));
    expect(screen.queryByRole("row", { name: /First five looks/ })).toBeNull();
    expect(screen.getByRole("row", { name: /Finding out why users find it slow/ })).toBeVisible();
  });

  it("deletes a story, and brings it back", async () => {
    const { desk: at, documents } = await table([document("one")]);
    open(at);
    await userEvent.click(await screen.findByRole("button", { name: "Delete “Story one”" }));
    await screen.findByText("No story yet");
    expect(await documents.get("story", "one")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    const list = await screen.findByRole("table", { name: "Stories" });
    expect(within(list).getByRole("link", { name: "Story one" })).toBeVisible();
    expect(await documents.get("story", "one")).toEqual(document("one"));
  });
});

describe("a story", () => {
  it("is saved while it is written, with its words counted, and has nothing for axe", async () => {
    const { desk: at, documents } = await table([document("one")]);
    open(at, "one");
    const version = await field("Version of 120 seconds");
    await userEvent.type(version, "I did this and that.");
    expect(version).toHaveAccessibleDescription(/^5 of about 280 words, 2 s at 140 words a minute/);
    await waitFor(async () =>
      expect((await documents.get("story", "one"))?.body.versions[120]).toBe("I did this and that."),
    );
    expect(screen.getByText(/^Saved /)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });

  it("composes a version from the parts on request, and takes that back", async () => {
    const { desk: at } = await table([document("one", { versions: { 60: "", 120: "Mine.", 240: "" } })]);
    open(at, "one");
    await userEvent.click(await screen.findByRole("button", { name: "Compose anew from the parts" }));
    expect(await field("Version of 120 seconds")).toHaveValue(Object.values(PARTS).join("\n\n"));
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(await field("Version of 120 seconds")).toHaveValue("Mine.");
    await userEvent.click(screen.getByRole("radio", { name: "60 s" }));
    await userEvent.click(screen.getByRole("button", { name: "Compose from the parts" }));
    expect(await field("Version of 60 seconds")).toHaveValue(Object.values(PARTS).join("\n\n"));
  });

  it("says what its rules find, with a better example, and leads there", async () => {
    const { desk: at } = await table([document("one", { parts: { ...PARTS, action: "We looked and restarted it." } })]);
    open(at, "one");
    const action = (await field("Action")) as HTMLTextAreaElement;
    expect(screen.getByText("“We” did it all; nobody says “I”.")).toBeVisible();
    expect(screen.getByText(/Better: “I split the errors by region/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Go to it: Action, I, not only we" }));
    await waitFor(() => expect(action).toHaveFocus());
    expect(action.value.slice(action.selectionStart, action.selectionEnd)).toBe("We");
    await userEvent.clear(action);
    await userEvent.type(action, PARTS.action);
    expect(await screen.findByText("The rules find nothing.")).toBeVisible();
  });

  it("is tagged with the questions it answers", async () => {
    const { desk: at, documents } = await table([document("one")]);
    open(at, "one");
    await userEvent.type(await screen.findByRole("searchbox", { name: "Search questions" }), "first five");
    await userEvent.click(screen.getByRole("checkbox", { name: "First five looks when everything is down" }));
    await waitFor(async () => expect((await documents.get("story", "one"))?.body.answers).toEqual(["incident-01"]));
    expect(screen.getByText("It answers 1.", { exact: false })).toBeVisible();
  });

  it("U12 says in every export that it was a simulation", async () => {
    const simulated = { code: "INC-2041", title: "Checkout complaints" };
    const { desk: at } = await table([document("one", { drill: simulated })]);
    open(at, "one");
    await userEvent.click(await screen.findByRole("button", { name: "Save as a file" }));
    const line =
      "Simulated: this happened in the drill INC-2041, “Checkout complaints”, of Meantime, and not in a production system.";
    expect(saved[0]?.name).toBe("story-story-one.md");
    expect(saved[0]?.text).toContain(line);
    expect(screen.getByText(line)).toBeInTheDocument();
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Copy as Markdown" }));
    await screen.findByText("Copied as Markdown");
    expect(await navigator.clipboard.readText()).toContain(line);
    const paper = vi.spyOn(window, "print").mockImplementation(() => undefined);
    await userEvent.click(screen.getByRole("button", { name: "Print" }));
    expect(paper).toHaveBeenCalled();
  });

  it("U4 says when it cannot be saved, keeps what was written, and saves it when that works again", async () => {
    const store = new Failing();
    const { desk: at } = await table([document("one")], store);
    const { unmount } = open(at, "one");
    const situation = await field("Situation");
    store.broken = true;
    await userEvent.type(situation, " More.");
    expect(await screen.findByText(/^The disk is full\./)).toBeVisible();
    const close = () => dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(close()).toBe(false);
    expect(situation).toHaveValue("I was on call at noon. More.");
    unmount();
    await act(async () => {});
    open(at, "one");
    expect(await field("Situation")).toHaveValue("I was on call at noon. More.");
    expect((await screen.findAllByText("Not saved")).length).toBeGreaterThan(0);
    store.broken = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByText(/^Saved /);
    expect(close()).toBe(true);
    expect((await store.get("story", "one"))?.body.parts.situation).toBe("I was on call at noon. More.");
  });

  it("U1 is written also when its page is left at once", async () => {
    const { desk: at, documents } = await table([document("one")]);
    const { unmount } = open(at, "one");
    await userEvent.type(await field("Task"), " Now.");
    unmount();
    await waitFor(async () => expect((await documents.get("story", "one"))?.body.parts.task).toBe("It was mine. Now."));
  });

  it("U2 of two tabs that write the same story neither is lost", async () => {
    const { desk: at, documents } = await table([document("one")]);
    open(at, "one");
    const task = await field("Task");
    const theirs = { ...document("one", { parts: { ...PARTS, task: "Theirs." } }), updatedAt: 2 };
    await documents.put(theirs);
    await userEvent.type(task, " And mine.");
    await userEvent.click(await screen.findByRole("button", { name: "Look at the other version" }));
    const dialog = within(screen.getByRole("dialog", { name: "The other tab's version" }));
    expect(await dialog.findByText("Theirs.")).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(dialog.getByRole("button", { name: "Take this one" }));
    await waitFor(() => expect(task).toHaveValue("Theirs."));
    expect(screen.queryByText("Changed in another tab")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(task).toHaveValue("It was mine. And mine.");
    await waitFor(async () =>
      expect((await documents.get("story", "one"))?.body.parts.task).toBe("It was mine. And mine."),
    );
  });

  it("U3 shows what another tab wrote when one comes back", async () => {
    const { desk: at, documents } = await table([document("one")]);
    open(at, "one");
    const task = await field("Task");
    await documents.put({ ...document("one", { parts: { ...PARTS, task: "Theirs." } }), updatedAt: 2 });
    act(() => void dispatchEvent(new Event("focus")));
    await waitFor(() => expect(task).toHaveValue("Theirs."));
  });

  it("U5 is deleted, and goes back to the bank", async () => {
    const { desk: at, documents } = await table([document("one")]);
    open(at, "one");
    await userEvent.click(await screen.findByRole("button", { name: "Delete" }));
    await waitFor(() => expect(location.hash).toBe("#/stories"));
    expect(await documents.get("story", "one")).toBeNull();
  });

  it("says when there is no such story", async () => {
    open((await table([])).desk, "none");
    expect(await screen.findByText("This story is not in this browser")).toBeVisible();
  });
});
