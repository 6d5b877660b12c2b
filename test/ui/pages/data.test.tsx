// @vitest-environment jsdom
import "../kit/setup";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryRunStore } from "#adapters/storage/memory";
import { freeze } from "#debrief/index";
import { newRun, StorageError } from "#session/index";
import DataPage from "#ui/pages/data/index";
import { WAYS_OUT } from "#ui/pages/data/problems";
import { type Desk, desk, drill, keep, played, show } from "./fixture";

const saved: { name: string; file: Blob }[] = [];
vi.mock("../../../src/ui/download", () => ({
  download: (name: string, file: Blob) => saved.push({ name, file }),
}));

beforeEach(() => {
  saved.length = 0;
});

async function withRuns(table: Desk, count: number): Promise<Desk> {
  for (let i = 0; i < count; i++) {
    const run = newRun(drill(), { id: `r${i}`, seed: i, clock: "live", author: "player" });
    await keep(table, { ...run, horizon: 60 * i }, false);
  }
  return table;
}

describe("data page", () => {
  it("lists every run; what is asked for is deleted, and only after asking", async () => {
    const table = await withRuns(desk(), 2);
    show(<DataPage />, table);
    const grid = await screen.findByRole("table", { name: "All runs" });
    expect(within(grid).getByText("open at +00:01:00")).toBeVisible();
    const row = () => within(within(grid).getByText("open at +00:01:00").closest("tr") as HTMLElement);
    await userEvent.click(row().getByRole("button", { name: /^Delete/ }));
    await userEvent.click(screen.getByRole("button", { name: "Keep it" }));
    expect(await table.runs.list()).toHaveLength(2);
    await userEvent.click(row().getByRole("button", { name: /^Delete/ }));
    await userEvent.click(screen.getByRole("button", { name: "Delete the run" }));
    await waitFor(() => expect(within(grid).queryByText("open at +00:01:00")).toBeNull());
    expect((await table.runs.list()).map((run) => run.id)).toEqual(["r0"]);
  });

  it("says of a run where it is from, and what is wrong with it, but not how it was played", async () => {
    const table = await withRuns(desk(), 1);
    const run = played("novice", "n1");
    const frozen = freeze(drill(), run);
    const labels = ["hints: 2", "imported", "changed after it was saved"];
    await keep(table, run, false);
    await table.runs.claim("n1", "tab");
    await table.runs.finish("n1", "tab", { ...frozen, scorecard: { ...frozen.scorecard, labels } }, 5);
    show(<DataPage />, table);
    const grid = within(await screen.findByRole("table", { name: "All runs" }));
    expect(grid.getByText("imported")).toBeVisible();
    expect(grid.getByText("changed after it was saved")).toBeVisible();
    expect(grid.queryByText("hints: 2")).toBeNull();
    expect(grid.getAllByRole("row")).toHaveLength(3);
  });

  it("saves everything as one file", async () => {
    show(<DataPage />, await withRuns(desk(), 1));
    await userEvent.click(screen.getByRole("button", { name: "Save everything as a file" }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.name).toMatch(/^meantime-everything-\d{4}-\d\d-\d\d\.jsonl$/);
    const lines = ((await saved[0]?.file.text()) ?? "").trim().split("\n");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ format: "meantime-export", version: 2 });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({ store: "runs", record: expect.objectContaining({ id: "r0" }) as unknown }),
    );
  });

  it("shows a hundred rows at a time", async () => {
    const table = desk();
    const [one] = await (await withRuns(desk(), 1)).runs.list();
    if (one === undefined) throw new Error("no run");
    table.runs.list = async () => Array.from({ length: 130 }, (_, i) => ({ ...one, id: `r${i}` }));
    show(<DataPage />, table);
    const grid = await screen.findByRole("table", { name: "All runs" });
    expect(within(grid).getAllByRole("row")).toHaveLength(101);
    await userEvent.click(screen.getByRole("button", { name: "Show 30 more of 130" }));
    expect(within(grid).getAllByRole("row")).toHaveLength(131);
  });

  it("shows the newest while the others are being read; sorts over all of them", async () => {
    const table = desk();
    const [one] = await (await withRuns(desk(), 1)).runs.list();
    if (one === undefined) throw new Error("no run");
    const all = Array.from({ length: 130 }, (_, i) => ({
      ...one,
      id: `r${i}`,
      title: `Run ${999 - i}`,
      updatedAt: -i,
    }));
    let resolve: (runs: typeof all) => void = () => undefined;
    table.runs.list = () => new Promise((listed) => (resolve = listed));
    table.runs.newest = async (most) => ({ open: all.slice(0, most), finished: [] });
    show(<DataPage />, table);
    const grid = within(await screen.findByRole("table", { name: "All runs" }));
    expect(grid.getAllByRole("row")).toHaveLength(101);
    expect(screen.queryByRole("button", { name: /more of/ })).toBeNull();
    resolve(all);
    expect(await screen.findByRole("button", { name: "Show 30 more of 130" })).toBeVisible();
    expect(grid.getAllByRole("row")).toHaveLength(101);
    await userEvent.click(grid.getByRole("button", { name: /^Run/ }));
    // The last of all, which was not on screen before.
    expect(grid.getAllByRole("row")[1]).toHaveTextContent("Run 870");
  });

  it.each([
    "blocked",
    "quota",
    "newer-version",
    "upgrade-blocked",
  ] as const)("explains storage that is %s and what to do", async (kind) => {
    show(<DataPage />, desk({ storageProblem: { kind, text: "As the browser says." } }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(WAYS_OUT[kind].title);
    expect(alert).toHaveTextContent(WAYS_OUT[kind].todo);
    expect(screen.getByText(/only in the memory of this tab/)).toBeVisible();
  });

  it("names what cannot be read, and says that it is kept", async () => {
    class Damaged extends MemoryRunStore {
      override unreadable = async () => [
        { store: "runs", key: "r9", reason: "horizon is not a number", newer: false },
        { store: "frozen", key: "r8", reason: "version 9", newer: true },
      ];
    }
    show(<DataPage />, desk({ runs: new Damaged() }));
    expect(await screen.findByText(/horizon is not a number/)).toBeVisible();
    expect(screen.getByText(/: written by a newer version/)).toBeVisible();
    expect(screen.getByText(/are part of the file/)).toBeVisible();
  });

  it("says when saving failed, and leads to the rescue page", async () => {
    const save = async () => {
      throw new StorageError({ kind: "unknown", text: "The database does not answer." });
    };
    const { transfer } = desk().services;
    show(<DataPage />, desk({ transfer: async () => ({ ...(await transfer()), save }) }));
    await userEvent.click(screen.getByRole("button", { name: "Save everything as a file" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The database does not answer.");
    expect(screen.getByRole("link", { name: "the rescue page" })).toHaveAttribute("href", "rescue.html");
  });
});
