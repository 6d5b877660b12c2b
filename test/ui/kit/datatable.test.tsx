// @vitest-environment jsdom
import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { type DataColumn, type DataRow, DataTable, treeLines } from "#ui/kit/DataTable";
import "./setup";

const COLUMNS: readonly DataColumn[] = [
  { id: "name", title: "name", unit: "text" },
  { id: "size", title: "size", unit: "bytes" },
  { id: "share", title: "share", unit: "ratio" },
  { id: "query", title: "query", unit: "code" },
];
const ROWS: readonly DataRow[] = [
  { id: "a", values: ["alpha", 2048, 0.5, "SELECT 1"] },
  { id: "b", values: ["beta", null, 0.25, "SELECT 2"], tone: { tone: "bad", word: "in trouble" } },
  { id: "c", values: ["gamma", 512, 0.125, "SELECT 3"] },
];
const names = () => screen.getAllByRole("row").flatMap((row) => row.getAttribute("data-row") ?? []);

describe("DataTable", () => {
  it("K19 writes values with their units and says what a mark means", () => {
    render(<DataTable label="Sizes" columns={COLUMNS} rows={ROWS} />);
    expect(screen.getByText("2 KiB")).toBeTruthy();
    expect(screen.getByText("50 %")).toBeTruthy();
    expect(within(screen.getByText(/in trouble/).closest("tr") as HTMLElement).getByText("–")).toBeTruthy();
  });

  it("K7 sorts up, down and back; what is missing stays last", async () => {
    render(<DataTable label="Sizes" columns={COLUMNS} rows={ROWS} />);
    const size = screen.getByRole("button", { name: "size" });
    await userEvent.click(size);
    expect(names()).toEqual(["c", "a", "b"]);
    await userEvent.click(size);
    expect(names()).toEqual(["a", "c", "b"]);
    expect(screen.getByRole("columnheader", { name: /size/ }).getAttribute("aria-sort")).toBe("descending");
    await userEvent.click(size);
    expect(names()).toEqual(["a", "b", "c"]);
  });

  it("K6 is one stop in the tab order; arrows move, Right unfolds, Enter opens", () => {
    const onOpen = vi.fn();
    render(<DataTable label="Sizes" columns={COLUMNS} rows={ROWS} onOpen={onOpen} />);
    const rows = screen.getAllByRole("row").filter((row) => row.hasAttribute("data-row"));
    expect(rows.map((row) => row.tabIndex)).toEqual([0, -1, -1]);
    rows[0]?.focus();
    fireEvent.keyDown(rows[0] as HTMLElement, { key: "ArrowDown" });
    expect(document.activeElement).toBe(rows[1]);
    fireEvent.keyDown(rows[1] as HTMLElement, { key: "ArrowRight" });
    expect(screen.getByRole("button", { name: "Less about beta" }).getAttribute("aria-expanded")).toBe("true");
    fireEvent.keyDown(rows[1] as HTMLElement, { key: "Enter" });
    expect(onOpen).toHaveBeenCalledWith(ROWS[1]);
  });

  it("K19 a tree keeps its order, has levels and lines", () => {
    const tree: readonly DataRow[] = [
      { id: "1", values: ["root", 1, 0, ""] },
      { id: "2", values: ["child", 2, 0, ""], depth: 1 },
      { id: "3", values: ["grandchild", 3, 0, ""], depth: 2 },
      { id: "4", values: ["sibling", 4, 0, ""], depth: 1 },
    ];
    expect(treeLines(tree)).toEqual(["", "├─ ", "│ └─ ", "└─ "]);
    render(<DataTable label="Tree" columns={COLUMNS} rows={tree} />);
    expect(screen.getByRole("treegrid", { name: "Tree" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "size" })).toBeNull();
    expect(screen.getByText("grandchild").closest("tr")?.getAttribute("aria-level")).toBe("3");
  });

  it("offers what can be done with a row without opening the row", async () => {
    const onOpen = vi.fn();
    const onSelect = vi.fn();
    const rows = [
      { ...(ROWS[0] as DataRow), actions: [{ id: "kill", label: "Kill…", detail: "about 2 s", onSelect }] },
    ];
    render(<DataTable label="Sizes" columns={COLUMNS} rows={rows} onOpen={onOpen} />);
    await userEvent.click(screen.getByRole("button", { name: "Do something with alpha" }));
    await userEvent.click(screen.getByRole("menuitem", { name: /Kill/ }));
    expect(onSelect).toHaveBeenCalledOnce();
    expect(onOpen).not.toHaveBeenCalled();
  });

  it("of thousands of rows only those in view exist", () => {
    const many = Array.from({ length: 3000 }, (_, i): DataRow => ({ id: String(i), values: [`row ${i}`, i, 0, ""] }));
    render(<DataTable label="Many" columns={COLUMNS} rows={many} />);
    expect(names().length).toBeLessThan(200);
    expect(screen.getByRole("grid", { name: "Many" }).getAttribute("aria-rowcount")).toBe("3001");
  });
});
