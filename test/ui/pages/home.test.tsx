// @vitest-environment jsdom
import "../kit/setup";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { MemoryRunStore } from "#adapters/storage/memory";
import type { Run } from "#domain/run";
import { newRun, openLive, StorageError } from "#session/index";
import HomePage from "#ui/pages/home/index";
import { readAhead } from "#ui/pages/home/stored";
import { begin, isAcknowledged } from "#ui/starting";
import { card, desk, drill, keep, show } from "./fixture";

const open = (id: string, horizon: number): Run => ({
  ...newRun(drill(), { id, seed: 7, clock: "untimed", author: "player" }),
  horizon,
});

beforeEach(() => {
  location.hash = "";
});

describe("home, the first visit", () => {
  it("is a page to acknowledge; one click starts its run with pauses allowed and leads to it", async () => {
    const table = desk();
    show(<HomePage />, table);
    expect(await screen.findByRole("heading", { level: 1, name: drill().card.title })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Acknowledge" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/run\//));
    const [run] = await table.runs.list();
    expect(run).toMatchObject({ drill: "one-region-502", clock: "live-pause", status: "open" });
    expect(location.hash).toBe(`#/run/${run?.id}`);
    expect(isAcknowledged(run?.id ?? "")).toBe(true);
  });

  it("acknowledges by key too", async () => {
    const table = desk();
    show(<HomePage />, table);
    await screen.findByRole("button", { name: "Acknowledge" });
    await userEvent.keyboard("a");
    await waitFor(async () => expect(await table.runs.list()).toHaveLength(1));
  });

  it("shows the newest incident, and the others on demand", async () => {
    const older = card({ code: "INC-1003", title: "Slow search", slug: "slow-search" });
    show(<HomePage />, desk({}, [older, drill().card]));
    expect(await screen.findByRole("heading", { level: 1, name: drill().card.title })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: /Choose another/ }));
    expect(screen.getByRole("article", { name: "Slow search" })).toBeVisible();
  });

  it("offers the shortest incident of the foundation level first, the tutorial, where there is one", async () => {
    const longer = card({ code: "INC-3001", title: "A longer one", slug: "longer", level: "foundation", minutes: 35 });
    const tutorial = card({ code: "INC-1", title: "A first shift", slug: "first", level: "foundation", minutes: 10 });
    const table = desk({}, [longer, drill().card, tutorial]);
    show(<HomePage />, table);
    expect(await screen.findByRole("heading", { level: 1, name: "A first shift" })).toBeVisible();
    expect(screen.queryByText("A longer one")).toBeNull();
  });

  it("begins with the quiet minutes skipped and the page acknowledged", async () => {
    const table = desk();
    const run = newRun(drill(), { id: "first", seed: 7, clock: "live-pause", author: "player" });
    await keep(table, run, false);
    const { services, runs } = table;
    const live = await openLive({
      ...services,
      program: drill(),
      run,
      store: runs,
      author: "player",
      role: "lead",
    });
    await begin(live);
    const { status, view } = live.getState();
    expect(status).toBe("playing");
    expect(view?.pages).toMatchObject([{ id: "page", firedAt: 150, ackedAt: 150 }]);
    live.dispose();
  });
});

