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
import { IncidentResult } from "#ui/pages/interview/incident/IncidentResult";
import { IncidentRound } from "#ui/pages/interview/incident/IncidentRound";
import { axeFindings } from "../panels/session";
import { type Desk, desk, drill, show } from "./fixture";

// A drill is compiled and simulated on the page, and panels are loaded when they are shown.
vi.setConfig({ testTimeout: 180_000 });

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

describe("the result of an incident round", () => {
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
    show(<IncidentResult interview={{ header, events: log.events }} round={0} />, table);
    const diagnosis = await screen.findByRole("region", { name: "Diagnosis" });
    const run = log.events.flatMap(({ deed }) => (deed.type === "run" ? [deed.run] : []))[0];
    const links = within(diagnosis).getAllByRole("link");
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link.getAttribute("href")).toMatch(new RegExp(`^#/run/${run}/walk/\\d+$`));
    expect(screen.getByRole("region", { name: "Order" })).toHaveTextContent("Stabilise");
    expect(screen.getByText(/^What was said/)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });

  it("says that there is none where nothing was played", async () => {
    show(<IncidentResult interview={{ header: headerOf("round-n"), events: [] }} round={0} />, desk());
    expect(await screen.findByText("The incident round was not begun.")).toBeVisible();
  });
});
