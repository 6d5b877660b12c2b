// @vitest-environment jsdom
import "../kit/setup";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import { checkText, type Drafted, draftPostmortem, namesIn } from "#debrief/postmortem/index";
import type { Postmortem } from "#domain/documents";
import type { Run } from "#domain/run";
import type { StoredDocument } from "#session/contract";
import { Announcer } from "#ui/kit/announce";
import { Toaster } from "#ui/kit/toast";
import PostmortemPage from "#ui/pages/postmortem/index";
import { secondAt } from "#ui/pages/postmortem/times";
import { axeFindings } from "../panels/session";
import { type Desk, desk, drill, keep, played, show } from "./fixture";

const saved: { name: string; text: string }[] = [];
vi.mock("../../../src/ui/download", () => ({
  download: (name: string, text: string) => saved.push({ name, text }),
}));

let run: Run;
let drafted: Drafted;

beforeAll(() => {
  run = played("novice", "novice");
  drafted = draftPostmortem(drill(), run);
});

beforeEach(() => {
  location.hash = "";
  saved.length = 0;
});

/** Refuses to store while it is told to. */
class FailingStore extends MemoryDocumentStore {
  isFailing = true;
  override async put(document: StoredDocument): Promise<void> {
    if (this.isFailing) throw new Error("The disk is full.");
    return super.put(document);
  }
}

async function finished(change: Parameters<typeof desk>[0] = {}, header: Partial<Run["header"]> = {}): Promise<Desk> {
  const table = desk(change);
  await keep(table, { ...run, header: { ...run.header, ...header } }, true);
  return table;
}

async function written(table: Desk, change: Partial<Postmortem>, id = "novice"): Promise<Desk> {
  const body = { ...drafted.postmortem, ...change };
  await table.services.documents.put({ id: "pm", kind: "postmortem", run: id, createdAt: 1, updatedAt: 1, body });
  return table;
}

const opened = () => screen.findByRole("heading", { name: "How it reads" });
const text = (name: string) => screen.getByRole("textbox", { name });
const stored = async ({ services }: Desk) => (await services.documents.list("postmortem", "novice"))[0]?.body;
const findings = () => within(screen.getByRole("complementary", { name: "How it reads" }));

