// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type Coverage, Examination, type Sight, type Study } from "#debrief/index";
import type { Run } from "#domain/run";
import { duration, offset } from "#lib/format";
import type { TimeSeriesProps } from "#ui/kit/chart/TimeSeries";
import DebriefPage from "#ui/pages/debrief/index";
import { axeFindings } from "../panels/session";
import { desk, drill, keep, played, show } from "./fixture";

const drawn = new Map<string, TimeSeriesProps>();
vi.mock("../../../src/ui/kit/chart/TimeSeriesCanvas", () => ({
  default: (props: TimeSeriesProps) => {
    drawn.set(props.title, props);
    return <p>drawing of {props.title}</p>;
  },
}));

let run: Run;
let study: Study;
let coverage: Coverage;
let sight: (second: number) => Sight;

beforeAll(() => {
  run = played("novice", "novice");
  const examination = new Examination(drill(), run);
  study = examination.study();
  for (const second of study.samples[0] ?? []) examination.sight(second);
  coverage = examination.coverage();
  sight = (second) => examination.sight(second);
});

async function opened(change: Partial<Run["header"]> = {}) {
  const table = desk();
  await keep(table, { ...run, header: { ...run.header, ...change } }, true);
  return show(<DebriefPage id="novice" />, table);
}

const section = (name: string) => screen.getByRole("heading", { name }).closest("section") as HTMLElement;
const stageRow = (name: string) => screen.findByRole("row", { name: new RegExp(`^${name}`) });
const markRow = (label: string) => screen.getByRole("button", { name: new RegExp(`^\\w+: ?${label}`) });

