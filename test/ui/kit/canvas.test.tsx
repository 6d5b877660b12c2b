// @vitest-environment jsdom
import { render, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { TimeSeries } from "#ui/kit/chart/TimeSeries";

/** What was handed to the drawing library, which needs a canvas that this environment does not have. */
const built = vi.hoisted(() => [] as { lines: number; rows: number; data: unknown[][] }[]);

vi.mock("uplot", () => ({
  default: class {
    cursor = {};
    over = document.createElement("div");
    width = 0;
    height = 0;
    constructor(options: { series: unknown[] }, data: unknown[][]) {
      built.push({ lines: options.series.length - 1, rows: data.length - 1, data });
    }
    setData(data: unknown[][]) {
      (built.at(-1) as { data: unknown[][] }).data = data;
    }
    setSize() {}
    redraw() {}
    destroy() {}
  },
}));

const X = [0, 15, 30];
const line = (label: string, value: number) => ({ label, values: X.map(() => value) });

describe("K12 a chart draws the lines it is given", () => {
  beforeEach(() => {
    built.length = 0;
    const watcher = class {
      observe() {}
      disconnect() {}
    };
    vi.stubGlobal("ResizeObserver", watcher);
    vi.stubGlobal("IntersectionObserver", watcher);
    return () => vi.unstubAllGlobals();
  });

  it("K12 a split shows every line at once, with its own values, and going back shows one", async () => {
    const { rerender } = render(<TimeSeries title="Errors" x={X} series={[line("all", 1)]} />);
    await waitFor(() => expect(built).toHaveLength(1));
    const split = [line("ap-south", 2), line("eu-west", 3), line("us-east", 4)];
    rerender(<TimeSeries title="Errors" x={X} series={split} />);
    expect(await screen.findByText("us-east")).toBeVisible();
    await waitFor(() => expect(built.at(-1)).toMatchObject({ lines: 3, rows: 3 }));
    expect(
      built
        .at(-1)
        ?.data.slice(1)
        .map((values) => values[0]),
    ).toEqual([2, 3, 4]);
    rerender(<TimeSeries title="Errors" x={X} series={[line("all", 5)]} />);
    await waitFor(() => expect(built.at(-1)).toMatchObject({ lines: 1, rows: 1 }));
    expect(built.at(-1)?.data[1]?.[0]).toBe(5);
  });
});
