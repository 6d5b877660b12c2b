// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { freeze } from "#debrief/index";
import type { Run } from "#domain/run";
import { clock } from "#lib/format";
import type { FrozenRun } from "#session/contract";
import { decodeRunFile } from "#session/files";
import type { TimeSeriesProps } from "#ui/kit/chart/TimeSeries";
import DebriefPage from "#ui/pages/debrief/index";
import { type Desk, desk, drill, keep, played, show } from "./fixture";

const drawn: { props: TimeSeriesProps | null } = { props: null };
// jsdom has no canvas; what the curve of harm is given is looked at instead.
vi.mock("../../../src/ui/kit/chart/TimeSeriesCanvas", () => ({
  default: (props: TimeSeriesProps) => {
    if (props.title === "Harm to customers") drawn.props = props;
    return <p>drawing of {props.title}</p>;
  },
}));
const saved: { name: string; text: string }[] = [];
vi.mock("../../../src/ui/download", () => ({
  download: (name: string, text: string) => saved.push({ name, text }),
}));

let run: Run;
let frozen: FrozenRun;

beforeAll(() => {
  run = played("novice", "novice");
  frozen = freeze(drill(), run);
});

beforeEach(() => {
  location.hash = "";
  saved.length = 0;
});

async function finished(change: Partial<Run["header"]> = {}): Promise<Desk> {
  const table = desk();
  await keep(table, { ...run, header: { ...run.header, ...change } }, true);
  return table;
}

const heading = () => screen.findByRole("heading", { level: 1, name: drill().card.title });
const timeline = () => screen.getByRole("region", { name: "The run" });
const retold = () => within(timeline()).findByText("Paged");
const annotations = () => drawn.props?.annotations ?? [];
const markRow = (label: string) => screen.getByRole("button", { name: new RegExp(`^\\w+: ?${label}`) });