describe("beyond the score", () => {
  it("tells stage times beside the expert's; every second leads to it", async () => {
    await opened();
    const row = within(await stageRow("Mitigate"));
    const own = study.stages.player.find(({ id }) => id === "mitigate");
    const expert = study.stages.expert?.find(({ id }) => id === "mitigate");
    if (own?.to == null || expert?.to == null) throw new Error("never mitigated");
    expect(row.getByText(duration(own.seconds ?? 0))).toBeVisible();
    expect(row.getByText(own.note)).toBeVisible();
    expect(row.getByRole("link", { name: offset(own.to) })).toHaveAttribute("href", `#/run/novice/walk/${own.to}`);
    expect(row.getByRole("link", { name: offset(expert.to) })).toHaveAttribute(
      "href",
      `#/run/novice/expert/${expert.to}`,
    );
    expect(screen.getAllByRole("row").filter((each) => within(each).queryByRole("rowheader"))).toHaveLength(7);
  });

  it("draws the error budget over the same time as the harm, and says what was spent", async () => {
    await opened();
    await screen.findByText("drawing of Error budget left");
    const budget = drawn.get("Error budget left");
    const harm = drawn.get("Harm to customers");
    expect(budget?.series.map(({ label }) => label)).toEqual(["you", "expert", "nobody acting"]);
    expect(budget?.series[0]?.values).toEqual(study.budget.player.left);
    const last = (x: TimeSeriesProps["x"] | undefined) => x?.[x.length - 1] ?? 0;
    expect(last(budget?.x)).toBe(study.budget.horizon);
    expect(last(budget?.x) - last(harm?.x)).toBe(study.budget.step);
    const sentence = screen.getByText(/^Spent of the error budget/);
    expect(sentence).toHaveTextContent("you 5.5 %, the expert 0.1 %, nobody acting 19 %");
    await userEvent.click(screen.getByRole("switch", { name: "Show nobody acting" }));
    expect(drawn.get("Error budget left")?.series.map(({ label }) => label)).toEqual(["you", "expert"]);
  });

  it("a mark tells what could have been seen then, and where, and leads there", async () => {
    await opened();
    await stageRow("Detect");
    await userEvent.click(markRow("Took the fresh change back"));
    const missed = sight(750).knowable.filter(({ seen }) => !seen);
    const summary = await screen.findByText(`Could have been seen then, too: ${missed.length}`);
    await userEvent.click(summary);
    const items = within(summary.parentElement as HTMLElement).getAllByRole("listitem");
    expect(items.map((item) => item.textContent)).toEqual(
      missed.map(({ text, places }) => expect.stringContaining(`${text}On ${places[0]?.text}`)),
    );
    expect(screen.getByRole("link", { name: "Open this second" })).toHaveAttribute("href", "#/run/novice/walk/750");
    const seen = within(screen.getByText(/^Found out by then/).parentElement as HTMLElement).getAllByRole("listitem");
    for (const item of seen)
      expect(within(item).getByRole("link")).toHaveAttribute("href", expect.stringMatching(/walk/));
  });

  it("any second of a curve tells the same", async () => {
    await opened();
    await stageRow("Detect");
    act(() => drawn.get("Harm to customers")?.onPick?.(1300));
    const at = within(await screen.findByRole("region", { name: `At ${offset(1300)}` }));
    expect(at.getByText(`Found out by then: ${sight(1300).seen.length}`)).toBeVisible();
    expect(await at.findByRole("link", { name: "Open this second" })).toHaveAttribute("href", "#/run/novice/walk/1300");
  });

  it("tells what was never looked at, with the second it was there", async () => {
    await opened();
    const summary = await screen.findByText(/facts that were there to be seen/);
    expect(summary).toHaveTextContent(
      `Of ${coverage.there} facts that were there to be seen, you saw ${coverage.found}.`,
    );
    const [first] = coverage.unseen;
    const place = first?.places[0];
    if (first === undefined || place === undefined) throw new Error("the novice has seen everything");
    const never = within(screen.getByRole("region", { name: "Never seen" }));
    expect(never.getAllByRole("listitem")).toHaveLength(coverage.unseen.length);
    const item = never.getByText(first.text).closest("li") as HTMLElement;
    expect(item).toHaveTextContent(place.text);
    expect(within(item).getAllByRole("link")[0]).toHaveAttribute("href", `#/run/novice/walk/${place.second}`);
    expect(within(screen.getByRole("region", { name: "Never opened" })).getByText("A probe")).toBeVisible();
    await userEvent.click(markRow("Took the fresh change back"));
    await screen.findByText(/^Could have been seen then/);
    expect(await axeFindings()).toEqual([]);
  });

  it("tells whom and what one did not meet", async () => {
    await opened();
    await stageRow("Detect");
    const ways = within(section("Who and what you did not meet"));
    const asked = ways.getByText("Caspar Lindqvist: 3 other answers");
    await userEvent.click(asked);
    expect(ways.getAllByRole("link", { name: "+00:06:00" })[0]).toHaveAttribute("href", "#/run/novice/walk/360");
    expect(ways.getByText("Still burning")).toBeVisible();
    expect(ways.getByText("The failures came back after they had stopped.")).toBeVisible();
    expect(ways.getByText("Tomasz Wrona, Senior engineer, checkout")).toBeVisible();
  });

  it("leads back into the run from its head", async () => {
    await opened();
    await stageRow("Detect");
    expect(screen.getAllByRole("link", { name: /^Walk back into it/ })[0]).toHaveAttribute(
      "href",
      "#/run/novice/walk/150",
    );
  });

  it("says when the run could not be replayed, instead of waiting for it", async () => {
    const table = desk();
    await keep(table, run, true);
    // A log that is gone: the card was kept, nothing else is known.
    vi.spyOn(table.runs, "load").mockResolvedValue({ ...run, commands: null as never });
    show(<DebriefPage id="novice" />, table);
    expect(await screen.findAllByText(/this run could not be replayed\.$/)).toHaveLength(3);
    expect(screen.queryByText(/^Going back/)).toBeNull();
  });

  it("says of a run that can only be read what takes a replay", async () => {
    await opened({ engine: 999 });
    await screen.findByText("For reading only");
    expect(screen.getAllByText(/that takes a replay, and this run can only be read/)).toHaveLength(3);
    expect(screen.queryByText("drawing of Error budget left")).toBeNull();
    await userEvent.click(markRow("Took the fresh change back"));
    expect(screen.getByText(/this run can only be read\.$/, { selector: "[class*=explanation] p" })).toBeVisible();
    expect(screen.queryByRole("link", { name: "Open this second" })).toBeNull();
    expect(screen.queryByRole("link", { name: /^Walk back/ })).toBeNull();
  });
});
