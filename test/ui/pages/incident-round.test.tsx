// @vitest-environment jsdom
import "../kit/setup";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { IncidentSaying, InterviewDeed, InterviewEvent, InterviewHeader } from "#domain/interview";
import { wordingsOf } from "#modes/interview/incident/words";
import { consoleStore } from "#ui/console-state";
import { Announcer } from "#ui/kit/announce";
import { setSingleKeysEnabled } from "#ui/kit/hotkeys";
import ComparePage from "#ui/pages/interview/Compare";
import { IncidentResult } from "#ui/pages/interview/incident/IncidentResult";
import { IncidentRound } from "#ui/pages/interview/incident/IncidentRound";
import type { RoundInterview } from "#ui/pages/interview/incident/round";
import { useIncidents } from "#ui/pages/interview/incident/useIncidents";
import ResultPage from "#ui/pages/interview/Result";
import { axeFindings } from "../panels/session";
import { type Desk, desk, drill, show } from "./fixture";

// A drill is compiled and simulated on the page, and panels are loaded when they are shown.
vi.setConfig({ testTimeout: 180_000 });

const saved: string[] = [];
vi.mock("../../../src/ui/download", () => ({ download: (_name: string, text: string) => saved.push(text) }));

let isWide = true;
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: isWide ? query.includes("min-width") : query.includes("max-width"),
  addEventListener() {},
  removeEventListener() {},
}));
vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({ default: () => null }));

const headerOf = (id: string, seconds = 1800): InterviewHeader => ({
  format: 1,
  id,
  setup: {
    role: "sre",
    level: "senior",
    minutes: 30,
    rounds: { questions: false, coding: false, incident: true },
    focus: "balanced",
    skills: [],
    persona: "terse",
    strict: true,
    thinkAloud: false,
    medium: "typed",
    partner: false,
    seed: 4,
  },
  rounds: [
    { kind: "incident", drill: "one-region-502", variant: drill().variants[0]?.info.id ?? "", seed: 4, seconds },
  ],
  bank: "",
  createdAt: 0,
  candidate: "",
  interviewer: "",
});

interface Log {
  readonly events: InterviewEvent[];
  done: number;
  /** What storing the next deeds fails with. */
  failure: string | null;
}

const newLog = (): Log => ({ events: [], done: 0, failure: null });
const said = (log: Log): readonly IncidentSaying[] =>
  log.events.flatMap(({ deed }) => (deed.type === "incident" ? [deed.said] : []));

/** An interview as the page around a round keeps it. */
function Around({ header, log }: { header: InterviewHeader; log: Log }) {
  const [events, setEvents] = useState<readonly InterviewEvent[]>([...log.events]);
  const onDeed = async (deed: InterviewDeed) => {
    if (log.failure !== null) throw new Error(log.failure);
    log.events.push({ elapsed: log.events.length, at: 0, deed });
    setEvents([...log.events]);
  };
  return (
    <>
      <IncidentRound interview={{ header, events }} round={0} onDeed={onDeed} onDone={() => log.done++} />
      <Announcer />
    </>
  );
}

const turn = async ({ clock }: Desk, seconds: number) => act(async () => clock.turn(seconds));

/** The round on screen with its page taken. */
async function begun(header: InterviewHeader, log: Log, table: Desk) {
  const page = show(<Around header={header} log={log} />, table);
  fireEvent.click(await screen.findByRole("button", { name: /Take the page/ }));
  // However many turns the simulation takes on a busy machine.
  for (let i = 0; i < 60 && screen.queryByLabelText("What would you look at, or do?") === null; i++)
    await turn(table, 1);
  await screen.findByRole("textbox", { name: "What would you look at, or do?" });
  return page;
}

async function saying(words: string) {
  const field = screen.getByRole("textbox", { name: "What would you look at, or do?" });
  fireEvent.change(field, { target: { value: words } });
  fireEvent.keyDown(field, { key: "Enter" });
}
const readings = () => screen.findByRole("listbox", { name: "What you mean" });
const choose = async (key = "Enter") => {
  fireEvent.keyDown(await readings(), { key });
};

beforeEach(() => {
  localStorage.clear();
  saved.length = 0;
  isWide = true;
  setSingleKeysEnabled(true);
});