describe("home, coming back", () => {
  const twoRuns = async () => {
    const table = desk();
    await keep(table, open("waiting", 500), false);
    await table.runs.create(open("done", 900), { title: "Checkout complaints", createdAt: table.clock.now() });
    await table.runs.claim("done", "test");
    await table.runs.finish(
      "done",
      "test",
      {
        scorecard: {
          total: 71.6,
          dimensions: [],
          marks: [],
          cap: null,
          impact: { horizon: 0, step: 15, player: [], expert: [], idle: [], totals: { player: 0, expert: 0, idle: 0 } },
          ending: { id: "e", title: "It went away", text: "" },
          labels: ["hints: 1"],
        },
        transcript: [],
        series: { step: 15, names: [], values: [] },
      },
      table.clock.now(),
    );
    return table;
  };

  it("offers open runs where they stopped, and finished ones with score, ending and labels", async () => {
    show(<HomePage />, await twoRuns());
    const waiting = await screen.findByRole("link", { name: /at \+00:08:20/ });
    expect(waiting).toHaveAttribute("href", "#/run/waiting");
    const done = screen.getByRole("link", { name: /72 of 100/ });
    expect(done).toHaveAttribute("href", "#/run/done/debrief");
    expect(done).toHaveTextContent("It went away");
    expect(done).toHaveTextContent("hints: 1");
  });

  it("starts with the clock and the seed that were chosen; the last clock is proposed", async () => {
    const table = await twoRuns();
    show(<HomePage />, table);
    expect(await screen.findByRole("radio", { name: "Untimed" })).toBeChecked();
    await userEvent.click(screen.getByRole("radio", { name: "Live" }));
    await userEvent.click(screen.getByText("Advanced"));
    await userEvent.type(screen.getByRole("textbox", { name: "Seed" }), "4711");
    await userEvent.click(screen.getByRole("button", { name: /^Start INC-2041/ }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/run\//));
    const run = await table.runs.load(location.hash.slice("#/run/".length));
    expect(run?.header).toMatchObject({ clock: "live", seed: 4711 });
    expect(isAcknowledged(run?.header.id ?? "")).toBe(false);
  });

  it("starts nothing with a seed that is no whole number, and says so", async () => {
    const table = await twoRuns();
    show(<HomePage />, table);
    await userEvent.click(await screen.findByText("Advanced"));
    await userEvent.type(screen.getByRole("textbox", { name: "Seed" }), "1.5");
    expect(screen.getByText(/A whole number such as 7/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: /^Start INC-2041/ }));
    expect(await table.runs.list()).toHaveLength(2);
  });

  it("says why a run could not be started", async () => {
    class FullStore extends MemoryRunStore {
      override create = async () => {
        throw new StorageError({ kind: "quota", text: "The storage is full." });
      };
    }
    show(<HomePage />, desk({ runs: new FullStore() }));
    await userEvent.click(await screen.findByRole("button", { name: "Acknowledge" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The storage is full.");
    expect(screen.getByRole("button", { name: "Acknowledge" })).not.toHaveAttribute("aria-busy");
  });

  it("shows the newest open runs, and the way to all of them", async () => {
    const table = desk();
    for (let i = 0; i < 14; i++) await keep(table, open(`r${i}`, i), false);
    show(<HomePage />, table);
    expect(await screen.findAllByRole("link", { name: /at \+|not begun/ })).toHaveLength(12);
    expect(screen.getByRole("link", { name: "All runs" })).toHaveAttribute("href", "#/data");
  });

  it("has what was read ahead with its first render; the next home reads anew", async () => {
    const table = desk();
    await keep(table, open("early", 5), false);
    await readAhead(table);
    const { unmount } = show(<HomePage />, table);
    expect(screen.getByRole("link", { name: /at \+00:00:05/ })).toBeVisible();
    unmount();
    await keep(table, open("late", 7), false);
    show(<HomePage />, table);
    expect(await screen.findByRole("link", { name: /at \+00:00:07/ })).toBeVisible();
  });

  it("shows the incidents also when the runs cannot be listed", async () => {
    class BrokenStore extends MemoryRunStore {
      override newest = async () => {
        throw new StorageError({ kind: "unknown", text: "The database does not answer." });
      };
    }
    show(<HomePage />, desk({ runs: new BrokenStore() }));
    expect(await screen.findByText("The database does not answer.")).toBeVisible();
    expect(screen.getByRole("button", { name: /^Start INC-2041/ })).toBeVisible();
  });
});

describe("home, filters", () => {
  const cards = () => [
    drill().card,
    card({
      code: "INC-1",
      title: "Slow search",
      slug: "b",
      level: "foundation",
      minutes: 20,
      tags: ["search"],
      company: "Ostara",
    }),
    card({
      code: "INC-2",
      title: "A talk about money",
      slug: "c",
      form: "talk",
      minutes: 15,
      tags: ["money"],
      skills: ["saying no"],
    }),
  ];
  const titles = () => screen.queryAllByRole("article").map((each) => within(each).getByRole("heading").textContent);

  const openList = async () => {
    show(<HomePage />, desk({}, cards()));
    await userEvent.click(await screen.findByRole("button", { name: /Choose another/ }));
  };

  it.each([
    ["Form", "talk", ["A talk about money"]],
    ["Level", "foundation", ["Slow search"]],
    ["Length", "20", ["Slow search", "A talk about money"]],
    ["Tag", "money", ["A talk about money"]],
    ["Company", "Ostara", ["Slow search"]],
  ])("narrows by %s", async (label, value, left) => {
    await openList();
    expect(titles()).toHaveLength(3);
    await userEvent.selectOptions(screen.getByRole("combobox", { name: label }), value);
    expect(titles()).toEqual(left);
    expect(screen.getByText(`${left.length} of 3 incidents`)).toBeVisible();
  });

  it("finds words wherever a card says them, and says when nothing fits", async () => {
    await openList();
    const field = screen.getByRole("searchbox", { name: "Search incidents" });
    await userEvent.type(field, "saying MONEY");
    expect(titles()).toEqual(["A talk about money"]);
    await userEvent.type(field, " zzz");
    expect(titles()).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Clear the filters" }));
    expect(titles()).toHaveLength(3);
  });
});

describe("home gives nothing away", () => {
  it("names neither slug, source nor variant", async () => {
    const { container } = show(<HomePage />, desk());
    await screen.findByRole("button", { name: "Acknowledge" });
    await userEvent.click(screen.getByRole("button", { name: /Choose another/ }));
    for (const secret of [
      "one-region",
      "502",
      "deep-01",
      ...drill().variants.flatMap(({ info }) => [info.id, info.label]),
    ]) {
      expect(container.innerHTML).not.toContain(secret);
    }
  });
});
