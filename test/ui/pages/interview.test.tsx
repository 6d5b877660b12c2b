// @vitest-environment jsdom
import "../kit/setup";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryInterviewStore } from "#adapters/storage/interviews-memory";
import type { InterviewDeed, InterviewHeader, InterviewSetup } from "#domain/interview";
import { foldInterview } from "#modes/interview/fold";
import { bankPrint } from "#modes/interview/plan";
import { type InterviewStore, StorageError } from "#session/contract";
import { Toaster } from "#ui/kit/toast";
import CandidatePage from "#ui/pages/interview/Candidate";
import ComparePage from "#ui/pages/interview/Compare";
import InterviewsPage from "#ui/pages/interview/index";
import ResultPage from "#ui/pages/interview/Result";
import RoomPage from "#ui/pages/interview/Room";
import { axeFindings } from "../panels/session";
import { shippedBank } from "./bank";
import { type Desk, desk, show } from "./fixture";

const saved: { name: string; text: string }[] = [];
vi.mock("../../../src/ui/download", () => ({
  download: (name: string, text: string) => saved.push({ name, text }),
}));

const SETUP: InterviewSetup = {
  role: "backend",
  level: "senior",
  minutes: 15,
  rounds: { questions: true, coding: false, incident: false },
  focus: "balanced",
  skills: [],
  persona: "terse",
  strict: false,
  thinkAloud: false,
  medium: "typed",
  partner: false,
  seed: 7,
};
const headerOf = (id: string, change: Partial<InterviewSetup> = {}, rest: Partial<InterviewHeader> = {}) => ({
  format: 1 as const,
  id,
  setup: { ...SETUP, ...change },
  rounds: [{ kind: "question" as const, question: "war-159", seconds: 840 }],
  bank: "",
  createdAt: 900_000,
  candidate: "",
  interviewer: "",
  ...rest,
});
const ANSWER =
  "We doubled the wait before each retry. We never sent a declined card again. We stopped after three attempts.";
const ASKED: readonly InterviewDeed[] = [{ type: "begin" }, { type: "ask", round: 0 }];
const OVER: readonly InterviewDeed[] = [
  ...ASKED,
  { type: "answer", round: 0, turn: 0, text: ANSWER, take: null },
  { type: "self", round: 0, score: 60 },
  { type: "end", why: "done" },
  { type: "self", round: null, score: 70 },
];

/** A desk at which an interview has come so far. */
async function at(
  header: InterviewHeader,
  deeds: readonly InterviewDeed[],
  store: InterviewStore = new MemoryInterviewStore(),
) {
  const table = desk({ interviews: async () => store });
  await keep(store, header, deeds);
  return { table, store };
}

async function keep(store: InterviewStore, header: InterviewHeader, deeds: readonly InterviewDeed[]) {
  await store.create(header);
  const events = deeds.map((deed, i) => ({ elapsed: i, at: 900_000 + i * 1000, deed }));
  if (events.length > 0) await store.append(header.id, 0, events, 900_000);
  const { phase } = foldInterview(header, events);
  if (phase === "result") await store.finish(header.id, 40, 900_000);
}

const stateOf = async (store: InterviewStore, id: string) => {
  const stored = await store.load(id);
  if (stored === null) throw new Error("it is not stored");
  return { ...stored, state: foldInterview(stored.header, stored.events) };
};
const room = (id: string, table: Desk) =>
  show(
    <>
      <RoomPage id={id} />
      <Toaster />
    </>,
    table,
  );
const result = (id: string, table: Desk) =>
  show(
    <>
      <ResultPage id={id} />
      <Toaster />
    </>,
    table,
  );
const list = (table: Desk) =>
  show(
    <>
      <InterviewsPage />
      <Toaster />
    </>,
    table,
  );
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole("button", { name }));
const write = async (name: string, text: string) =>
  fireEvent.change(await screen.findByRole("textbox", { name }), { target: { value: text } });
const pass = (table: Desk, seconds: number) => act(() => table.clock.turn(seconds));

