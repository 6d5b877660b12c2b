// @vitest-environment jsdom
import "../kit/setup";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryRunStore } from "#adapters/storage/memory";
import { freeze } from "#debrief/index";
import type { Run } from "#domain/run";
import type { FrozenRun, RunSummary } from "#session/contract";
import { StorageError } from "#session/index";
import { decodeFilters, encodeFilters, matching, NO_FILTERS } from "#ui/pages/progress/filters";
import ProgressPage from "#ui/pages/progress/index";
import { medians } from "#ui/pages/progress/Totals";
import { axeFindings } from "../panels/session";
import { card, type Desk, desk, drill, played, show } from "./fixture";

let run: Run;
let frozen: FrozenRun;

beforeAll(() => {
  run = played("novice", "n");
  frozen = freeze(drill(), run);
});

beforeEach(() => {
  location.hash = "";
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
});

const DAY = 86_400_000;
/** A Saturday noon, local. */
const NOW = new Date(2026, 10, 21, 12).getTime();

interface Kept {
  readonly id: string;
  readonly total: number;
  readonly daysAgo: number;
  readonly header?: Partial<Run["header"]>;
  readonly labels?: readonly string[];
}

const KEPT: readonly Kept[] = [
  { id: "r1", total: 41, daysAgo: 40 },
  { id: "r2", total: 78, daysAgo: 9, header: { clock: "untimed" }, labels: ["hints: 2"] },
  { id: "r3", total: 62, daysAgo: 3 },
  { id: "r4", total: 99, daysAgo: 1, labels: ["imported"] },
];

async function withRuns(kept: readonly Kept[] = KEPT, table = desk()): Promise<Desk> {
  table.clock.now = () => NOW;
  for (const { id, total, daysAgo, header, labels = [] } of kept) {
    const one = { ...run, header: { ...run.header, ...header, id } };
    const at = NOW - daysAgo * DAY;
    await table.runs.create(one, { title: drill().card.title, createdAt: at });
    await table.runs.claim(id, "t");
    await table.runs.finish(id, "t", { ...frozen, scorecard: { ...frozen.scorecard, total, labels } }, at);
  }
  return table;
}

/** Lists come in the background, later still on a busy machine. */

/** Which cell of a row has the score; the first one unfolds the row. */
const SCORE = 4;

const rows = async () =>
  within(await screen.findByRole("grid", { name: "History" }))
    .getAllByRole("row")
    .slice(1);

