// @vitest-environment jsdom
import "./setup";
import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Announcer, announce } from "#ui/kit/announce";
import { Button } from "#ui/kit/Button";
import { Graph } from "#ui/kit/chart/Graph";
import { Histogram } from "#ui/kit/chart/Histogram";
import { Waterfall } from "#ui/kit/chart/Waterfall";
import { Diff } from "#ui/kit/Diff";
import { ErrorBoundary } from "#ui/kit/ErrorBoundary";
import { Highlighted } from "#ui/kit/Highlighted";
import { Markdown } from "#ui/kit/Markdown";
import { Meter, Progress } from "#ui/kit/Meter";
import { HealthSign, SeverityBadge } from "#ui/kit/Sign";
import { type Column, Table } from "#ui/kit/Table";
import { getThemeChoice, setThemeChoice } from "#ui/kit/theme";
import { Toaster, toast } from "#ui/kit/toast";

describe("K7 tables", () => {
  interface Row {
    id: string;
    size: number;
  }
  const rows: Row[] = [
    { id: "b", size: 2 },
    { id: "a", size: 10 },
    { id: "c", size: 1 },
  ];
  const columns: Column<Row>[] = [
    { id: "id", header: "name", cell: (row) => row.id, sortBy: (row) => row.id },
    { id: "size", header: "size", cell: (row) => row.size, sortBy: (row) => row.size },
  ];
  const order = () =>
    screen
      .getAllByRole("row")
      .slice(1)
      .map((row) => row.textContent?.charAt(0));

  it("K7 a header sorts up, down, and back to the given order, and says so", async () => {
    render(<Table label="Things" columns={columns} rows={rows} rowId={(row) => row.id} />);
    const header = screen.getByRole("columnheader", { name: "size" });
    expect(header).not.toHaveAttribute("aria-sort");
    await userEvent.click(within(header).getByRole("button"));
    expect(order()).toEqual(["c", "b", "a"]);
    expect(header).toHaveAttribute("aria-sort", "ascending");
    await userEvent.click(within(header).getByRole("button"));
    expect(order()).toEqual(["a", "b", "c"]);
    expect(header).toHaveAttribute("aria-sort", "descending");
    await userEvent.click(within(header).getByRole("button"));
    expect(order()).toEqual(["b", "a", "c"]);
  });

  it("K7 what is rendered of many rows are the first of all as they are sorted", async () => {
    render(<Table label="Things" columns={columns} rows={rows} rowId={(row) => row.id} most={2} />);
    expect(order()).toEqual(["b", "a"]);
    const header = screen.getByRole("columnheader", { name: "size" });
    await userEvent.click(within(header).getByRole("button"));
    expect(order()).toEqual(["c", "b"]);
  });

  it("K7 rows are one stop in the tab order, are moved through by arrows and chosen by Enter", async () => {
    const onSelect = vi.fn();
    render(
      <Table label="Things" columns={columns} rows={rows} rowId={(row) => row.id} selected="a" onSelect={onSelect} />,
    );
    const body = screen.getAllByRole("row").slice(1);
    expect(body.map((row) => row.tabIndex)).toEqual([-1, 0, -1]);
    body[1]?.focus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(onSelect).toHaveBeenLastCalledWith(rows[2]);
    await userEvent.keyboard("{Home} ");
    expect(onSelect).toHaveBeenLastCalledWith(rows[0]);
  });
});

describe("K8 what happened is said", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("K8 messages go to the region of their politeness, twice when said twice, and do not stay", () => {
    render(<Announcer />);
    act(() => {
      announce("Saved");
      announce("Saved");
      announce("Stopped", "assertive");
    });
    expect(within(screen.getByRole("log")).getAllByText("Saved")).toHaveLength(2);
    expect(screen.getByRole("alert")).toHaveTextContent("Stopped");
    act(() => void vi.advanceTimersByTime(60_000));
    expect(screen.queryByText("Saved")).toBeNull();
    expect(screen.queryByText("Stopped")).toBeNull();
  });

  it("K8 a toast is shown and said; errors stay until they are dismissed", () => {
    render(
      <>
        <Announcer />
        <Toaster />
      </>,
    );
    act(() => {
      toast({ title: "Done", tone: "good" });
      toast({ title: "Refused", detail: "Not allowed", tone: "bad" });
      toast({ title: "A sentence.", detail: "And another.", stayMs: 1000 });
    });
    const region = screen.getByRole("region", { name: "Notifications" });
    expect(within(region).getByText("Done")).toBeInTheDocument();
    expect(screen.getByRole("alert")).toHaveTextContent("Refused. Not allowed");
    expect(screen.getByRole("log")).toHaveTextContent("A sentence. And another.");
    act(() => void vi.advanceTimersByTime(60_000));
    expect(within(region).queryByText("Done")).toBeNull();
    expect(within(region).getByText("Refused")).toBeInTheDocument();
    act(() => within(region).getByRole("button", { name: "Dismiss" }).click());
    expect(within(region).queryByText("Refused")).toBeNull();
  });
});