describe("the postmortem's page", () => {
  it("U6 is drafted from the run, stored at once, and says when it was saved", async () => {
    const table = await finished();
    show(<PostmortemPage id="novice" />, table);
    await opened();
    expect(text("Summary")).toHaveValue(drafted.postmortem.summary);
    expect(await screen.findByText(/^Saved .*\d\d:\d\d$/)).toBeVisible();
    expect(await stored(table)).toEqual(drafted.postmortem);
    expect(await axeFindings()).toEqual([]);
  });

  it("U1 saves what is written, on leaving too, and shows it again", async () => {
    const table = await finished();
    const { unmount } = show(<PostmortemPage id="novice" />, table);
    await opened();
    await userEvent.clear(text("Summary"));
    await userEvent.type(text("Summary"), "Orders failed for 14 minutes.");
    // On a slow machine the beginning is stored while the rest is typed.
    expect(screen.getByText(/^Sav(ing…|ed )/)).toBeVisible();
    unmount();
    await waitFor(async () => expect((await stored(table))?.summary).toBe("Orders failed for 14 minutes."));
    show(<PostmortemPage id="novice" />, table);
    await opened();
    expect(text("Summary")).toHaveValue("Orders failed for 14 minutes.");
    expect(await table.services.documents.list("postmortem")).toHaveLength(1);
  });

  it("Ctrl+S saves at once", async () => {
    const table = await finished();
    show(<PostmortemPage id="novice" />, table);
    await opened();
    await userEvent.type(text("Where we were lucky"), "It was noon.");
    await userEvent.keyboard("{Control>}s{/Control}");
    expect(await screen.findByText(/^Saved /)).toBeVisible();
    expect((await stored(table))?.lucky).toContain("It was noon.");
  });

  it("U4 says that it could not be saved and why, keeps the text, and tries again", async () => {
    const documents = new FailingStore();
    const table = await finished({ documents });
    const { unmount } = show(
      <>
        <PostmortemPage id="novice" />
        <Announcer />
      </>,
      table,
    );
    await opened();
    await userEvent.type(text("Where we were lucky"), "It was noon.");
    expect(await screen.findByText(/^The disk is full\./)).toBeVisible();
    expect(screen.getAllByText("Not saved").length).toBeGreaterThan(0);
    expect(await screen.findByText("The postmortem could not be saved")).toBeInTheDocument();
    unmount();
    show(<PostmortemPage id="novice" />, table);
    await opened();
    expect(text("Where we were lucky")).toHaveDisplayValue(/It was noon\./);
    expect(await screen.findByText(/^The disk is full\./)).toBeVisible();
    documents.isFailing = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText(/^Saved /)).toBeVisible();
    expect(screen.queryByText("Not saved")).toBeNull();
    expect((await stored(table))?.lucky).toContain("It was noon.");
  });

  it("U7 is drafted anew only once the new draft was taken, and what was written can be brought back", async () => {
    const table = await written(await finished(), { summary: "Orders failed for 14 minutes." });
    show(
      <>
        <PostmortemPage id="novice" />
        <Toaster />
      </>,
      table,
    );
    await opened();
    const anew = () => userEvent.click(screen.getByRole("button", { name: "Draft anew" }));
    await anew();
    const dialog = () => screen.findByRole("dialog", { name: "A new draft" });
    await dialog();
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Keep what I wrote" }));
    expect(text("Summary")).toHaveValue("Orders failed for 14 minutes.");
    expect((await stored(table))?.summary).toBe("Orders failed for 14 minutes.");
    await anew();
    await dialog();
    await userEvent.click(screen.getByRole("button", { name: "Use the new draft" }));
    expect(text("Summary")).toHaveValue(drafted.postmortem.summary);
    await waitFor(async () => expect(await stored(table)).toEqual(drafted.postmortem));
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(text("Summary")).toHaveValue("Orders failed for 14 minutes.");
    await waitFor(async () => expect((await stored(table))?.summary).toBe("Orders failed for 14 minutes."));
  });

  it("U5 is deleted even while something waits to be saved, and comes back as it was", async () => {
    const table = await written(await finished(), {});
    const { unmount } = show(
      <>
        <PostmortemPage id="novice" />
        <Toaster />
      </>,
      table,
    );
    await opened();
    await userEvent.type(text("Where we were lucky"), "It was noon.");
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(location.hash).toBe("#/run/novice/debrief"));
    unmount();
    expect(await stored(table)).toBeUndefined();
    show(<Toaster />, table);
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(async () => expect((await stored(table))?.lucky).toContain("It was noon."));
  });

  it("U2 of two tabs that write neither is lost", async () => {
    const table = await written(await finished(), {});
    show(<PostmortemPage id="novice" />, table);
    await opened();
    const other = { ...drafted.postmortem, lucky: "Theirs." };
    await table.services.documents.put({
      id: "pm",
      kind: "postmortem",
      run: "novice",
      createdAt: 1,
      updatedAt: 2,
      body: other,
    });
    await userEvent.type(text("Where we were lucky"), "Mine.");
    await userEvent.click(await screen.findByRole("button", { name: "Look at the other version" }));
    const dialog = within(screen.getByRole("dialog", { name: "The other tab's version" }));
    expect(await dialog.findByText("Theirs.")).toBeVisible();
    expect((await stored(table))?.lucky).toBe("Theirs.");
    await userEvent.click(dialog.getByRole("button", { name: "Keep mine" }));
    await waitFor(async () => expect((await stored(table))?.lucky).toMatch(/Mine\.$/));
    expect(screen.queryByText("Changed in another tab")).toBeNull();
  });

  it("U8 what the rules find is quoted, explained, and leads to its words", async () => {
    const summary = "The release was careless. Human error, obviously.";
    const table = await written(await finished(), { summary });
    show(<PostmortemPage id="novice" />, table);
    await opened();
    const expected = checkText({ ...drafted.postmortem, summary }, namesIn(drill().base.people));
    const hits = expected.filter(({ field }) => field === "summary");
    expect(hits.length).toBeGreaterThan(1);
    for (const { text: says, rule } of hits) {
      expect(findings().getByText(says)).toBeVisible();
      expect(findings().getAllByText(rule.why).length).toBeGreaterThan(0);
    }
    const at = hits.find(({ from, to }) => summary.slice(from, to) === "Human error");
    if (at === undefined) throw new Error("the rules do not find the human error");
    // From the preview, too: the field is there again.
    await userEvent.click(screen.getByRole("radio", { name: "Preview" }));
    await userEvent.click(findings().getByRole("button", { name: `Go to it: Summary. ${at.text}` }));
    await waitFor(() => expect(text("Summary")).toHaveFocus());
    const field = text("Summary") as HTMLTextAreaElement;
    await waitFor(() => expect([field.selectionStart, field.selectionEnd]).toEqual([at.from, at.to]));
    await userEvent.clear(field);
    await userEvent.type(field, "Orders failed for 14 minutes.");
    await waitFor(() => expect(findings().queryByText(at.text)).toBeNull());
  });

  it("U8 what an action lacks leads to where it belongs", async () => {
    const action = { text: "Alert on failed orders", measure: null, node: "", owner: "", due: "", check: "" };
    const table = await written(await finished(), { actions: [action] });
    show(<PostmortemPage id="novice" />, table);
    await opened();
    await userEvent.click(findings().getByRole("button", { name: /^Go to it: Action 1\..*owner/ }));
    await waitFor(() => expect(text("Owner")).toHaveFocus());
  });

  it("U9 lines of the timeline lead into the run, and are added, timed, ordered and removed", async () => {
    const timeline = [
      { second: 60, text: "First" },
      { second: 120, text: "Second" },
    ];
    const table = await written(await finished(), { timeline });
    show(<PostmortemPage id="novice" />, table);
    await opened();
    const links = () => screen.getAllByRole("link", { name: /: walk to/ }).map((link) => link.getAttribute("href"));
    expect(links()).toEqual(["#/run/novice/walk/60", "#/run/novice/walk/120"]);
    await userEvent.click(screen.getByRole("button", { name: "Add a line" }));
    await waitFor(() => expect(text("What happened, line 3")).toHaveFocus());
    await userEvent.keyboard("Third");
    const time = text("Time of line 3");
    const start = drill().base.system.startOfDay;
    await userEvent.clear(time);
    await userEvent.type(time, "noon{Enter}");
    expect(links()[2]).toBe("#/run/novice/walk/120");
    const half = `${String(Math.floor(start / 3600)).padStart(2, "0")}:${String(Math.floor(start / 60) % 60).padStart(2, "0")}:30`;
    await userEvent.clear(time);
    await userEvent.type(time, `${half}{Enter}`);
    expect(links()[2]).toBe(`#/run/novice/walk/${secondAt(half, start)}`);
    expect(secondAt(half, start)).toBe(30 - (start % 60));
    await userEvent.click(screen.getByRole("button", { name: "Put in the order of time" }));
    expect(text("What happened, line 1")).toHaveValue("Third");
    await userEvent.click(screen.getByRole("button", { name: "Remove line 2" }));
    expect(screen.getByRole("button", { name: "Add a line" })).toHaveFocus();
    await waitFor(async () =>
      expect((await stored(table))?.timeline.map((line) => line.text)).toEqual(["Third", "Second"]),
    );
  });

  it("times are those nearest to the beginning, over midnight too", () => {
    expect(secondAt("00:01", 23 * 3600 + 59 * 60)).toBe(120);
    expect(secondAt("23:59:30", 60)).toBe(-90);
    expect(secondAt("12:4", 0)).toBeNull();
    expect(secondAt("24:00", 0)).toBeNull();
  });

  it("actions are added with measure, place, owner, day and check, and removed", async () => {
    const table = await written(await finished(), { actions: [] });
    show(<PostmortemPage id="novice" />, table);
    await opened();
    await userEvent.click(screen.getByRole("button", { name: "Add an action" }));
    await waitFor(() => expect(text("Action 1")).toHaveFocus());
    await userEvent.keyboard("Alert on failed orders");
    const group = within(screen.getByRole("group", { name: "Action 1" }));
    await userEvent.selectOptions(group.getByRole("combobox", { name: "Measure" }), "alert-on-symptom");
    const [node] = drill().base.system.nodes;
    await userEvent.selectOptions(group.getByRole("combobox", { name: "Where" }), node?.id ?? "?");
    await userEvent.type(group.getByRole("textbox", { name: "Owner" }), "Orders");
    fireEvent.change(group.getByLabelText("Due"), { target: { value: "2026-12-01" } });
    await userEvent.type(
      group.getByRole("textbox", { name: "How we see that it works" }),
      "It pages in the next drill",
    );
    await waitFor(async () =>
      expect((await stored(table))?.actions).toEqual([
        {
          text: "Alert on failed orders",
          measure: "alert-on-symptom",
          node: node?.id,
          owner: "Orders",
          due: "2026-12-01",
          check: "It pages in the next drill",
        },
      ]),
    );
    await userEvent.click(screen.getByRole("button", { name: "Remove action 1" }));
    await waitFor(async () => expect((await stored(table))?.actions).toEqual([]));
  });

  it("factors are chosen, joined, drawn, and taken out with their links", async () => {
    const table = await written(await finished(), { factors: [], links: [] });
    show(<PostmortemPage id="novice" />, table);
    await opened();
    const add = async (kind: string) => {
      await userEvent.selectOptions(screen.getByRole("combobox", { name: "Kind of the next factor" }), kind);
      await userEvent.click(screen.getByRole("button", { name: "Add a factor" }));
    };
    await add("cause");
    await add("symptom");
    const cause = within(screen.getByRole("group", { name: "Factor 1" }));
    await userEvent.selectOptions(cause.getByRole("combobox", { name: "Mechanism" }), "slow-query");
    await userEvent.click(cause.getByText(/^Led to: nothing yet/));
    await userEvent.click(cause.getByRole("checkbox", { name: /^2 Symptom/ }));
    await waitFor(async () => expect((await stored(table))?.links).toEqual([{ from: "factor-1", to: "factor-2" }]));
    const box = await screen.findByRole("button", { name: "1 Cause A slow query; leads to 2 Symptom" });
    await userEvent.click(box);
    expect(cause.getByRole("textbox", { name: "In your words" })).toHaveFocus();
    // Of another kind, a mechanism is none of its choices any more.
    await userEvent.selectOptions(cause.getByRole("combobox", { name: "Factor 1" }), "trigger");
    await waitFor(async () =>
      expect((await stored(table))?.factors[0]).toEqual({ id: "factor-1", kind: "trigger", text: "" }),
    );
    await userEvent.click(screen.getByRole("button", { name: "Remove factor 2" }));
    await waitFor(async () => expect(await stored(table)).toMatchObject({ factors: [{ id: "factor-1" }], links: [] }));
    expect(await axeFindings()).toEqual([]);
  });

  it("U10 compares the graph with what happened; what it was is given away part by part, when asked", async () => {
    const [real] = drafted.truth.causes;
    if (real === undefined) throw new Error("the drill has no cause");
    const factors = [
      { id: "c", kind: "cause", text: "", mechanism: real.mechanism, ...(real.nodes[0] && { node: real.nodes[0] }) },
    ] as const;
    const table = await written(await finished(), { factors, links: [] });
    const { container } = show(<PostmortemPage id="novice" />, table);
    await opened();
    const told = drafted.truth.triggers.map((trigger) => trigger.text);
    expect(told.length).toBeGreaterThan(0);
    const isTold = () => told.some((each) => container.textContent?.includes(each));
    expect(isTold()).toBe(false);
    await userEvent.click(screen.getByRole("button", { name: "Compare with what happened" }));
    const reveal = await screen.findByRole("button", { name: "Trigger: show what it was" });
    const row = (part: string) => screen.getByRole("button", { name: `${part}: show what it was` }).closest("li");
    expect(row("Cause")).toHaveTextContent("Found");
    expect(row("Trigger")).toHaveTextContent("Not there yet");
    expect(isTold()).toBe(false);
    expect(await axeFindings()).toEqual([]);
    // It follows what is changed.
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Mechanism" }), "disk-full");
    expect(row("Cause")).not.toHaveTextContent("Found");
    await userEvent.click(reveal);
    expect(isTold()).toBe(true);
    await userEvent.click(screen.getByRole("button", { name: "Trigger: hide what it was" }));
    expect(isTold()).toBe(false);
  });

  it("U11 is copied, saved and previewed, always as of a simulated incident", async () => {
    const user = userEvent.setup();
    const table = await written(await finished(), { summary: "Orders **failed** for 14 minutes." });
    show(<PostmortemPage id="novice" />, table);
    await opened();
    await user.click(screen.getByRole("button", { name: "Save as a file" }));
    expect(saved[0]?.name).toBe("postmortem-INC-2041.md");
    expect(saved[0]?.text).toContain("Orders **failed** for 14 minutes.");
    expect(saved[0]?.text).toMatch(/^> Simulated incident/m);
    await user.click(screen.getByRole("button", { name: "Copy as Markdown" }));
    expect(await navigator.clipboard.readText()).toBe(saved[0]?.text);
    expect(screen.queryByRole("article")).toBeNull();
    await user.click(screen.getByRole("radio", { name: "Preview" }));
    const paper = within(screen.getByRole("article", { name: "The postmortem as it is read" }));
    expect(paper.getByText(/^Simulated incident/)).toBeVisible();
    expect((await paper.findByText("failed")).tagName).toBe("STRONG");
    expect(screen.queryByRole("textbox", { name: "Summary" })).toBeNull();
    expect(await axeFindings()).toEqual([]);
    const print = vi.spyOn(window, "print").mockImplementation(() => undefined);
    await user.click(screen.getByRole("button", { name: "Print" }));
    expect(print).toHaveBeenCalledOnce();
  });

  it("U6 of another engine's run it is still written and kept; draft and comparison say why they are not there", async () => {
    const table = await finished({}, { engine: 999 });
    show(<PostmortemPage id="novice" />, table);
    await opened();
    expect(screen.getByText("It begins empty")).toBeVisible();
    expect(screen.getByText("It cannot be compared with what happened")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Compare with what happened" })).toBeNull();
    expect(await stored(table)).toBeUndefined();
    await userEvent.type(text("Summary"), "Orders failed.");
    await waitFor(async () => expect((await stored(table))?.summary).toBe("Orders failed."));
  });

  it("U6 of a run that is not over, or not here, there is none", async () => {
    const table = desk();
    const early = { ...run, commands: run.commands.filter(({ second }) => second <= 400), horizon: 400 };
    await keep(table, early, false);
    const { unmount } = show(<PostmortemPage id="novice" />, table);
    expect(await screen.findByText("INC-2041 is not over yet")).toBeVisible();
    expect(await stored(table)).toBeUndefined();
    unmount();
    show(<PostmortemPage id="nothing" />, desk());
    expect(await screen.findByText("This run is not in this browser")).toBeVisible();
  });
});