describe("progress page", () => {
  it("shows history, bests, skills with their evidence, calendar and the next drill; axe finds nothing", async () => {
    show(<ProgressPage />, await withRuns());
    expect(await rows()).toHaveLength(4);
    expect(screen.getByText(/finished runs of your own/)).toHaveTextContent(
      "3 finished runs of your own · 0 of 1 drills mastered · 1 shown or from files",
    );
    const bests = within(screen.getByRole("table", { name: "Bests" }))
      .getAllByRole("row")
      .slice(1);
    expect(bests.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/Live, with pause624122026-11-18/) as string,
      expect.stringMatching(/Untimed78.*hints: 2/) as string,
    ]);
    expect(screen.getByText(/^3 days with a run, in 3 weeks/)).toBeVisible();
    expect(screen.getByText(/Your best on a live clock is 62 of 100; 85 is mastered/)).toBeVisible();
    const skills = within(screen.getByRole("grid", { name: "Skills" }));
    await waitFor(() => expect(skills.queryAllByText("nothing known").length).toBeLessThan(8));
    expect(await axeFindings()).toEqual([]);
  });

  it("a skill shows from which runs and marks it is known, and each mark leads to its second", async () => {
    show(<ProgressPage />, await withRuns());
    const skills = within(await screen.findByRole("grid", { name: "Skills" }));
    await waitFor(() => expect(skills.queryAllByText("nothing known").length).toBeLessThan(8));
    const row = skills.getByText("Detecting and acknowledging").closest("tr") as HTMLElement;
    row.focus();
    await userEvent.keyboard("{Enter}");
    const proof = within(screen.getByRole("region", { name: "Detecting and acknowledging" }));
    // The run from a file is no evidence.
    expect(proof.getAllByRole("link", { name: "Debrief", hidden: true })).toHaveLength(3);
    const mark = frozen.scorecard.marks.find(({ id }) => id === "acknowledged");
    await userEvent.click(proof.getAllByText(drill().card.title)[0] as HTMLElement);
    const links = proof.getAllByRole("link", { hidden: true }).map((link) => link.getAttribute("href"));
    expect(links).toContain(`#/run/r3/walk/${mark?.second}`);
  });

  it("every row leads to its debrief, by press and by keyboard", async () => {
    show(<ProgressPage />, await withRuns());
    const [first, second] = await rows();
    expect(first).toHaveTextContent("imported");
    await userEvent.click(first as HTMLElement);
    expect(location.hash).toBe("#/run/r4/debrief");
    first?.focus();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(second).toHaveFocus();
    expect(location.hash).toBe("#/run/r3/debrief");
  });

  it("filters narrow history and charts, are kept in the address, and come from it", async () => {
    const table = await withRuns();
    const { unmount } = show(<ProgressPage />, table);
    expect(await rows()).toHaveLength(4);
    await userEvent.selectOptions(screen.getByLabelText("Clock"), "Untimed");
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(screen.getByRole("img", { name: /^Totals of 1 run from 2026-11-12/ })).toBeVisible();
    expect(screen.getByText("1 of 4 runs")).toBeVisible();
    expect(location.hash).toBe("#/progress/clock=untimed");
    await userEvent.click(screen.getByRole("button", { name: "Clear" }));
    await waitFor(async () => expect(await rows()).toHaveLength(4));
    expect(location.hash).toBe("#/progress");
    unmount();
    show(<ProgressPage filters="least=60&label=imported" />, table);
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(screen.getByLabelText("Score from")).toHaveValue(60);
    await userEvent.type(screen.getByLabelText("to"), "70");
    await waitFor(async () => expect((await rows())[0]).toHaveTextContent("No run fits the filters."));
  });

  it("sorts by score, and says so", async () => {
    show(<ProgressPage />, await withRuns());
    const grid = within(await screen.findByRole("grid", { name: "History" }));
    await userEvent.click(grid.getByRole("button", { name: "Score" }));
    expect((await rows()).map((row) => within(row).getAllByRole("cell")[SCORE]?.textContent)).toEqual([
      "41",
      "62",
      "78",
      "99",
    ]);
    expect(grid.getByRole("columnheader", { name: "Score" })).toHaveAttribute("aria-sort", "ascending");
  });

  it("starts the next drill", async () => {
    const table = await withRuns();
    show(<ProgressPage />, table);
    await userEvent.click(await screen.findByRole("button", { name: /^Start INC-2041/ }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/run\/run-/));
  });

  it("says what to begin with when nothing has been finished", async () => {
    const tour = card({ code: "INC-1000", slug: "tour", title: "A first shift", tags: ["tutorial"], minutes: 10 });
    show(<ProgressPage />, desk({}, [drill().card, tour]));
    expect(await screen.findByText("Nothing has been finished yet")).toBeVisible();
    expect(screen.getAllByRole("button", { name: /^Start/ })[0]).toHaveAccessibleName("Start INC-1000, A first shift");
    expect(screen.getByText("It shows you round in 10 min.")).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });

  it("says how many ends could not be read, and goes on with the others", async () => {
    class Damaged extends MemoryRunStore {
      override async frozen(id: string) {
        if (id === "r3") throw new StorageError({ kind: "corrupt", text: "no", key: id });
        return super.frozen(id);
      }
    }
    show(<ProgressPage />, await withRuns(KEPT, desk({ runs: new Damaged() })));
    expect(await screen.findByText("The end of 1 run could not be read")).toBeVisible();
    expect(await rows()).toHaveLength(4);
  });

  it("says when runs cannot be listed", async () => {
    class Broken extends MemoryRunStore {
      override list = async () => {
        throw new StorageError({ kind: "blocked", text: "Storage is blocked." });
      };
    }
    show(<ProgressPage />, desk({ runs: new Broken() }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Storage is blocked.");
  });
});

describe("history filters", () => {
  const summary = (change: Partial<RunSummary>): RunSummary => ({
    id: "x",
    drill: "a",
    code: "INC-1",
    title: "A",
    clock: "live",
    createdAt: 0,
    updatedAt: NOW,
    horizon: 1,
    status: "finished",
    total: 59.6,
    ending: null,
    labels: ["hints: 2"],
    variant: "one",
    forkOf: null,
    shown: null,
    ...change,
  });
  const fits = (filters: Partial<typeof NO_FILTERS>) =>
    matching([summary({})], { ...NO_FILTERS, ...filters }).length === 1;

  it("fit what is shown: rounded scores, whole days, labels without their figures", () => {
    expect([fits({ least: "60" }), fits({ least: "61" }), fits({ most: "60" }), fits({ most: "59" })]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([fits({ from: "2026-11-21" }), fits({ until: "2026-11-21" }), fits({ from: "2026-11-22" })]).toEqual([
      true,
      true,
      false,
    ]);
    expect([
      fits({ label: "hints" }),
      fits({ label: "forked" }),
      fits({ variant: "two" }),
      fits({ drill: "b" }),
    ]).toEqual([true, false, false, false]);
  });

  it("an address may hold anything", () => {
    for (const text of ["", "%", "clock=&&&=", "least=abc", "__proto__=1", "constructor=x"]) {
      expect(() => matching([summary({})], decodeFilters(text))).not.toThrow();
    }
    const filters = { ...NO_FILTERS, drill: "a b&c", label: "shown by the expert" };
    expect(decodeFilters(encodeFilters(filters))).toEqual(filters);
  });

  it("the line over totals is the median of up to five", () => {
    expect(medians([10, 90, 20, 80, 30, 70])).toEqual([10, 50, 20, 50, 30, 70]);
  });
});
