// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { afterSecond, freeze, showFrom } from "#debrief/index";
import type { Run } from "#domain/run";
import { fork } from "#engine/index";
import { Playback } from "#session/index";
import { consoleStore, openPanel } from "#ui/console-state";
import type { TimeSeriesProps } from "#ui/kit/chart/TimeSeries";
import { LiveProvider } from "#ui/live";
import { useNotes } from "#ui/notes/useNotes";
import ComparePage from "#ui/pages/compare/index";
import type { Debrief } from "#ui/pages/debrief/load";
import LibraryPage from "#ui/pages/library/index";
import { Commentary } from "#ui/pages/walk/Commentary";
import { keepShown, loadShown } from "#ui/pages/walk/shown";
import { Ways } from "#ui/pages/walk/Ways";
import { axeFindings } from "../panels/session";
import { type Desk, desk, drill, keep, played, show } from "./fixture";

const drawn: { props: TimeSeriesProps | null } = { props: null };
// jsdom has no canvas; what the curve is given is looked at instead.
vi.mock("../../../src/ui/kit/chart/TimeSeriesCanvas", () => ({
  default: (props: TimeSeriesProps) => {
    drawn.props = props;
    return <p>drawing</p>;
  },
}));

let novice: Run;
let shown: Run;
let forked: Run;

beforeAll(() => {
  novice = played("novice", "novice", 2);
  shown = showFrom(drill(), novice, afterSecond(300), "expert", "shown");
  const begun = fork(novice, afterSecond(600), "forked");
  forked = { ...begun, commands: novice.commands.filter(({ second }) => second <= 1500), horizon: 1500 };
});

beforeEach(() => {
  location.hash = "";
  localStorage.clear();
});