describe("the incident round", () => {
  it("J11 is a run of its own, written into the interview, begun with the page", async () => {
    const table = desk();
    const log = newLog();
    await begun(headerOf("round-1"), log, table);
    const [first] = log.events;
    expect(first?.deed).toMatchObject({ type: "run", round: 0 });
    const [run] = await table.runs.list();
    expect(run).toMatchObject({ clock: "interview", drill: "one-region-502", status: "open" });
    expect(screen.getByRole("banner")).toHaveTextContent(/left (30:00|29:[45]\d)/);
    expect(await axeFindings()).toEqual([]);
  });

  it("J4 does nothing before one reading is confirmed, and then answers it and shows it", async () => {
    const table = desk();
    const log = newLog();
    await begun(headerOf("round-4"), log, table);
    await saying("error rate by region?");
    const list = await readings();
    expect(within(list).getAllByRole("option")[0]).toHaveTextContent(
      "Error rate: the board where users enter by region",
    );
    expect(within(list).getAllByRole("option").at(-1)).toHaveTextContent(/^None of these/);
    expect(said(log)).toEqual([]);
    expect(await axeFindings()).toEqual([]);
    await choose();
    await waitFor(() => expect(said(log).map(({ kind }) => kind)).toEqual(["request", "reveal"]));
    expect(said(log)[1]?.text).toMatch(/^Error rate now: .*Europe \(Dublin\)/);
    expect(consoleStore.getState()).toMatchObject({ panel: "board", board: { split: "region" } });
    expect(await screen.findByText(/^Error rate now/)).toBeVisible();
    const id = (await table.runs.list())[0]?.id ?? "";
    const stored = await table.runs.load(id);
    expect(stored?.commands).toContainEqual(
      expect.objectContaining({ kind: "look", args: expect.objectContaining({ panel: "board", split: "region" }) }),
    );
  });

  it("J4 takes another reading by arrows, and what is none as thinking aloud", async () => {
    const table = desk();
    const log = newLog();
    await begun(headerOf("round-4b"), log, table);
    await saying("who is affected?");
    await choose("ArrowDown");
    await choose();
    await waitFor(() => expect(said(log)[0]).toMatchObject({ intent: expect.stringContaining("by route") }));
    await waitFor(() => screen.getByRole("textbox", { name: "What would you look at, or do?" }));
    await saying("hm, the error rate looks odd");
    await choose("ArrowUp");
    await choose();
    await waitFor(() =>
      expect(said(log).at(-1)).toMatchObject({ kind: "request", text: "hm, the error rate looks odd", intent: null }),
    );
    // Nothing in it is understood: the interviewer asks on.
    await waitFor(() => screen.getByRole("textbox", { name: "What would you look at, or do?" }));
    await saying("good grief");
    await waitFor(() => expect(wordingsOf("lost", "terse")).toContain(said(log).at(-1)?.text));
  });

  it("J8 asks what an action will do before it is done, with its cost beside it", async () => {
    const table = desk();
    const log = newLog();
    const user = userEvent.setup({ delay: null });
    await begun(headerOf("round-8"), log, table);
    await saying("roll back checkout in eu-west");
    await choose();
    const form = await screen.findByRole("form", { name: "Roll back: Checkout, Europe (Dublin)" });
    expect(wordingsOf("expect", "terse")).toContain(said(log).at(-1)?.text);
    expect(form).toHaveTextContent("Medium risk");
    expect(form).toHaveTextContent(/Takes\s*about/);
    expect(await axeFindings()).toEqual([]);
    await user.type(within(form).getByRole("textbox"), "Errors fall in Europe.");
    await user.click(within(form).getByRole("button", { name: "Do it" }));
    await waitFor(() => expect(said(log).at(-1)?.text).toMatch(/^It is under way/));
    expect(said(log).map(({ kind }) => kind)).toEqual(["request", "says", "request", "reveal"]);
    expect(said(log)[2]).toMatchObject({
      text: "Errors fall in Europe.",
      intent: "Roll back: Checkout, Europe (Dublin)",
    });
    const [run] = await table.runs.list();
    const stored = await table.runs.load(run?.id ?? "");
    expect(stored?.commands).toContainEqual(expect.objectContaining({ kind: "act" }));
  });

  it("J6 asks for what the words left open, and leaves what is not wanted", async () => {
    const table = desk();
    const log = newLog();
    const user = userEvent.setup({ delay: null });
    await begun(headerOf("round-6"), log, table);
    await saying("scale checkout");
    await choose();
    const form = await screen.findByRole("form", { name: /^Scale: Checkout/ });
    await user.click(within(form).getByRole("button", { name: "Do it" }));
    expect(within(form).getByText("Choose one.")).toBeVisible();
    await user.click(within(form).getByRole("button", { name: "Leave it" }));
    expect(await screen.findByRole("textbox", { name: "What would you look at, or do?" })).toBeVisible();
    expect(said(log).some(({ kind }) => kind === "reveal")).toBe(false);
  });

  it("J12 gives a hint when it is asked for, and says first what it costs", async () => {
    const table = desk();
    const log = newLog();
    await begun(headerOf("round-12"), log, table);
    fireEvent.click(screen.getByRole("button", { name: "Ask for a hint" }));
    expect(await screen.findByText(/It costs 4 points of diagnosis/)).toBeVisible();
    expect(said(log)).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Take it" }));
    await waitFor(() => expect(said(log).at(-1)).toMatchObject({ kind: "hint", step: 1 }));
    const [run] = await table.runs.list();
    const stored = await table.runs.load(run?.id ?? "");
    expect(stored?.commands).toContainEqual(expect.objectContaining({ kind: "hint", args: { step: 1 } }));
  });

  it("J11 ends when its time is over, keeps the run with its label, and goes on from there", async () => {
    const table = desk();
    const log = newLog();
    await begun(headerOf("round-11", 30), log, table);
    await turn(table, 40);
    fireEvent.click(await screen.findByRole("button", { name: "Go on with the interview" }));
    expect(log.done).toBe(1);
    expect(wordingsOf("over", "terse")).toContain(said(log).at(-1)?.text);
    const [run] = await table.runs.list();
    await waitFor(async () => expect((await table.runs.list())[0]?.status).toBe("finished"));
    const frozen = await table.runs.frozen(run?.id ?? "");
    expect(frozen?.scorecard.labels).toContain("part of an interview");
  });

  it("J11 goes on in the same run after the page was away", async () => {
    const table = desk();
    const log = newLog();
    const header = headerOf("round-11b");
    const page = await begun(header, log, table);
    await saying("who is affected?");
    await choose();
    await waitFor(() => expect(said(log)).toHaveLength(2));
    await turn(table, 20);
    page.unmount();
    await table.clock.jump(600_000);
    show(<Around header={header} log={log} />, table);
    expect(await screen.findByText("who is affected?")).toBeVisible();
    expect(screen.getByRole("banner")).toHaveTextContent(/left 29:/);
    expect(await table.runs.list()).toHaveLength(1);
    expect(log.events.filter(({ deed }) => deed.type === "run")).toHaveLength(1);
  });

  it("keeps the words where they could not be stored, and says so", async () => {
    const table = desk();
    const log = newLog();
    await begun(headerOf("round-s"), log, table);
    log.failure = "The disk is full.";
    await saying("good grief");
    expect(await screen.findByText(/The disk is full/)).toBeVisible();
    expect(screen.getByRole("textbox", { name: "What would you look at, or do?" })).toHaveValue("good grief");
  });

  it("J19 gives a confirmed look once, whatever panel opens for it", async () => {
    const table = desk();
    const log = newLog();
    await begun(headerOf("round-19"), log, table);
    const id = (await table.runs.list())[0]?.id ?? "";
    const looks = async () =>
      ((await table.runs.load(id))?.commands ?? []).flatMap(({ kind, args }) =>
        kind === "look" ? [JSON.stringify(args)] : [],
      );
    for (const words of [
      "error rate by region?",
      "show me the logs",
      "traces of slow requests",
      "what was deployed?",
      "service map",
      "which alerts fire?",
      "config of checkout",
      "what is the database doing?",
      "pods of checkout",
      "is there a runbook?",
    ]) {
      const before = await looks();
      const { length } = said(log);
      await saying(words);
      await choose();
      await waitFor(() => expect(said(log)).toHaveLength(length + 2));
      const intent = said(log).at(-1);
      await screen.findByRole("textbox", { name: "What would you look at, or do?" });
      // Time for the panel to load and to ask what it would.
      await turn(table, 2);
      const after = await looks();
      expect(after.slice(before.length), `${words}: ${JSON.stringify(intent)}`).toHaveLength(1);
    }
  });

  it("J20 hurries and stops no clock, neither by name nor by key", async () => {
    const table = desk();
    const log = newLog();
    const user = userEvent.setup({ delay: null });
    await begun(headerOf("round-20"), log, table);
    const left = () =>
      /left (\d+):(\d\d)/
        .exec(screen.getByRole("banner").textContent ?? "")
        ?.slice(1)
        .map(Number);
    const [minutes = 0, seconds = 0] = left() ?? [];
    await user.click(document.body);
    await user.keyboard("0 .5");
    await turn(table, 5);
    const [laterMinutes = 0, laterSeconds = 0] = left() ?? [];
    expect(minutes * 60 + seconds - (laterMinutes * 60 + laterSeconds)).toBe(5);
    act(() => consoleStore.setState({ palette: true }));
    const palette = await screen.findByRole("dialog", { name: "Commands" });
    expect(within(palette).getByText("Board")).toBeVisible();
    for (const word of ["Clock", /times as fast/, /Skip to/, /debrief/]) {
      expect(within(palette).queryByText(word)).toBeNull();
    }
    expect(within(palette).getByText("Finish the incident round…")).toBeVisible();
  });

  it("leaves the conversation on a phone for what is opened by name, by key or by a panel", async () => {
    isWide = false;
    const table = desk();
    const log = newLog();
    const user = userEvent.setup({ delay: null });
    await begun(headerOf("round-p2"), log, table);
    act(() => consoleStore.setState({ palette: true }));
    await screen.findByRole("dialog", { name: "Commands" });
    await user.keyboard("service map{Enter}");
    expect(await screen.findByRole("region", { name: "Service map" })).toBeVisible();
    await user.keyboard("t");
    const field = await screen.findByRole("textbox", { name: "What would you look at, or do?" });
    await waitFor(() => expect(field).toHaveFocus());
    // What was confirmed is told where one is; the panel is there when one goes.
    await saying("error rate by region?");
    await choose();
    expect(await screen.findByText(/^Error rate now/)).toBeVisible();
    await user.keyboard("{Escape}gl");
    expect(await screen.findByRole("region", { name: "Logs" })).toBeVisible();
    expect(screen.getByText(/^Error rate now/)).not.toBeVisible();
    // What the interviewer says meanwhile waits; the end of the round leads back to them.
    await turn(table, 190);
    const places = screen.getByRole("navigation", { name: "Conversation and panels" });
    expect(within(places).getByRole("button", { name: /^1 *waiting *Talk$/ })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Finish" }));
    await user.click(await screen.findByRole("button", { name: "Finish the round" }));
    expect(await screen.findByRole("button", { name: "Go on with the interview" })).toBeVisible();
  });

  it("shows one thing at a time on a phone", async () => {
    isWide = false;
    const table = desk();
    const log = newLog();
    await begun(headerOf("round-p"), log, table);
    expect(screen.queryByRole("region", { name: "Board" })).toBeNull();
    fireEvent.click(within(screen.getByRole("navigation", { name: "Conversation and panels" })).getByText("Board"));
    expect(await screen.findByRole("region", { name: "Board" })).toBeVisible();
    expect(screen.queryByRole("textbox", { name: "What would you look at, or do?" })).toBeNull();
    expect(await axeFindings()).toEqual([]);
  });

  it("says why it cannot be begun", async () => {
    const base = desk();
    const library = { ...base.services.library, program: async () => Promise.reject(new Error("No network.")) };
    show(<Around header={headerOf("round-x")} log={newLog()} />, desk({ library }));
    expect(await screen.findByText(/No network/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  });
});

/** The result as a page around it shows it. */
function Result({ interview }: { interview: RoundInterview }) {
  const incidents = useIncidents(interview, true);
  return <IncidentResult interview={interview} round={0} incidents={incidents} self={40} away={130} />;
}

/** The whole log of an interview in which a round was played and everything was judged by oneself. */
const wholeLog = (log: Log, self: number): readonly InterviewEvent[] =>
  [
    { type: "begin" } as const,
    { type: "ask", round: 0 } as const,
    ...log.events.map(({ deed }) => deed),
    { type: "answer", round: 0, turn: 0, text: "", take: null } as const,
    { type: "end", why: "done" } as const,
    { type: "self", round: 0, score: self } as const,
    { type: "self", round: null, score: self } as const,
  ].map((deed, i) => ({ elapsed: i, at: i * 1000, deed }));

describe("the result of an incident round", () => {
  it("I27 J14 counts in the whole, the ways out, calibration and comparison", async () => {
    const table = desk();
    const log = newLog();
    const header = headerOf("round-w", 40);
    const page = await begun(header, log, table);
    await saying("error rate by region?");
    await choose();
    await waitFor(() => expect(said(log)).toHaveLength(2));
    await turn(table, 45);
    await screen.findByRole("button", { name: "Go on with the interview" });
    page.unmount();
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
    const header = headerOf("round-r", 40);
    const page = await begun(header, log, table);
    await saying("error rate by region?");
    await choose();
    await waitFor(() => expect(said(log)).toHaveLength(2));
    await turn(table, 45);
    await screen.findByRole("button", { name: "Go on with the interview" });
    page.unmount();
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
    show(<Result interview={{ header: headerOf("round-n"), events: [asked] }} />, desk());
    expect(await screen.findByText("The incident round was not begun.")).toBeVisible();
  });
});
