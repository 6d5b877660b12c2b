// @vitest-environment jsdom
import "../kit/setup";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { wordingsOf } from "#modes/interview/incident/words";
import { consoleStore } from "#ui/console-state";
import { setSingleKeysEnabled } from "#ui/kit/hotkeys";
import { axeFindings } from "../panels/session";
import { desk, show } from "./fixture";
import { Around, begun, choose, newLog, readings, roundHeader, said, saying, turn } from "./incident-round-fixture";

let isWide = true;
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: isWide ? query.includes("min-width") : query.includes("max-width"),
  addEventListener() {},
  removeEventListener() {},
}));
vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({ default: () => null }));

beforeEach(() => {
  localStorage.clear();
  isWide = true;
  setSingleKeysEnabled(true);
});

describe("the incident round", () => {
  it("J11 is a run of its own, written into the interview, begun with the page", async () => {
    const table = desk();
    const log = newLog();
    await begun(roundHeader("round-1"), log, table);
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
    await begun(roundHeader("round-4"), log, table);
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
    await begun(roundHeader("round-4b"), log, table);
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
    await begun(roundHeader("round-8"), log, table);
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
    await begun(roundHeader("round-6"), log, table);
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
    await begun(roundHeader("round-12"), log, table);
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
    await begun(roundHeader("round-11", 30), log, table);
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
    const header = roundHeader("round-11b");
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
    await begun(roundHeader("round-s"), log, table);
    log.failure = "The disk is full.";
    await saying("good grief");
    expect(await screen.findByText(/The disk is full/)).toBeVisible();
    expect(screen.getByRole("textbox", { name: "What would you look at, or do?" })).toHaveValue("good grief");
  });

  it("J19 gives a confirmed look once, whatever panel opens for it", async () => {
    const table = desk();
    const log = newLog();
    await begun(roundHeader("round-19"), log, table);
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
    await begun(roundHeader("round-20"), log, table);
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
    await begun(roundHeader("round-p2"), log, table);
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
    await begun(roundHeader("round-p"), log, table);
    expect(screen.queryByRole("region", { name: "Board" })).toBeNull();
    fireEvent.click(within(screen.getByRole("navigation", { name: "Conversation and panels" })).getByText("Board"));
    expect(await screen.findByRole("region", { name: "Board" })).toBeVisible();
    expect(screen.queryByRole("textbox", { name: "What would you look at, or do?" })).toBeNull();
    expect(await axeFindings()).toEqual([]);
  });

  it("says why it cannot be begun", async () => {
    const base = desk();
    const library = { ...base.services.library, program: async () => Promise.reject(new Error("No network.")) };
    show(<Around header={roundHeader("round-x")} log={newLog()} />, desk({ library }));
    expect(await screen.findByText(/No network/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  });
});