describe("K9 failures stay where they happen", () => {
  beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
  afterEach(() => void vi.restoreAllMocks());

  it("K9 shows what failed, what to do and the given actions, keeps the rest, and can try again", async () => {
    let broken = true;
    const Part = () => {
      if (broken) throw new Error("no such thing");
      return <p>works</p>;
    };
    render(
      <>
        <p>the rest</p>
        <ErrorBoundary name="The log panel" actions={<Button>Export</Button>}>
          <Part />
        </ErrorBoundary>
      </>,
    );
    expect(screen.getByText("the rest")).toBeVisible();
    const alert = screen.getByRole("alert");
    expect(alert).toHaveTextContent("The log panel failed");
    expect(alert).toHaveTextContent("no such thing");
    expect(within(alert).getByRole("button", { name: "Export" })).toBeVisible();
    broken = false;
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(screen.getByText("works")).toBeVisible();
  });

  it.each([
    "Failed to fetch dynamically imported module: http://host/assets/index-abc.js",
    "error loading dynamically imported module: http://host/assets/index-abc.js",
    "Importing a module script failed.",
  ])("K9 says that a part could not be fetched, and that reloading helps: %s", (message) => {
    const Absent = () => {
      throw new TypeError(message);
    };
    render(
      <ErrorBoundary name="The log panel">
        <Absent />
      </ErrorBoundary>,
    );
    const alert = screen.getByRole("alert");
    expect(alert).toHaveTextContent("The log panel could not be loaded");
    expect(alert).toHaveTextContent("there is a new version on the server, which comes when the page is reloaded");
    expect(within(alert).getByRole("button", { name: "Reload the page" })).toBeVisible();
  });

  it("K9 tries again when one of its keys changes", () => {
    const Part = ({ value }: { value: number }) => {
      if (value === 0) throw new Error("zero");
      return <p>value {value}</p>;
    };
    const at = (value: number) => (
      <ErrorBoundary name="Part" resetKeys={[value]}>
        <Part value={value} />
      </ErrorBoundary>
    );
    const { rerender } = render(at(0));
    expect(screen.getByRole("alert")).toBeVisible();
    rerender(at(7));
    expect(screen.getByText("value 7")).toBeVisible();
  });
});

describe("K10 words", () => {
  it("K10 marks the words, numbers them, and gives the reasons in a legend with a word for the tone", () => {
    render(
      <Highlighted
        text="We fix it by noon."
        marks={[
          { from: 3, to: 6, tone: "good", reason: "says what is done" },
          { from: 7, to: 17, tone: "bad", reason: "promises a time" },
        ]}
      />,
    );
    const marked = screen.getAllByRole("mark").map((mark) => mark.firstChild?.textContent);
    expect(marked).toEqual(["fix", "it by noon"]);
    const legend = screen.getAllByRole("listitem").map((item) => item.textContent);
    expect(legend).toEqual(["1 good“fix”: says what is done", "2 costs points“it by noon”: promises a time"]);
  });

  it("K10 a diff names added and removed lines for those who do not see colours", () => {
    render(<Diff label="Change" text={"@@ -1,2 +1,2 @@\n keep\n-old\n+new\n"} />);
    const region = screen.getByRole("region", { name: "Change" });
    expect(region).toHaveTextContent("removed: old");
    expect(region).toHaveTextContent("added: new");
    expect(region).not.toHaveTextContent("removed: keep");
  });

  it("K10 markdown keeps safe links, drops the target of others, and loads no pictures", async () => {
    render(
      <Markdown
        text={"# Title\n\n[good](https://example.com) [bad](javascript:alert(1)) ![pic](https://example.com/a.png)"}
      />,
    );
    expect(await screen.findByRole("heading", { name: "Title", level: 4 })).toBeVisible();
    expect(screen.getByRole("link", { name: "good" })).toHaveAttribute("rel", "noopener noreferrer");
    expect(screen.queryByRole("link", { name: "bad" })).toBeNull();
    expect(screen.queryByRole("img")).toBeNull();
  });

  it("tables in Markdown are tables", async () => {
    render(<Markdown text={"| seen | helped |\n|---|---|\n| last winter | scale back |"} />);
    expect(await screen.findByRole("columnheader", { name: "helped" })).toBeVisible();
    expect(screen.getByRole("cell", { name: "scale back" })).toBeVisible();
  });
});