beforeEach(() => {
  location.hash = "";
  localStorage.clear();
  saved.length = 0;
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("setting an interview up", () => {
  it("I2 prepares an interview and opens its room", async () => {
    const { table, store } = await at(headerOf("old"), OVER);
    list(table);
    await userEvent.click(await screen.findByRole("radio", { name: "15 min" }));
    expect(screen.getByRole("checkbox", { name: /^Incident/ })).toBeDisabled();
    expect(await axeFindings()).toEqual([]);
    await press("Prepare the interview");
    await waitFor(() => expect(location.hash).toMatch(/^#\/interview\/run-\d+$/));
    const { header, events } = await stateOf(store, location.hash.split("/")[2] ?? "");
    expect(header.rounds).toEqual([{ kind: "question", question: "war-159", seconds: 840 }]);
    expect(events).toEqual([]);
  });

  it("I3 says what is missing instead of beginning, and remembers the choices", async () => {
    const { table } = await at(headerOf("old"), OVER);
    list(table).unmount();
    list(table);
    await userEvent.click(await screen.findByRole("checkbox", { name: "Questions" }));
    expect(screen.getByText("Choose at least one kind of round.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Prepare the interview" })).toBeDisabled();
    await userEvent.click(screen.getByRole("checkbox", { name: "Questions" }));
    await userEvent.click(screen.getByText("Names, and the same interview for two"));
    await write("Seed", "12x");
    expect(screen.getByText(/A whole number from 0/)).toBeVisible();
    await write("Seed", "12");
    await userEvent.click(screen.getByRole("radio", { name: "Sceptic" }));
    await press("Prepare the interview");
    await waitFor(() => expect(location.hash).toMatch(/interview/));
    expect(JSON.parse(localStorage.getItem("meantime.interview") ?? "{}")).toMatchObject({ persona: "sceptic" });
  });

  it("I4 takes the weakest skills into what is agreed", async () => {
    const { table, store } = await at(headerOf("old"), OVER);
    list(table);
    await userEvent.click(await screen.findByRole("radio", { name: "My weakest" }));
    await press("Prepare the interview");
    await waitFor(() => expect(location.hash).toMatch(/interview/));
    const { header } = await stateOf(store, location.hash.split("/")[2] ?? "");
    expect(header.setup.skills).toContain("contain");
  });

  it("I24 says that nothing is kept where there is no storage", async () => {
    const table = desk({ storageProblem: { kind: "blocked", text: "no" } });
    list(table);
    expect(await screen.findByText("Nothing is kept")).toBeVisible();
    expect(await screen.findByText("None yet")).toBeVisible();
  });

  it("I23 brings a deleted interview back, and I21 holds one again with the same rounds", async () => {
    const { table, store } = await at(headerOf("old", { seed: 99 }, { candidate: "Ada" }), OVER);
    list(table);
    await press(/^More about Ada/);
    await userEvent.click(await screen.findByRole("menuitem", { name: "Delete" }));
    expect(await screen.findByText("None yet")).toBeVisible();
    expect(await store.load("old")).toBeNull();
    await press("Undo");
    expect(await screen.findByRole("link", { name: /^Ada/ })).toHaveAttribute("href", "#/interview/old/result");
    expect((await stateOf(store, "old")).state.phase).toBe("result");
    await press(/^More about Ada/);
    await userEvent.click(await screen.findByRole("menuitem", { name: /Same again/ }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/interview\/run/));
    const { header } = await stateOf(store, location.hash.split("/")[2] ?? "");
    expect(header).toMatchObject({ setup: { seed: 99 }, rounds: headerOf("x").rounds, candidate: "" });
  });
});

describe("the room", () => {
  it("I6 I17 leads through question, probes, own score and feedback to the result", async () => {
    const { table, store } = await at(headerOf("one"), []);
    room("one", table);
    await press("Begin");
    await write("Your answer", ANSWER);
    expect(await axeFindings()).toEqual([]);
    await press("That is my answer");
    for (let i = 0; i < 3 && screen.queryByRole("textbox", { name: "Your reply" }) !== null; i++) {
      await write("Your reply", `I measured it: 3 % before, 0.2 % after, number ${i}.`);
      await press("That is my reply");
    }
    expect(screen.queryByText("Rubric coverage")).toBeNull();
    await press("Take this score");
    expect(await screen.findByRole("meter", { name: "Rubric coverage" })).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    await press("To the self-score");
    expect(await screen.findByRole("slider", { name: "The interview as a whole" })).toBeVisible();
    expect(screen.queryByRole("meter")).toBeNull();
    await press("Show the result");
    await waitFor(() => expect(location.hash).toBe("#/interview/one/result"));
    const { state, status, coverage } = await stateOf(store, "one");
    expect(state).toMatchObject({ phase: "result", refused: 0, self: 50 });
    expect(status).toBe("finished");
    expect(coverage).toBeGreaterThan(0);
  });

  it("I8 stores what is written every two seconds, and goes on with it", async () => {
    const { table, store } = await at(headerOf("one"), ASKED);
    const first = room("one", table);
    await write("Your answer", "We waited");
    await pass(table, 2.2);
    expect((await stateOf(store, "one")).state.rounds[0]?.turns[0]?.text).toBe("We waited");
    await write("Your answer", "We waited longer");
    first.unmount();
    await act(() => Promise.resolve());
    const { state, events } = await stateOf(store, "one");
    expect(state.rounds[0]?.turns[0]?.text).toBe("We waited longer");
    expect(events.at(-1)?.deed.type).toBe("leave");
    room("one", table);
    expect(await screen.findByRole("textbox", { name: "Your answer" })).toHaveValue("We waited longer");
  });

  it("I7 lets time rest while nobody is there, and while the machine sleeps", async () => {
    const { table, store } = await at(headerOf("one"), ASKED);
    const first = room("one", table);
    await screen.findByRole("textbox", { name: "Your answer" });
    await pass(table, 30);
    first.unmount();
    const left = (await stateOf(store, "one")).state.elapsed;
    expect(left).toBeCloseTo(31, 0);
    await act(() => table.clock.jump(3_600_000));
    const again = room("one", table);
    await screen.findByRole("textbox", { name: "Your answer" });
    await pass(table, 10);
    await act(() => table.clock.jump(1_800_000));
    await pass(table, 5);
    again.unmount();
    expect((await stateOf(store, "one")).state.elapsed).toBeLessThan(left + 20);
  });

  it("I16 answers a clarifying question when it was confirmed, and says so when there is nothing", async () => {
    const { table, store } = await at(headerOf("one"), ASKED);
    room("one", table);
    await write("Ask back", "How many of the calls fail?");
    await press("Ask");
    expect(await screen.findByText("How many calls fail, and how?")).toBeVisible();
    expect((await stateOf(store, "one")).state.rounds[0]?.clarified).toEqual([]);
    await press("Rephrase");
    await press("Ask");
    await press("Yes");
    expect(await screen.findByText(/About one in two hundred on a quiet day/)).toBeVisible();
    await write("Ask back", "What colour is the office?");
    await press("Ask");
    await waitFor(async () => {
      const { state } = await stateOf(store, "one");
      expect(state.rounds[0]?.clarified.map(({ index }) => index)).toEqual([1, null]);
    });
  });

  it("I14 I15 is interrupted once and cut far over the time; what was written counts", async () => {
    const { table, store } = await at(
      headerOf("one", { strict: true }, { rounds: [{ kind: "question", question: "war-159", seconds: 100 }] }),
      ASKED,
    );
    room("one", table);
    await write("Your answer", `${"Weather and football were on everybody's mind that day. ".repeat(12)}`);
    await pass(table, 60);
    expect((await stateOf(store, "one")).state.rounds[0]?.interruptions).toHaveLength(1);
    await write("Your answer", ANSWER);
    await pass(table, 30);
    expect(screen.getByRole("textbox", { name: "Your answer" })).toHaveValue(ANSWER);
    await pass(table, 40);
    expect(await screen.findByRole("button", { name: "To the self-score" })).toBeVisible();
    const { state } = await stateOf(store, "one");
    expect(state.rounds[0]).toMatchObject({ cutAt: expect.any(Number), turns: [{ text: ANSWER }] });
    expect(state.rounds[0]?.interruptions).toHaveLength(1);
  });

  it("I6 asks for thoughts after twenty seconds of silence when thinking aloud, and keeps notes", async () => {
    const { table, store } = await at(headerOf("one", { thinkAloud: true }), ASKED);
    room("one", table);
    await screen.findByRole("textbox", { name: "Your answer" });
    await pass(table, 19);
    expect(screen.queryByRole("status")).toBeNull();
    await pass(table, 3);
    expect(screen.getByRole("status")).not.toBeEmptyDOMElement();
    await write("Your answer", "I look at");
    await pass(table, 1.2);
    expect(screen.queryByRole("status")).toBeNull();
    await write("Notes", "keys?");
    await pass(table, 2.2);
    expect((await stateOf(store, "one")).state.notes).toBe("keys?");
  });

  it("I24 says what cannot be stored and stores it later; another tab is left alone", async () => {
    class Failing extends MemoryInterviewStore {
      problem: "quota" | "conflict" | null = null;
      override async append(...args: Parameters<MemoryInterviewStore["append"]>): Promise<void> {
        if (this.problem !== null) throw new StorageError({ kind: this.problem, text: `no: ${this.problem}` });
        await super.append(...args);
      }
    }
    const store = new Failing();
    const { table } = await at(headerOf("one"), ASKED, store);
    room("one", table);
    await write("Your answer", "We waited");
    store.problem = "quota";
    await pass(table, 2.2);
    expect(await screen.findByText(/no: quota/)).toBeVisible();
    store.problem = null;
    await press("Try again");
    await waitFor(() => expect(screen.queryByText(/no: quota/)).toBeNull());
    expect((await stateOf(store, "one")).state.rounds[0]?.turns[0]?.text).toBe("We waited");
    store.problem = "conflict";
    await write("Your answer", "We waited longer");
    await pass(table, 2.2);
    expect(await screen.findByText("It goes on in another tab")).toBeVisible();
    store.problem = null;
    await pass(table, 6);
    expect((await stateOf(store, "one")).state.rounds[0]?.turns[0]?.text).toBe("We waited");
  });

  it("I20 gives a partner questions, probes and rubric, hides them, and asks for a reason with a band", async () => {
    const { table, store } = await at(headerOf("one", { partner: true }), ASKED);
    room("one", table);
    const rubric = await screen.findByRole("region", { name: "Rubric" });
    const backoff = within(rubric).getByRole("group", { name: /Waits longer/ });
    await userEvent.click(within(backoff).getByRole("radio", { name: "said" }));
    expect(await axeFindings()).toEqual([]);
    await userEvent.keyboard("h");
    expect(screen.queryByRole("region", { name: "Rubric" })).toBeNull();
    await press(/Show the rubric/);
    await press("The answer is over");
    const [ask] = within(await screen.findByRole("region", { name: "Ask on" })).getAllByRole("button", { name: "Ask" });
    if (ask !== undefined) await userEvent.click(ask);
    await press("The reply is over");
    await press("To the self-score");
    await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Band" }), "hire");
    expect(screen.getByRole("button", { name: "Show the result" })).toBeDisabled();
    await write("Because", "Knew why waits grow.");
    await press("Show the result");
    await waitFor(() => expect(location.hash).toBe("#/interview/one/result"));
    const { state, coverage } = await stateOf(store, "one");
    expect(state.band).toEqual({ band: "hire", why: "Knew why waits grow." });
    expect(coverage).toBeGreaterThan(0);
    expect(state.rounds[0]?.turns).toHaveLength(2);
  });

  it("I20 shows the candidate the question, the probe and the time in a window of their own, and no rubric", async () => {
    const { table, store } = await at(headerOf("one", { partner: true }), [{ type: "begin" }]);
    show(<CandidatePage id="one" />, table);
    expect(await screen.findByText("It has not begun")).toBeVisible();
    await store.append("one", 1, [{ elapsed: 5, at: table.clock.now(), deed: { type: "ask", round: 0 } }], 0);
    await pass(table, 30);
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("payment provider");
    expect(screen.getByText(/^0:(29|30|31) of 14:00$/)).toBeVisible();
    expect(screen.queryByText(/Waits longer/)).toBeNull();
    expect(await axeFindings()).toEqual([]);
    expect((await stateOf(store, "one")).events).toHaveLength(2);
  });

  it("I6 I17 asks for one's own score after an incident round, before it is scored", async () => {
    const incident = { kind: "incident" as const, drill: "one-region-502", variant: "bad-pod", seed: 3, seconds: 840 };
    const { table, store } = await at(headerOf("one", {}, { rounds: [incident] }), [
      ...ASKED,
      { type: "answer", round: 0, turn: 0, text: "", take: null },
    ]);
    room("one", table);
    await screen.findByRole("slider", { name: "How well did you handle the incident?" });
    await press("Take this score");
    expect(await screen.findByText("There is no score of the incident round")).toBeVisible();
    await press("To the self-score");
    await press("Show the result");
    await waitFor(() => expect(location.hash).toBe("#/interview/one/result"));
    expect(await stateOf(store, "one")).toMatchObject({ status: "finished", coverage: null, state: { refused: 0 } });
    result("one", table);
    expect(await screen.findByRole("heading", { name: "The incident" })).toBeVisible();
  });

  it("is empty, with a way back, where there is no such interview", async () => {
    room("none", desk());
    expect(await screen.findByText("This interview is not in this browser")).toBeVisible();
  });
});

describe("the result", () => {
  it("I17 shows nothing of an interview that is not over", async () => {
    const { table } = await at(headerOf("one"), OVER.slice(0, 5));
    result("one", table);
    expect(await screen.findByText("This interview is not over")).toBeVisible();
    expect(screen.queryByRole("meter")).toBeNull();
  });

  it("I18 I25 shows coverage with its words beside one's own score, and that it is no hire decision", async () => {
    const { table, store } = await at(headerOf("one"), OVER);
    await keep(store, headerOf("before"), OVER);
    result("one", table);
    const [overall] = await screen.findAllByRole("meter", { name: "Rubric coverage" });
    expect(overall?.getAttribute("aria-valuetext")).toMatch(/your own score 70/);
    expect(screen.getByText(/no hire decision/)).toBeVisible();
    expect(await screen.findByText(/Over 2 interviews you were/)).toBeVisible();
    expect(screen.getAllByText("doubled the wait", { exact: false }).length).toBeGreaterThan(0);
    expect(await axeFindings()).toEqual([]);
  });

  it("I19 changes a verdict by hand for a reason that is kept", async () => {
    const { table, store } = await at(headerOf("one"), OVER);
    result("one", table);
    const own = await screen.findByRole("combobox", { name: /Your verdict on: Spreads the tries/ });
    await userEvent.selectOptions(own, "hit");
    expect(await screen.findByRole("button", { name: "Change it" })).toBeDisabled();
    await write("Reason", "I said it in other words.");
    await press("Change it");
    expect(await screen.findByText(/because I said it in other words/)).toBeVisible();
    await waitFor(async () => expect((await stateOf(store, "one")).coverage).not.toBe(40));
    await waitFor(async () =>
      expect((await stateOf(store, "one")).state.rounds[0]?.overrides).toMatchObject([
        { concept: "jitter", status: "hit" },
      ]),
    );
  });

  it("I22 I25 leaves as a whole file, and comes back as a copy that nothing changes", async () => {
    const { table, store } = await at(headerOf("one", {}, { candidate: "Ada" }), OVER);
    const first = result("one", table);
    await press("Save the whole session");
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.name).toBe("ada.interview.json");
    first.unmount();
    list(table);
    const field = await screen.findByLabelText("File of an interview");
    const file = (text: string) => new File([text], "ada.json", { type: "application/json" });
    fireEvent.change(field, { target: { files: [file("{}")] } });
    expect(await screen.findByText(/this is no file of an interview/)).toBeVisible();
    fireEvent.change(field, { target: { files: [file(saved[0]?.text ?? "")] } });
    expect(await screen.findByText("as it was saved")).toBeVisible();
    expect(await store.list()).toHaveLength(1);
    await press("Keep a copy and open it");
    await waitFor(() => expect(location.hash).toMatch(/result$/));
    const id = location.hash.split("/")[2] ?? "";
    expect(id).not.toBe("one");
    result(id, table);
    expect(await screen.findByText("From a file")).toBeVisible();
    expect(screen.queryByRole("combobox", { name: /Your verdict on/ })).toBeNull();
    expect((await stateOf(store, id)).header.copyOf).toBe("one");
  });

  it("I18 offers what was missed as cards to study, each once", async () => {
    const { table } = await at(headerOf("one"), OVER);
    const first = result("one", table);
    const offer = await screen.findByRole("button", { name: /^Study what was missed \(\d cards\)/ });
    const count = Number(/\((\d) cards\)/.exec(offer.textContent ?? "")?.[1]);
    await userEvent.click(offer);
    expect(await screen.findByRole("link", { name: "your cards" })).toHaveAttribute("href", "#/study");
    const events = await (await table.services.study()).events();
    expect(events).toHaveLength(count);
    expect(events.map(({ deed }) => deed)).toContainEqual({
      type: "add",
      subject: { kind: "concept", question: "war-159", concept: "breaker" },
      origin: { kind: "interview", id: "one" },
    });
    first.unmount();
    result("one", table);
    expect(await screen.findByRole("link", { name: "your cards" })).toBeVisible();
  });

  it("I21 tells when the questions have changed since, and only then", async () => {
    const { table, store } = await at(headerOf("one"), OVER);
    const first = result("one", table);
    expect(await screen.findByText("Its questions have changed since")).toBeVisible();
    first.unmount();
    const cards = shippedBank().questions;
    await keep(store, headerOf("two", {}, { bank: bankPrint(headerOf("two").rounds, cards) }), OVER);
    result("two", table);
    await screen.findByRole("heading", { name: "Overall" });
    expect(screen.queryByText("Its questions have changed since")).toBeNull();
  });

  it("I18 tells what was said only when asked", async () => {
    const { table } = await at(headerOf("one"), [
      ...OVER.slice(0, 3),
      { type: "probe", round: 0, turn: 1, probe: { kind: "gap", concept: "breaker", text: "And then?", quote: "" } },
      { type: "answer", round: 0, turn: 1, text: "A circuit breaker opened and calls failed fast.", take: null },
      ...OVER.slice(3),
    ]);
    result("one", table);
    expect(await screen.findByText(/^A circuit breaker ends.*not in the answer, so it counts half$/)).toBeVisible();
  });

  it("I21 compares two with the same rounds side by side", async () => {
    const { table, store } = await at(headerOf("one", {}, { candidate: "Ada" }), OVER);
    await keep(store, headerOf("two", {}, { candidate: "Bea" }), [
      ...ASKED,
      { type: "answer", round: 0, turn: 0, text: "A circuit breaker opened.", take: null },
      ...OVER.slice(3),
    ]);
    await keep(store, headerOf("other", {}, { rounds: [{ kind: "question", question: "war-159", seconds: 5 }] }), OVER);
    const { unmount } = show(<ComparePage id="one" other="two" />, table);
    const rubric = await screen.findByRole("table", { name: "Rubric of round 1" });
    const row = within(rubric).getByRole("row", { name: /A circuit breaker ends/ });
    expect(
      within(row)
        .getAllByRole("cell")
        .map((cell) => cell.textContent),
    ).toEqual([expect.stringContaining("circuit breaker"), "not said", "said"]);
    expect(await axeFindings()).toEqual([]);
    unmount();
    show(<ComparePage id="one" other="other" />, table);
    expect(await screen.findByText("They asked different things")).toBeVisible();
  });
});