describe("debrief", () => {
  it("shows the total, the ending and every dimension with its sentence", async () => {
    show(<DebriefPage id="novice" />, await finished());
    await heading();
    const score = within(screen.getByRole("region", { name: "Score" }));
    expect(score.getByText(String(Math.round(frozen.scorecard.total)))).toBeVisible();
    expect(score.getByText(frozen.scorecard.ending?.title ?? "?")).toBeVisible();
    expect(score.getAllByRole("meter")).toHaveLength(6);
    for (const { sentence } of frozen.scorecard.dimensions) expect(score.getByText(sentence)).toBeVisible();
  });

  it("draws the player, the expert and nobody over the fixed horizon", async () => {
    show(<DebriefPage id="novice" />, await finished());
    await screen.findByText("drawing of Harm to customers");
    expect(drawn.props?.series.map(({ label }) => label)).toEqual(["you", "expert", "nobody acting"]);
    const { horizon, step } = frozen.scorecard.impact;
    expect(drawn.props?.x).toHaveLength(horizon / step);
    await userEvent.click(screen.getByRole("switch", { name: "Show nobody acting" }));
    expect(drawn.props?.series.map(({ label }) => label)).toEqual(["you", "expert"]);
  });

  it("a mark explains itself: second, points, what had been found out, reason, source", async () => {
    show(<DebriefPage id="novice" />, await finished());
    await heading();
    await retold();
    const mark = frozen.scorecard.marks.find(({ id }) => id === "undo");
    if (mark?.second == null) throw new Error("the novice does not roll back");
    await userEvent.click(markRow(mark.label));
    expect(screen.getByText(mark.reason)).toBeVisible();
    expect(screen.getAllByText("5.5 of 22").length).toBeGreaterThan(0);
    const at = drill().base.system.startOfDay + mark.second;
    expect(screen.getByText(`${clock(at)} (+00:12:30)`)).toBeVisible();
    expect(screen.getByText(mark.source)).toBeVisible();
    const known = screen.getByText(`Found out by then: ${mark.seen.length}`);
    await userEvent.click(known);
    expect(within(known.parentElement as HTMLElement).getAllByRole("listitem")).toHaveLength(mark.seen.length);
  });

  it("a mark leads to its second on the curve and the timeline, and pins and lines lead back", async () => {
    show(<DebriefPage id="novice" />, await finished());
    await heading();
    await retold();
    const mark = frozen.scorecard.marks.find(({ id }) => id === "undo");
    if (mark?.second == null) throw new Error("the novice does not roll back");
    await userEvent.click(markRow(mark.label));
    expect(annotations().at(-1)).toMatchObject({ x: mark.second, label: mark.label });
    const line = within(timeline()).getByRole("button", { current: true });
    expect(line).toHaveTextContent("+00:12:30");
    const lane = within(screen.getByRole("toolbar", { name: "Marks over time" }));
    const pin = lane.getByRole("button", { name: new RegExp(mark.label) });
    expect(pin).toHaveAttribute("aria-pressed", "true");

    await userEvent.click(markRow(mark.label));
    expect(within(timeline()).queryByRole("button", { current: true })).toBeNull();
    await userEvent.click(line);
    expect(screen.getByText(mark.reason)).toBeVisible();

    const acknowledged = lane.getByRole("button", { name: /Acknowledged/ });
    await userEvent.click(acknowledged);
    expect(acknowledged).toHaveAttribute("aria-pressed", "true");
    expect(screen.queryByText(mark.reason)).toBeNull();
  });

  it("a second picked on the curve selects what happened there", async () => {
    show(<DebriefPage id="novice" />, await finished());
    await heading();
    await retold();
    act(() => drawn.props?.onPick?.(151));
    await waitFor(() => expect(within(timeline()).getByRole("button", { current: true })).toHaveTextContent("Paged"));
  });

  it("pins are one stop in the tab order, and arrow keys go along them", async () => {
    show(<DebriefPage id="novice" />, await finished());
    await heading();
    const pins = within(screen.getByRole("toolbar", { name: "Marks over time" })).getAllByRole("button");
    expect(pins.filter((pin) => pin.tabIndex === 0)).toEqual([pins[0]]);
    pins[0]?.focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(pins[1]).toHaveFocus();
    await userEvent.keyboard("{End}");
    expect(pins.at(-1)).toHaveFocus();
  });

  it("tells what it was: teaching text, the way it was this time, drill and sources", async () => {
    show(<DebriefPage id="novice" />, await finished());
    await heading();
    const variant = drill().variants.find(({ info }) => info.id === run.header.variant);
    expect(screen.getByText(variant?.info.label ?? "?")).toBeVisible();
    expect(screen.getByText("one-region-502")).toBeVisible();
    expect(screen.getByText("deep-01")).toBeVisible();
    const [, title = "?"] = /^# (.*)$/m.exec(drill().base.debrief) ?? [];
    expect(await screen.findByRole("heading", { name: title })).toBeVisible();
  });

  it("plays the same again, or another", async () => {
    const table = await finished();
    const { unmount } = show(<DebriefPage id="novice" />, table);
    await heading();
    await userEvent.click(screen.getByRole("button", { name: "Play the same again" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/run\//));
    const again = await table.runs.load(location.hash.slice("#/run/".length));
    const { seed, variant, clock } = run.header;
    expect(again).toMatchObject({ header: { seed, variant, clock }, commands: [], horizon: 0 });
    unmount();
    location.hash = "";
    table.clock.seed = () => 12;
    show(<DebriefPage id="novice" />, table);
    await heading();
    await userEvent.click(screen.getByRole("button", { name: "Play it again, differently" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/run\//));
    const other = await table.runs.load(location.hash.slice("#/run/".length));
    expect(other?.header.seed).toBe(12);
  });

  it("saves the run as a file", async () => {
    show(<DebriefPage id="novice" />, await finished());
    await heading();
    await userEvent.click(screen.getByRole("button", { name: "Save this run as a file" }));
    await waitFor(() => expect(saved[0]?.name).toMatch(/^meantime-INC-2041-.*\.json$/));
    const opened = decodeRunFile(saved[0]?.text ?? "");
    expect(opened).toMatchObject({ ok: true, value: { seal: "whole", file: { run, frozen, notes: [] } } });
  });

  it("scores again what was lost at the end", async () => {
    const table = desk();
    await keep(table, run, false);
    show(<DebriefPage id="novice" />, table);
    await heading();
    expect(screen.getByText(String(Math.round(frozen.scorecard.total)))).toBeVisible();
  });

  it("gives nothing away of a run that is not over", async () => {
    const table = desk();
    const early = { ...run, commands: run.commands.filter(({ second }) => second <= 400), horizon: 400 };
    await keep(table, early, false);
    const { container } = show(<DebriefPage id="novice" />, table);
    expect(await screen.findByText("INC-2041 is not over yet")).toBeVisible();
    expect(screen.getByRole("link", { name: "Go on with it" })).toHaveAttribute("href", "#/run/novice");
    expect(container.innerHTML).not.toContain("variable");
  });

  it("shows a run of another engine from what was kept, for reading only", async () => {
    const table = await finished({ engine: 999 });
    show(<DebriefPage id="novice" />, table);
    await heading();
    expect(screen.getByText("For reading only")).toBeVisible();
    expect(screen.getByText(String(Math.round(frozen.scorecard.total)))).toBeVisible();
    const mark = frozen.scorecard.marks.find(({ id }) => id === "undo");
    await userEvent.click(markRow(mark?.label ?? "?"));
    expect(screen.getByText(mark?.reason ?? "?")).toBeVisible();
    expect(within(timeline()).getByRole("button", { current: true })).toHaveTextContent(mark?.label ?? "?");
  });

  it("says when there is no such run", async () => {
    show(<DebriefPage id="nothing" />, desk());
    expect(await screen.findByText("This run is not in this browser")).toBeVisible();
  });
});
