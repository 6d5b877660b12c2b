// @vitest-environment jsdom
import "./setup";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { TimeSeries } from "#ui/kit/chart/TimeSeries";

// jsdom has no canvas; the drawing is looked at in the real browser.
vi.mock("../../../src/ui/kit/chart/TimeSeriesCanvas", () => ({ default: () => <p>drawing</p> }));

describe("K12 a time series without eyes", () => {
  const chart = (
    <TimeSeries
      title="error rate"
      unit="ratio"
      x={[0, 1, 2]}
      startsAt={12 * 3600}
      series={[
        { label: "eu", values: [0.01, null, 0.04] },
        { label: "us", values: Float64Array.of(0.002, 0.003, Number.NaN) },
      ]}
      thresholds={[{ value: 0.02, label: "limit", tone: "bad" }]}
      annotations={[{ x: 1, label: "v418" }]}
    />
  );

  it("K12 its name sums up the last values, limits and marks", async () => {
    render(chart);
    expect(await screen.findByText("drawing")).toBeVisible();
    expect(screen.getByRole("group")).toHaveAccessibleName("error rate. eu 4 %; us 0.3 %; limit limit 2 %; v418");
  });

  it("K12 it can be read as a table, newest first, gaps as gaps", async () => {
    render(chart);
    const button = await screen.findByRole("button", { name: "error rate: show as table" });
    await userEvent.click(button);
    expect(button).toHaveAttribute("aria-pressed", "true");
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
      ["time", "eu", "us"],
      ["12:00:02", "4 %", "–"],
      ["12:00:01", "–", "0.3 %"],
      ["12:00:00", "1 %", "0.2 %"],
    ]);
  });
});