vi.stubGlobal("matchMedia", () => ({
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

function FromHere({ debrief, playback }: { debrief: Debrief; playback: Playback }) {
  return (
    <Ways
      debrief={debrief}
      playback={playback}
      place={{ run: "novice", stand: null }}
      notes={useNotes("novice")}
      now={playback.now}
      isCommented={false}
      onComment={() => undefined}
      onPlayOn={() => undefined}
    />
  );
}

async function family(): Promise<Desk> {
  const table = desk();
  await keep(table, novice, true);
  await keep(table, shown, true);
  await keep(table, forked, true);
  return table;
}

async function debriefOf(table: Desk): Promise<Debrief> {
  const loaded = await loadShown({ run: "novice", stand: null }, table.services);
  if (loaded.state !== "ready") throw new Error(loaded.state);
  return loaded.debrief;
}

const row = async (name: RegExp) => (await screen.findByText(name)).closest("li") as HTMLElement;

describe("the forks of a run", () => {
  it("stand as a tree with second, ending, points and ways on; beside them the expert and nobody", async () => {
    show(<ComparePage id="novice" other={null} />, await family());
    expect(await row(/^The first run$/)).toHaveTextContent("this run");
    const expert = await row(/^Shown by the expert$/);
    expect(expert).toHaveTextContent("from +00:05:00");
    expect(expert).toHaveTextContent(`${Math.round(freeze(drill(), shown).scorecard.total)} of 100`);
    const hrefs = within(expert)
      .getAllByRole("link")
      .map((link) => link.getAttribute("href"));
    expect(hrefs).toEqual(["#/run/shown/walk/300", "#/run/shown/debrief", "#/run/novice/compare/shown"]);
    expect(await row(/^Played on$/)).toHaveTextContent("from +00:10:00");
    expect(screen.getByRole("link", { name: "Compare with: The expert, from the beginning" })).toHaveAttribute(
      "href",
      "#/run/novice/compare/expert",
    );
    expect(await axeFindings()).toEqual([]);
  });

  it("are called by their first note, which can be changed", async () => {
    const table = await family();
    show(<ComparePage id="novice" other={null} />, table);
    await userEvent.click(await screen.findByRole("button", { name: "Notes on Played on, from +00:10:00" }));
    await userEvent.type(await screen.findByLabelText("What it is called"), "Flag off at once");
    await userEvent.click(screen.getByRole("button", { name: "Keep: What it is called" }));
    await userEvent.type(await screen.findByLabelText("A further note"), "It held.");
    await userEvent.click(screen.getByRole("button", { name: "Keep: A further note" }));
    await screen.findByDisplayValue("It held.");
    const first = screen.getByLabelText("What it is called");
    await userEvent.clear(first);
    await userEvent.type(first, "Flag first");
    await userEvent.click(screen.getByRole("button", { name: "Keep: What it is called" }));
    await userEvent.keyboard("{Escape}");
    expect(await row(/^Flag first$/)).toHaveTextContent("It held.");
    const notes = await table.services.documents.list("note", "forked");
    expect(notes.map(({ body }) => body.text).sort()).toEqual(["Flag first", "It held."]);
    expect(notes.every(({ body }) => body.second === null)).toBe(true);
  });

  it("can be deleted with their notes; what was forked from them keeps its place", async () => {
    const table = await family();
    const note = { kind: "note", run: "novice", createdAt: 1, updatedAt: 1 } as const;
    await table.services.documents.put({ ...note, id: "n", body: { second: null, author: "", text: "Mine" } });
    show(<ComparePage id="shown" other={null} />, table);
    await userEvent.click(await screen.findByRole("button", { name: "Delete Mine" }));
    await userEvent.click(await screen.findByRole("button", { name: "Delete the run" }));
    expect(await row(/^A run that is not stored any more$/)).not.toHaveTextContent("of 100");
    expect(await row(/^Shown by the expert$/)).toBeVisible();
    expect(await table.services.documents.list("note")).toEqual([]);
    expect(await table.runs.load("novice")).toBeNull();
  });

  it("a run that is not here is said to be missing", async () => {
    show(<ComparePage id="nowhere" other={null} />, desk());
    expect(await screen.findByText("This run is not in this browser")).toBeVisible();
  });

  it("open beside the walk, each leading to the second where it left", async () => {
    const table = await family();
    const debrief = await debriefOf(table);
    show(<FromHere debrief={debrief} playback={new Playback(debrief.program, novice, table.clock, 0)} />, table);
    await userEvent.click(screen.getByRole("button", { name: "What if" }));
    expect(await screen.findByRole("link", { name: "Shown by the expert" })).toHaveAttribute(
      "href",
      "#/run/shown/walk/300",
    );
    expect(screen.getByText("The first run")).toHaveAttribute("aria-current", "true");
    expect(await axeFindings()).toEqual([]);
  });
});

describe("two runs side by side", () => {
  it("points, ending, curves with the fork, marks that differ, and what was done from there on", async () => {
    show(<ComparePage id="novice" other="shown" />, await family());
    const table = await screen.findByRole("table", { name: "Side by side" });
    expect(within(table).getByRole("columnheader", { name: "B: Shown by the expert, from +00:05:00" })).toBeVisible();
    await screen.findByText("drawing");
    expect(drawn.props?.series.map(({ label }) => label)).toEqual([
      "A: The first run",
      "B: Shown by the expert, from +00:05:00",
    ]);
    expect(drawn.props?.annotations).toEqual([{ x: 300, label: "forked", tone: "info" }]);
    const marks = screen.getByRole("table", { name: "What counted in both" });
    const shownRows = within(marks).getAllByRole("row").length;
    await userEvent.click(screen.getByRole("button", { name: /came out the same: show them too$/ }));
    expect(within(marks).getAllByRole("row").length).toBeGreaterThan(shownRows);
    const stages = await screen.findByRole("table", { name: "Stage times" });
    const acknowledged = within(stages).getByRole("row", { name: /^Acknowledge/ });
    expect(
      within(acknowledged)
        .getAllByRole("link")
        .map((link) => link.getAttribute("href")),
    ).toEqual([
      expect.stringMatching(/^#\/run\/novice\/walk\/\d+$/),
      expect.stringMatching(/^#\/run\/shown\/walk\/\d+$/),
    ]);
    expect(await axeFindings()).toEqual([]);
  });

  it("every second leads into the run it is of", async () => {
    show(<ComparePage id="novice" other="expert" />, await family());
    await screen.findByText("drawing");
    act(() => drawn.props?.onPick?.(420));
    const here = screen.getByText(/^At \+00:07:00/);
    const [mine, expert] = within(here).getAllByRole("link");
    expect(mine).toHaveAttribute("href", "#/run/novice/walk/420");
    expect(expert).toHaveAttribute("href", "#/run/novice/expert/420");
    const addresses = screen.getAllByRole("link").map((link) => link.getAttribute("href") ?? "");
    for (const address of addresses.filter((each) => /\/(walk|expert)\//.test(each))) {
      expect(address).toMatch(/^#\/run\/\w+\/(walk|expert)\/\d+$/);
    }
  });

  it("runs of different incidents, and runs that are not there, cannot be", async () => {
    const table = await family();
    await keep(table, played("idle", "other", 7), true);
    const { unmount } = show(<ComparePage id="novice" other="gone" />, table);
    expect(await screen.findByText("One of the two runs is not in this browser.")).toBeVisible();
    unmount();
    show(<ComparePage id="novice" other="other" />, table);
    expect(await screen.findByText(/^These are runs of different incidents/)).toBeVisible();
  });
});

describe("show me", () => {
  async function walking(second: number) {
    const table = desk();
    await keep(table, novice, true);
    const debrief = await debriefOf(table);
    const playback = new Playback(debrief.program, debrief.run, table.clock, second);
    show(
      <LiveProvider value={playback}>
        <FromHere debrief={debrief} playback={playback} />
      </LiveProvider>,
      table,
    );
    await userEvent.click(screen.getByRole("button", { name: "Show me" }));
    return table;
  }

  it("lets the expert go on, says what came of it, and keeps it among the forks, never as one's own", async () => {
    const table = await walking(300);
    const dialog = await screen.findByRole("dialog", { name: "The expert from +00:05:00 on" });
    expect(await within(dialog).findByText(/^From here the expert/)).toBeVisible();
    const [kept] = (await table.runs.list()).filter(({ shown: play }) => play !== null);
    expect(kept).toMatchObject({
      status: "finished",
      shown: "expert",
      forkOf: { run: "novice", second: 300 },
      labels: ["shown by the expert"],
    });
    expect(within(dialog).getByRole("link", { name: "Compare with this run" })).toHaveAttribute(
      "href",
      `#/run/${kept?.id}/compare/novice`,
    );
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(within(dialog).getByRole("button", { name: "Watch it from here" }));
    expect(location.hash).toBe(`#/run/${kept?.id}/walk/300`);
  });

  it("says when there is nothing to show any more, and keeps nothing", async () => {
    const table = await walking(novice.horizon);
    expect(await screen.findByText(/^The run was over by then/)).toBeVisible();
    expect(await table.runs.list()).toHaveLength(1);
  });
});

describe("watching with commentary", () => {
  it("follows the second, leads to the one before and after, and lists all", async () => {
    const table = await family();
    const debrief: Debrief = { ...(await debriefOf(table)), run: shown, frozen: freeze(drill(), shown) };
    const playback = new Playback(debrief.program, shown, table.clock, 300);
    show(
      <LiveProvider value={playback}>
        <Commentary debrief={debrief} playback={playback} />
      </LiveProvider>,
      table,
    );
    const now = await screen.findByRole("region", { name: "What is done now, and why" });
    expect(now).toHaveTextContent("Here the expert takes over.");
    expect(screen.getByText("shown by the expert")).toBeVisible();
    const looks = shown.commands.flatMap((each) => (each.kind === "look" && each.second > 300 ? [each] : []));
    const board = looks.find(({ args }) => args.panel === "board");
    if (board?.args.panel !== "board") throw new Error("the expert looks at no board");
    act(() => playback.seek(board.second));
    expect(consoleStore.getState()).toMatchObject({ panel: "board", board: board.args });
    await userEvent.click(screen.getByRole("button", { name: "Open what is looked at" }));
    act(() => openPanel("notebook"));
    act(() => playback.seek(looks.at(-1)?.second ?? 0));
    expect(consoleStore.getState().panel).toBe("notebook");
    act(() => playback.seek(300));
    await userEvent.keyboard("}");
    const next = playback.now;
    expect(next).toBeGreaterThan(300);
    expect(now).not.toHaveTextContent("Here the expert takes over.");
    await userEvent.keyboard("{{");
    expect(playback.now).toBe(300);
    act(() => playback.seek(next + 1));
    await userEvent.click(screen.getByRole("button", { name: "The comment before" }));
    expect(playback.now).toBe(next);
    await userEvent.click(screen.getByRole("button", { name: "All comments" }));
    const list = await screen.findByRole("dialog", { name: "All comments" });
    await waitFor(async () => expect(await axeFindings()).toEqual([]));
    await userEvent.click(within(list).getByRole("button", { name: /It ends: / }));
    expect(playback.now).toBe(shown.horizon);
  });

  it("the expert's own run is computed, not stored, until something is forked from it", async () => {
    const table = await family();
    const loaded = await loadShown({ run: "novice", stand: "expert" }, table.services);
    if (loaded.state !== "ready") throw new Error(loaded.state);
    const { run, frozen } = loaded.debrief;
    expect(run.header).toMatchObject({ shown: { play: "expert" }, forkOf: { run: "novice", second: 0 }, seed: 2 });
    expect(frozen.scorecard.total).toBeGreaterThan(90);
    expect(await table.runs.load(run.header.id)).toBeNull();
    await keepShown(table.services, loaded.debrief);
    await keepShown(table.services, loaded.debrief);
    expect((await table.runs.list()).filter(({ id }) => id === run.header.id)).toMatchObject([{ status: "finished" }]);
  });
});

describe("the library", () => {
  it("is empty until something was finished, and says why", async () => {
    const table = desk();
    await keep(table, shown, true);
    await keep(table, { ...novice, commands: novice.commands.slice(0, 3), horizon: 200 }, false);
    show(<LibraryPage />, table);
    expect(await screen.findByText("Nothing to watch yet")).toBeVisible();
  });

  it("has the ways an incident was met, each with its expert on one's own seed, and counts the others without naming them", async () => {
    const table = await family();
    show(<LibraryPage />, table);
    const label = drill().variants.find(({ info }) => info.id === novice.header.variant)?.info.label ?? "?";
    expect(await screen.findByText(label)).toBeVisible();
    for (const { info } of drill().variants) {
      if (info.id !== novice.header.variant) expect(screen.queryByText(info.label)).toBeNull();
    }
    expect(screen.getByText(/ways it can be, which you have not met yet\.$/)).toBeVisible();
    const watch = screen.getByRole("link", { name: /^Watch the expert/ });
    expect(watch.getAttribute("href")).toMatch(/^#\/run\/(novice|forked)\/expert\/0$/);
    expect(await axeFindings()).toEqual([]);
  });
});