describe("K11 signs have a word beside colour and shape", () => {
  it("K11 health, severity, progress and level can be read", () => {
    render(
      <>
        <HealthSign health="down" hideWord />
        <SeverityBadge severity={1} />
        <Progress label="rollback" done={0.5} secondsLeft={65} />
        <Meter label="pool" value={38} max={40} />
      </>,
    );
    expect(screen.getByText("down")).toBeInTheDocument();
    expect(screen.getByText("SEV-1")).toBeVisible();
    expect(screen.getByRole("progressbar", { name: "rollback" })).toHaveAttribute(
      "aria-valuetext",
      "50 %, 1 minute 5 seconds left",
    );
    expect(screen.getByRole("meter", { name: "pool" })).toHaveAttribute("aria-valuetext", "38 of 40");
  });
});

describe("K12 charts by keyboard", () => {
  it("K12 a waterfall closes and opens branches, and names failed spans", async () => {
    const onSelect = vi.fn();
    render(
      <Waterfall
        label="Trace"
        onSelect={onSelect}
        spans={[
          { id: "1", group: "edge", name: "GET", start: 0, duration: 10, error: "502" },
          { id: "2", parent: "1", group: "app", name: "work", start: 1, duration: 8 },
        ]}
      />,
    );
    const rows = () => screen.getAllByRole("row").slice(1);
    expect(rows()[0]).toHaveTextContent("failed: 502");
    expect(rows()[1]).toHaveAttribute("aria-level", "2");
    rows()[0]?.focus();
    await userEvent.keyboard("{ArrowLeft}");
    expect(rows()).toHaveLength(1);
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{Enter}");
    expect(onSelect).toHaveBeenLastCalledWith(expect.objectContaining({ id: "2" }));
  });

  it("K12 a graph moves to the neighbour in the direction of the arrow", async () => {
    const onSelect = vi.fn();
    render(
      <Graph
        label="Calls"
        onSelect={onSelect}
        nodes={[
          { id: "a", label: "alpha", health: "ok" },
          { id: "b", label: "beta", health: "down", detail: "19 %" },
        ]}
        edges={[{ from: "a", to: "b" }]}
      />,
    );
    const first = await screen.findByRole("button", { name: "alpha: healthy; calls beta" });
    first.focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(screen.getByRole("button", { name: "beta 19 %: down" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(onSelect).toHaveBeenCalledWith("b");
  });

  it("K12 a range of a histogram is chosen and cleared by keys", async () => {
    const onBrush = vi.fn();
    render(
      <Histogram
        label="Lines"
        from={100}
        binSeconds={10}
        series={[{ label: "all", counts: [1, 2, 3, 4] }]}
        onBrush={onBrush}
      />,
    );
    screen.getByRole("group", { name: /^Lines: 10 in all/ }).focus();
    await userEvent.keyboard("{ArrowLeft}{ArrowLeft}{Shift>}{ArrowLeft}{/Shift}{Enter}");
    expect(onBrush).toHaveBeenLastCalledWith([110, 130]);
    await userEvent.keyboard("{ArrowLeft}{Escape}");
    expect(onBrush).toHaveBeenLastCalledWith(undefined);
  });
});

describe("K13 theme", () => {
  it("K13 a choice shows on the document and system takes it off again", () => {
    setThemeChoice("light");
    expect(document.documentElement.dataset.theme).toBe("light");
    expect(getThemeChoice()).toBe("light");
    setThemeChoice("system");
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });

  it("K13 blocked storage only means that the choice is not kept", () => {
    const blocked = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    setThemeChoice("dark");
    expect(document.documentElement.dataset.theme).toBe("dark");
    blocked.mockRestore();
    setThemeChoice("system");
  });
});
