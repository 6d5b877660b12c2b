// @vitest-environment jsdom
import "../kit/setup";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { consoleStore } from "#ui/console-state";
import type { TimeSeriesProps } from "#ui/kit/chart/TimeSeries";
import BoardPanel from "#ui/panels/board/index";
import LogsPanel from "#ui/panels/logs/index";
import { withTerm } from "#ui/panels/logs/query";
import MapPanel from "#ui/panels/map/index";
import TracesPanel from "#ui/panels/traces/index";
import { axeFindings, type BareSession, paged, pass, show } from "./session";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
// jsdom has no canvas; the drawing stands for what it was given.
vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({
  default: ({ title, x, annotations = [], onPick }: TimeSeriesProps) => (
    <button type="button" onClick={() => onPick?.(x[40] ?? 0)}>
      {`${title}: ${x.length} points, marks ${annotations.map(({ label }) => label).join("")}`}
    </button>
  ),
}));
// Virtual lists only render what has room.
vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(900);

const AT = 320;
const looks = (session: BareSession) => session.sent.flatMap((body) => (body.kind === "look" ? [body.args] : []));

const lines = () => within(screen.getByRole("listbox", { name: "Log lines, newest first" })).getAllByRole("option");

describe("the board", () => {
  it("shows the charts of where users enter, one after the other, with objectives and changes", async () => {
    const session = await paged(AT);
    show(session, <BoardPanel />);
    expect(looks(session)).toEqual([consoleStore.getState().board]);
    const errors = screen.getByRole("group", { name: /^Error rate\./ });
    expect(errors).toHaveAccessibleName(/objective 0\.1 %/);
    expect(screen.getByRole("list", { name: "Changes in this window" })).toHaveTextContent(
      /A12:00 deploy Checkout v418/,
    );
    expect(await within(errors).findByText(/points, marks AB/)).toBeVisible();
  });

  it("asks once for each change, and splits by region", async () => {
    const session = await paged(AT);
    show(session, <BoardPanel />);
    const user = userEvent.setup();
    await user.selectOptions(screen.getByLabelText("Node"), "checkout");
    await user.selectOptions(screen.getByLabelText("Split"), "region");
    const errors = screen.getByRole("group", { name: /^Error rate\./ });
    expect(errors).toHaveAccessibleName(/eu-west [\d.]+ %; us-east 0 %/);
    expect(screen.getByRole("group", { name: /^Workers busy\./ })).toBeVisible();
    expect(looks(session).map((look) => look.panel === "board" && `${look.node} ${look.split}`)).toEqual([
      "all null",
      "checkout null",
      "checkout region",
    ]);
  });

  it("goes on with the time without asking again", async () => {
    const session = await paged(AT);
    show(session, <BoardPanel />);
    const name = () => screen.getByRole("group", { name: /^Requests\./ }).getAttribute("aria-label");
    const before = name();
    await pass(session, 60);
    await waitFor(() => expect(name()).not.toBe(before));
    expect(looks(session)).toHaveLength(1);
  });

  it("a point of a chart opens the logs around that second", async () => {
    const session = await paged(AT);
    show(session, <BoardPanel />);
    const user = userEvent.setup();
    await user.selectOptions(screen.getByLabelText("Node"), "checkout");
    await user.click((await screen.findAllByRole("button", { name: /points, marks/ }))[0] as HTMLElement);
    const { panel, logs } = consoleStore.getState();
    expect(panel).toBe("logs");
    expect(logs.query).toBe("service:checkout");
    const picked = Math.floor(AT / 15) * 15 - 1800 + 40 * 15;
    expect(logs.until).toBe(picked + 60);
    expect(logs.window).toBe(120);
  });

  it("axe finds nothing", async () => {
    show(await paged(AT), <BoardPanel />);
    await screen.findAllByRole("button", { name: /points, marks/ });
    expect(await axeFindings()).toEqual([]);
  });
});

describe("the map", () => {
  it("shows every node with its health, and a chosen one by region, with ways on", async () => {
    const session = await paged(AT);
    show(session, <MapPanel />);
    const checkout = await screen.findByRole("button", { name: /^Checkout .*degraded; calls .*Payments/ });
    await userEvent.click(checkout);
    const detail = screen.getByRole("region", { name: "Checkout" });
    expect(within(detail).getAllByText("healthy").length).toBeGreaterThan(0);
    expect(
      within(detail)
        .getByText(/^Europe/)
        .closest("li"),
    ).toHaveTextContent("degraded");
    await userEvent.click(within(detail).getByRole("button", { name: "Traces" }));
    expect(consoleStore.getState()).toMatchObject({ panel: "traces", traces: { node: "checkout" } });
    expect(await axeFindings()).toEqual([]);
  });
});

