// @vitest-environment jsdom
import "../kit/setup";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { InterviewEvent, InterviewHeader } from "#domain/interview";
import { setSingleKeysEnabled } from "#ui/kit/hotkeys";
import ComparePage from "#ui/pages/interview/Compare";
import { IncidentResult } from "#ui/pages/interview/incident/IncidentResult";
import type { RoundInterview } from "#ui/pages/interview/incident/round";
import { useIncidents } from "#ui/pages/interview/incident/useIncidents";
import ResultPage from "#ui/pages/interview/Result";
import { ASKED, eventsOf } from "../../modes/interview-fixture";
import { axeFindings } from "../panels/session";
import { type Desk, desk, show } from "./fixture";
import { begun, choose, type Log, newLog, roundHeader, said, saying, turn } from "./incident-round-fixture";

const saved: string[] = [];
vi.mock("../../../src/ui/download", () => ({ download: (_name: string, text: string) => saved.push(text) }));

vi.stubGlobal("matchMedia", (query: string) => ({
  matches: query.includes("min-width"),
  addEventListener() {},
  removeEventListener() {},
}));
vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({ default: () => null }));

beforeEach(() => {
  localStorage.clear();
  saved.length = 0;
  setSingleKeysEnabled(true);
});

/** The result as a page around it shows it. */
function Result({ interview }: { interview: RoundInterview }) {
  const incidents = useIncidents(interview, true);
  return <IncidentResult interview={interview} round={0} incidents={incidents} self={40} away={130} />;
}

/** Plays a round of 40 seconds, in which one thing is asked for, to its end. */
async function playedOut(header: InterviewHeader, log: Log, table: Desk) {
  const page = await begun(header, log, table);
  await saying("error rate by region?");
  await choose();
  await waitFor(() => expect(said(log)).toHaveLength(2));
  await turn(table, 45);
  await screen.findByRole("button", { name: "Go on with the interview" });
  page.unmount();
}

/** The whole log of an interview in which a round was played and everything was judged by oneself. */
const wholeLog = (log: Log, self: number): readonly InterviewEvent[] =>
  eventsOf(
    [
      ...ASKED,
      ...log.events.map(({ deed }) => deed),
      { type: "answer", round: 0, turn: 0, text: "", take: null },
      { type: "end", why: "done" },
      { type: "self", round: 0, score: self },
      { type: "self", round: null, score: self },
    ],
    1,
    0,
  );

describe("the result of an incident round", () => {
  it("I27 J14 counts in the whole, the ways out, calibration and comparison", async () => {
    const table = desk();
    const log = newLog();
    const header = roundHeader("round-w", 40);
    await playedOut(header, log, table);
    const store = await table.services.interviews();
    for (const [id, self] of [
      ["first", 90],
      ["second", 10],
    ] as const) {
      await store.create({ ...header, id, candidate: id });
      await store.append(id, 0, wholeLog(log, self), 0);
      await store.finish(id, 20, 0);
    }
    const result = show(<ResultPage id="first" />, table);
    const whole = await screen.findByRole("meter", { name: "The incident" });
    expect(whole.getAttribute("aria-valuetext")).toMatch(/your own score 90/);
    expect(screen.getAllByText(/points above the score/).length).toBeGreaterThan(0);
    expect(await screen.findByText(/Over 2 interviews you were/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Save as a file" }));
    const [text = ""] = saved;
    expect(text).toMatch(/^Overall \d+ of 100\. Own score 90 of 100\./m);
    expect(text).toMatch(/^## Round 1: the incident$/m);
    expect(text).toMatch(/^- \d\d:\d\d:\d\d You \(meant: Error rate/m);
    // Paper has what is folded away on screen.
    const details = screen.getByText(/^What was said/).closest("details");
    expect(details?.open).toBe(false);
    fireEvent(window, new Event("beforeprint"));
    expect(details?.open).toBe(true);
    fireEvent(window, new Event("afterprint"));
    expect(details?.open).toBe(false);
    expect(await axeFindings()).toEqual([]);
    result.unmount();
    show(<ComparePage id="first" other="second" />, table);
    const both = await screen.findByRole("table", { name: "Diagnosis of both" });
    expect(within(both).getAllByRole("link").length).toBeGreaterThan(1);
    expect(screen.getByRole("table", { name: "Order of both" })).toHaveTextContent("Stabilise");
    expect(screen.getByRole("row", { name: /^The incident/ })).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });

  it("J14 explains every line and leads to its second", async () => {
    const table = desk();
    const log = newLog();
    const header = roundHeader("round-r", 40);
    await playedOut(header, log, table);
    const asked: InterviewEvent = { elapsed: 0, at: 0, deed: { type: "ask", round: 0 } };
    show(<Result interview={{ header, events: [asked, ...log.events] }} />, table);
    const diagnosis = await screen.findByRole("region", { name: "Diagnosis" });
    const run = log.events.flatMap(({ deed }) => (deed.type === "run" ? [deed.run] : []))[0];
    const links = within(diagnosis).getAllByRole("link");
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link.getAttribute("href")).toMatch(new RegExp(`^#/run/${run}/walk/\\d+$`));
    expect(screen.getByRole("meter", { name: "Score" }).getAttribute("aria-valuetext")).toMatch(/your own score 40/);
    expect(screen.getByText(/away 2 min 10 s, which is not counted/)).toBeVisible();
    expect(screen.getByRole("region", { name: "Order" })).toHaveTextContent("Stabilise");
    expect(screen.getByText(/^What was said/)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });

  it("says that there is none where nothing was played", async () => {
    const asked: InterviewEvent = { elapsed: 0, at: 0, deed: { type: "ask", round: 0 } };
    show(<Result interview={{ header: roundHeader("round-n"), events: [asked] }} />, desk());
    expect(await screen.findByText("The incident round was not begun.")).toBeVisible();
  });
});
