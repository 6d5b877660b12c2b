// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { MemoryInterviewStore } from "#adapters/storage/interviews-memory";
import { StorageError } from "#session/contract";
import CandidatePage from "#ui/pages/interview/Candidate";
import ResultPage from "#ui/pages/interview/Result";
import RoomPage from "#ui/pages/interview/Room";
import { ASKED, headerOf } from "../../modes/interview-fixture";
import { axeFindings } from "../panels/session";
import { type Desk, desk, show } from "./fixture";
import { ANSWER, at, page, press, stateOf, write } from "./interview-fixture";

const room = (id: string, table: Desk) => page(<RoomPage id={id} />, table);
const result = (id: string, table: Desk) => page(<ResultPage id={id} />, table);
const pass = (table: Desk, seconds: number) => act(() => table.clock.turn(seconds));

beforeEach(() => {
  location.hash = "";
  localStorage.clear();
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