describe("the logs", () => {
  it("search while typing rests, once for a pause and not for a letter", async () => {
    const session = await paged(AT);
    show(session, <LogsPanel />);
    await userEvent.type(screen.getByRole("textbox", { name: "Log query" }), "level:ERROR");
    await waitFor(() => expect(consoleStore.getState().logs.query).toBe("level:ERROR"));
    const queries = looks(session).map((look) => look.panel === "logs" && look.query);
    expect(queries.at(0)).toBe("");
    expect(queries.at(-1)).toBe("level:ERROR");
    expect(queries.length).toBeLessThan("level:ERROR".length);
    const options = lines();
    expect(options.length).toBeGreaterThan(3);
    for (const option of options) expect(option).toHaveTextContent("ERROR");
  });

  it("where looking takes time, search on Enter only", async () => {
    const session = await paged(AT);
    session.set({ clock: "untimed" });
    show(session, <LogsPanel />);
    const field = screen.getByRole("textbox", { name: "Log query" });
    await userEvent.type(field, "level:WARN");
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(consoleStore.getState().logs.query).toBe("");
    await userEvent.type(field, "{Enter}");
    expect(consoleStore.getState().logs.query).toBe("level:WARN");
  });

  it("say what is wrong with a query, and what would be right", async () => {
    const session = await paged(AT);
    show(session, <LogsPanel />);
    await userEvent.type(screen.getByRole("textbox", { name: "Log query" }), "servce:checkout");
    await waitFor(() => expect(screen.getByText(/Did you mean service:/)).toBeVisible());
    expect(screen.getByRole("textbox", { name: "Log query" })).toBeInvalid();
  });

  it("an open line stands still while time goes on; its fields become filters, its trace opens", async () => {
    const session = await paged(AT);
    show(session, <LogsPanel />);
    const user = userEvent.setup();
    const first = () => lines()[0]?.textContent;
    await user.click(lines()[3] as HTMLElement);
    const before = first();
    await pass(session, 60);
    expect(first()).toBe(before);
    const detail = screen.getByRole("region", { name: "The line" });
    expect(await axeFindings()).toEqual([]);
    await user.click(within(detail).getByRole("button", { name: /^Open trace/ }));
    expect(consoleStore.getState().panel).toBe("traces");
    expect(session.view.look({ panel: "trace", id: consoleStore.getState().trace ?? "" })).toMatchObject({
      panel: "trace",
    });
    await user.click(within(detail).getByRole("button", { name: /^Without level/ }));
    expect(consoleStore.getState().logs.query).toMatch(/^-level:/);
    expect(screen.queryByRole("region", { name: "The line" })).toBeNull();
  });

  it("patterns count what differs only in figures, by region", async () => {
    const session = await paged(AT);
    show(session, <LogsPanel />);
    await userEvent.click(screen.getByRole("radio", { name: /^Patterns \d+/ }));
    const table = screen.getByRole("table", { name: "Patterns" });
    expect(within(table).getByRole("columnheader", { name: /eu-west/ })).toBeVisible();
    const result = session.view.look({ panel: "logs", query: "", window: 900 });
    const patterns = result.panel === "logs" ? result.logs.patterns : [];
    expect(within(table).getAllByRole("row")).toHaveLength(patterns.length + 1);
  });

  it("a term is added once, replaces its opposite, and is quoted where it must be", () => {
    expect(withTerm("", "level", "ERROR", false)).toBe("level:ERROR");
    expect(withTerm('"timed out" level:ERROR', "level", "ERROR", false)).toBe('"timed out" level:ERROR');
    expect(withTerm('level:ERROR "timed out"', "level", "ERROR", true)).toBe('"timed out" -level:ERROR');
    expect(withTerm("", "logger", "a b", false)).toBe('logger:"a b"');
  });
});

describe("the traces", () => {
  it("list what was kept, by outcome, and open one span by span", async () => {
    const session = await paged(AT);
    show(session, <TracesPanel />);
    const user = userEvent.setup();
    await user.click(screen.getByRole("radio", { name: "Failed" }));
    const rows = within(screen.getByRole("grid", { name: "Traces" }))
      .getAllByRole("row")
      .slice(1);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toHaveTextContent(/50[0-9]/);
    await user.click(rows[0] as HTMLElement);
    const spans = await screen.findByRole("treegrid", { name: "Spans" });
    expect(within(spans).getAllByRole("row").length).toBeGreaterThan(3);
    expect(within(spans).getAllByText(/^failed: /).length).toBeGreaterThan(0);
    expect(looks(session).at(-1)).toMatchObject({ panel: "trace" });
    expect(await axeFindings()).toEqual([]);
    await user.keyboard("{Escape}");
    expect(consoleStore.getState().trace).toBeNull();
  });

  it("an id nobody kept is said to be that", async () => {
    const session = await paged(AT);
    show(session, <TracesPanel />);
    await userEvent.type(screen.getByRole("textbox", { name: "Trace id" }), "0123456789abcdef{Enter}");
    expect(await screen.findByText("This trace was not kept")).toBeVisible();
  });

  it("never tell which span shows the fault", async () => {
    const session = await paged(AT);
    show(session, <TracesPanel />);
    await userEvent.click(screen.getByRole("radio", { name: "Failed" }));
    const [row] = within(screen.getByRole("grid", { name: "Traces" }))
      .getAllByRole("row")
      .slice(1);
    await userEvent.click(row as HTMLElement);
    const spans = await screen.findByRole("treegrid", { name: "Spans" });
    for (const each of within(spans).getAllByRole("row").slice(1)) {
      await userEvent.click(each);
      expect(document.body.textContent).not.toMatch(/fault/i);
    }
  });
});
