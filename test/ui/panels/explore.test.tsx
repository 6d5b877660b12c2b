// @vitest-environment jsdom
import "../kit/setup";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { consoleStore } from "#ui/console-state";
import type { TimeSeriesProps } from "#ui/kit/chart/TimeSeries";
import { EXAMPLES } from "#ui/panels/explore/examples";
import ExplorePanel from "#ui/panels/explore/index";
import { distinguishing, seriesName, shortName } from "#ui/panels/explore/values";
import { parseQuery } from "#world/telemetry/explore/parse";
import { axeFindings, type BareSession, paged, pass, show } from "./session";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
// jsdom has no canvas; the drawing stands for what it was given.
vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({
  default: ({ title, x, series }: TimeSeriesProps) => (
    <p>{`${title}: ${x.length} points of ${series.map(({ label }) => label).join(", ")}`}</p>
  ),
}));
// The editor measures text, which jsdom cannot.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();

const AT = 320;
const asked = (session: BareSession) =>
  session.sent.flatMap((body) => (body.kind === "look" && body.args.panel === "explore" ? [body.args.query] : []));
const open = async (query = "") => {
  const session = await paged(AT);
  show(session, <ExplorePanel />);
  if (query !== "") {
    await waitFor(() => consoleStore.setState(({ explore }) => ({ explore: { ...explore, query } })));
  }
  const field = await screen.findByRole("textbox", { name: "PromQL query" });
  return { session, field };
};

beforeEach(() => localStorage.clear());

describe("explore", () => {
  it("offers examples first; one that is clicked is asked, drawn and listed", async () => {
    const { session, field } = await open();
    expect(asked(session)).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: /^Requests per second, by region/ }));
    expect(asked(session)).toEqual([EXAMPLES[0]?.query]);
    expect(field).toHaveTextContent("sum by (region)");
    expect(await screen.findByText(/^Over time: \d+ points of ap-south, eu-west, us-east$/)).toBeVisible();
    const rows = within(screen.getByRole("table", { name: "Series and their values" })).getAllByRole("row");
    expect(rows).toHaveLength(4);
    expect(rows[1]).toHaveTextContent(/\{region="[a-z-]+"\}[\d.,k]+\/s/);
  });

  it("graph and table can be shown alone", async () => {
    await open("sum by (region) (pods_ready)");
    await userEvent.click(await screen.findByRole("radio", { name: "Table" }));
    expect(screen.queryByRole("group", { name: /^Over time/ })).toBeNull();
    expect(screen.getByRole("table", { name: "Series and their values" })).toBeVisible();
    await userEvent.click(screen.getByRole("radio", { name: "Graph" }));
    expect(screen.queryByRole("table", { name: "Series and their values" })).toBeNull();
    await userEvent.click(screen.getByRole("radio", { name: "Both" }));
  });

  it("says what is wrong and marks it in the text", async () => {
    const { field } = await open("sum(rate(http_request_total[5m]))");
    expect(await screen.findByRole("alert")).toHaveTextContent("At character 10");
    expect(screen.getByRole("alert")).toHaveTextContent("Did you mean http_requests_total?");
    await waitFor(() => expect(field.querySelector(".cm-lintRange-error")).toHaveTextContent(/^http_request_total$/));
    expect(screen.getByRole("button", { name: /^Requests per second, by region/ })).toBeVisible();
  });

  it("what is typed is run with Ctrl+Enter, not before, and kept in the history", async () => {
    const { session, field } = await open();
    const text = field.querySelector(".cm-line") ?? field;
    text.textContent = "sum(pods_ready)";
    await waitFor(() => expect(screen.getByRole("button", { name: "Run" })).toBeEnabled());
    expect(asked(session)).toEqual([]);
    fireEvent.keyDown(field, { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true });
    await waitFor(() => expect(asked(session)).toEqual(["sum(pods_ready)"]));
    await userEvent.click(screen.getByRole("button", { name: "Queries you have run" }));
    expect(screen.getByRole("button", { name: "sum(pods_ready)" })).toBeVisible();
  });

  it("a longer window takes a longer step, and both are asked for", async () => {
    await open("sum(pods_ready)");
    await userEvent.selectOptions(screen.getByLabelText("Window"), "3600");
    expect(consoleStore.getState().explore).toMatchObject({ window: 3600, step: 30 });
    await userEvent.selectOptions(screen.getByLabelText("Step"), "60");
    expect(await screen.findByText(/^Over time: 61 points/)).toBeVisible();
  });

  it("goes on with the time without asking again", async () => {
    const { session } = await open("time()");
    const value = () => screen.getAllByRole("row")[1]?.textContent;
    const before = value();
    await pass(session, 60);
    await waitFor(() => expect(value()).not.toBe(before));
    expect(asked(session)).toHaveLength(1);
  });

  it("an empty result says what to do; help lists metrics and functions", async () => {
    await open("pods_ready > 1000");
    expect(await screen.findByText("No series")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "How to query" }));
    const help = screen.getByRole("dialog", { name: "How to query" });
    expect(help).toHaveTextContent("http_request_duration_seconds_bucket");
    await userEvent.click(within(help).getByRole("button", { name: /^topk|^vector\(1\)/ }));
    expect(consoleStore.getState().explore.query).toBe("vector(1)");
  });

  it("axe finds nothing, with a result, with a problem, and at the beginning", async () => {
    await open();
    expect(await axeFindings()).toEqual([]);
    await waitFor(() =>
      consoleStore.setState(({ explore }) => ({ explore: { ...explore, query: "topk(3, pods_ready)" } })),
    );
    await screen.findByRole("table", { name: "Series and their values" });
    expect(await axeFindings()).toEqual([]);
    await waitFor(() => consoleStore.setState(({ explore }) => ({ explore: { ...explore, query: "topk(3" } })));
    await screen.findByRole("alert");
    expect(await axeFindings()).toEqual([]);
  });
});

describe("examples and names", () => {
  it.each(EXAMPLES)("$title can be read", ({ query }) => {
    expect(parseQuery(query).kind).toBeDefined();
  });

  it("series are named by what tells them apart", () => {
    const series = [{ labels: { region: "eu", node: "a" } }, { labels: { region: "us", node: "a" } }];
    expect(distinguishing(series)).toEqual(["region"]);
    expect(shortName({ region: "eu", node: "a" }, ["region"])).toBe("eu");
    expect(seriesName({ __name__: "up", node: "a" })).toBe('up{node="a"}');
    expect(seriesName({})).toBe("{}");
  });
});
