// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryInterviewStore } from "#adapters/storage/interviews-memory";
import type { InterviewDeed, InterviewHeader, InterviewSetup } from "#domain/interview";
import { decodeInterviewFile } from "#modes/interview/file";
import type { InterviewStore } from "#session/contract";
import ComparePage from "#ui/pages/interview/Compare";
import InterviewsPage from "#ui/pages/interview/index";
import ResultPage from "#ui/pages/interview/Result";
import RoomPage from "#ui/pages/interview/Room";
import { ASKED, headerOf as typedHeaderOf } from "../../modes/interview-fixture";
import { FakeMicrophone } from "../../session/fakes";
import { axeFindings } from "../panels/session";
import { shippedBank } from "./bank";
import { desk } from "./fixture";
import { keep, page, press, stateOf } from "./interview-fixture";

const saved: { name: string; text: string }[] = [];
vi.mock("../../../src/ui/download", () => ({
  download: (name: string, text: string) => saved.push({ name, text }),
}));
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
URL.createObjectURL = () => "blob:sound";
URL.revokeObjectURL = () => undefined;

const headerOf = (id: string, change: Partial<InterviewSetup> = {}, seconds = 840): InterviewHeader =>
  typedHeaderOf(
    id,
    { medium: "recorded", ...change },
    { rounds: [{ kind: "question", question: "war-159", seconds }] },
  );
const OVER: readonly InterviewDeed[] = [
  ...ASKED,
  { type: "take", round: 0, turn: 0, take: "t1" },
  { type: "answer", round: 0, turn: 0, text: "", take: "t1" },
  { type: "end", why: "done" },
  { type: "self", round: 0, score: 60 },
  { type: "self", round: null, score: 70 },
];
const CONCEPTS = shippedBank().questions.find(({ id }) => id === "war-159")?.concepts ?? [];

async function at(header: InterviewHeader, deeds: readonly InterviewDeed[]) {
  const store = new MemoryInterviewStore();
  const microphone = new FakeMicrophone();
  const table = desk({ interviews: async () => store, microphone: async () => microphone });
  await keep(store, header, deeds, null);
  const speak = (seconds: number, level = -20) =>
    act(async () => {
      for (let i = 0; i < seconds; i++) {
        microphone.last.hear(1, level);
        await table.clock.turn(1);
      }
    });
  return { store, microphone, table, speak };
}

async function sound(store: MemoryInterviewStore, interview: string) {
  const pauses = [{ at: 3, seconds: 2 }];
  await store.saveTake({ id: "t1", interview, type: "audio/webm", startedAt: 1, seconds: 62, pauses, talk: 0.9 });
  await store.appendChunk("t1", { index: 0, bytes: new Uint8Array([1, 2, 3]).buffer });
}

/** Marks every line of the rubric on the page. */
async function markAll(status: "said" | "unclear" | "not said") {
  const marks = await screen.findByRole("region", { name: /^Your own marks/ });
  for (const mark of within(marks).getAllByRole("radio", { name: status })) await userEvent.click(mark);
}

beforeEach(() => {
  location.hash = "";
  localStorage.clear();
  saved.length = 0;
});

/** How much sound of a recording is stored: the fake's pieces have a byte each. */
const bytesOf = async (store: InterviewStore, take = ""): Promise<number> =>
  (await store.chunks(take)).reduce((sum, { bytes }) => sum + bytes.byteLength, 0);

describe("setting a recorded interview up", () => {
  it("I30 offers to record where a microphone may be there, and says why not elsewhere", async () => {
    const { table, store, microphone } = await at(headerOf("old"), []);
    const first = page(<InterviewsPage />, table);
    const recorded = await screen.findByRole("radio", { name: "Recorded" });
    await waitFor(() => expect(recorded).toBeEnabled());
    await userEvent.click(recorded);
    expect(screen.getByText(/Nothing grades speech/)).toBeVisible();
    expect(screen.getByRole("link", { name: "Check your microphone" })).toHaveAttribute("href", "#/recording");
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(screen.getByRole("radio", { name: "15 min" }));
    await press("Prepare the interview");
    await waitFor(() => expect(location.hash).toMatch(/^#\/interview\/run/));
    expect((await stateOf(store, location.hash.split("/")[2] ?? "")).header.setup.medium).toBe("recorded");
    expect(microphone.opened).toHaveLength(0);
    first.unmount();
    microphone.can = "insecure";
    page(<InterviewsPage />, table);
    expect(await screen.findByText(/No microphone over plain HTTP/)).toBeVisible();
    expect(screen.getByRole("radio", { name: "Recorded" })).toBeDisabled();
    expect(screen.getByRole("radio", { name: "Typed" })).toBeChecked();
  });

  it("I30 is typed where two people are at it, and where the microphone is gone since", async () => {
    const { table, store, microphone } = await at(headerOf("old"), []);
    localStorage.setItem("meantime.interview", JSON.stringify({ medium: "recorded", minutes: 15 }));
    microphone.can = "missing";
    page(<InterviewsPage />, table);
    await screen.findByText(/No microphone is connected/);
    await press("Prepare the interview");
    await waitFor(() => expect(location.hash).toMatch(/^#\/interview\/run/));
    expect((await stateOf(store, location.hash.split("/")[2] ?? "")).header.setup.medium).toBe("typed");
  });
});

describe("the room of a recorded interview", () => {
  it("I31 I32 I33 is spoken, asked on, judged, and marked while listening", async () => {
    const { table, store, microphone, speak } = await at(headerOf("one"), []);
    page(<RoomPage id="one" />, table);
    expect(await screen.findByText(/R records and pauses/)).toBeVisible();
    await press("Begin");
    await press("Record");
    await speak(4);
    expect(await axeFindings()).toEqual([]);
    await press("That is my answer");
    // What is asked does not depend on what was said: nobody has read it.
    let replies = 0;
    while (screen.queryByRole("button", { name: "Take this score" }) === null) {
      await press("Record");
      await speak(2);
      await press("That is my reply");
      replies += 1;
      if (replies > 3) break;
    }
    expect(replies).toBeGreaterThan(0);
    await waitFor(() => expect(microphone.last.isClosed).toBe(true));
    expect(screen.queryByRole("region", { name: /^Your own marks/ })).toBeNull();
    await press("Take this score");
    expect(await screen.findByText("not marked yet")).toBeVisible();
    expect(screen.queryByRole("meter", { name: "Rubric coverage" })).toBeNull();
    expect(await screen.findAllByRole("button", { name: "Play" })).toHaveLength(1 + replies);
    await markAll("said");
    const coverage = await screen.findByRole("meter", { name: "Rubric coverage" });
    expect(coverage).toHaveAttribute("aria-valuenow", "100");
    expect(screen.getByText(/Marked by yourself while listening/)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    const { state } = await stateOf(store, "one");
    expect(state.refused).toBe(0);
    const [answer, ...more] = state.rounds[0]?.turns ?? [];
    expect(answer?.takes).toHaveLength(1);
    for (const turn of more) expect(["gap", "twist"]).toContain(turn.probe?.kind);
    const takes = await store.takes("one");
    expect(takes.map(({ seconds }) => seconds)).toEqual([4, ...more.map(() => 2)]);
    expect(await bytesOf(store, takes[0]?.id)).toBe(5);
    expect(Object.values(state.rounds[0]?.ticks ?? {}).every(({ by }) => by === "self")).toBe(true);
  });

  it("I31 goes on with what was recorded before the page went away, and hands in both parts", async () => {
    const { table, store, speak } = await at(headerOf("one"), ASKED);
    const first = page(<RoomPage id="one" />, table);
    await press("Record");
    await speak(3);
    first.unmount();
    await act(() => Promise.resolve());
    page(<RoomPage id="one" />, table);
    expect(await screen.findByText(/A part of this answer is recorded/)).toBeVisible();
    await press("Record");
    await speak(2);
    await press("That is my answer");
    await waitFor(async () =>
      expect((await stateOf(store, "one")).state.rounds[0]?.turns[0]?.answeredAt).not.toBeNull(),
    );
    const { state } = await stateOf(store, "one");
    const parts = state.rounds[0]?.turns[0]?.takes ?? [];
    expect(parts).toHaveLength(2);
    expect((await store.takes("one")).map(({ id }) => id)).toEqual(parts);
    expect(await bytesOf(store, parts[0])).toBe(4);
  });

  it("I31 is cut far over the time, and what was said until then counts", async () => {
    const { table, store, speak } = await at(headerOf("one", { strict: true }, 20), ASKED);
    page(<RoomPage id="one" />, table);
    await press("Record");
    await speak(19);
    expect((await stateOf(store, "one")).state.rounds[0]?.interruptions).toHaveLength(1);
    await speak(8);
    expect(await screen.findByRole("button", { name: "To the self-score" })).toBeVisible();
    const { state } = await stateOf(store, "one");
    expect(state.rounds[0]?.cutAt).not.toBeNull();
    expect(state.rounds[0]?.turns[0]?.takes).toHaveLength(1);
    expect((await store.takes("one"))[0]?.seconds).toBeGreaterThan(20);
    expect(state.refused).toBe(0);
  });

  it("I30 can be written where the microphone does not open, and then the rules read it", async () => {
    const { table, store, microphone } = await at(headerOf("one", { strict: true }), ASKED);
    microphone.obstacle = "busy";
    page(<RoomPage id="one" />, table);
    expect(await screen.findByText("The microphone does not open")).toBeVisible();
    await press("Write it instead");
    await userEvent.type(
      await screen.findByRole("textbox", { name: "Your answer" }),
      "We doubled the wait before each retry.",
    );
    await press("That is my answer");
    await waitFor(async () =>
      expect((await stateOf(store, "one")).state.rounds[0]?.turns[0]).toMatchObject({
        answeredAt: expect.any(Number),
        takes: [],
        text: "We doubled the wait before each retry.",
      }),
    );
  });

  it("I31 asks for thoughts after a silence when thinking aloud", async () => {
    const { table, speak } = await at(headerOf("one", { thinkAloud: true }), ASKED);
    page(<RoomPage id="one" />, table);
    await press("Record");
    await speak(3);
    await speak(19, -70);
    expect(screen.queryByRole("status")).toBeNull();
    await speak(3, -70);
    expect(screen.getByRole("status")).not.toBeEmptyDOMElement();
    await speak(3);
    expect(screen.queryByRole("status")).toBeNull();
  });
});

describe("the result of a recorded interview", () => {
  it("I33 has no figure before every line is marked, and offers nothing to study before", async () => {
    const { table, store } = await at(headerOf("one"), OVER);
    await sound(store, "one");
    page(<ResultPage id="one" />, table);
    expect(await screen.findByText("not marked yet")).toBeVisible();
    expect(screen.queryByRole("meter")).toBeNull();
    expect(screen.queryByRole("button", { name: /Study what was missed/ })).toBeNull();
    expect(await screen.findByText(/1 min 2 s, 1 pause, spoke 90 % of the time/)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    await markAll("unclear");
    const [overall] = await screen.findAllByRole("meter", { name: "Rubric coverage" });
    expect(overall).toHaveAttribute("aria-valuenow", "50");
    await waitFor(async () => expect((await stateOf(store, "one")).coverage).toBe(50));
    expect(
      await screen.findByRole("button", { name: `Study what was missed (${CONCEPTS.length} cards)` }),
    ).toBeVisible();
  });

  it("I33 I22 leaves with its recordings or without, and comes back to be listened to", async () => {
    const { table, store } = await at(headerOf("one"), OVER);
    await sound(store, "one");
    const first = page(<ResultPage id="one" />, table);
    await press(/^Save the whole session \(about 0\.3 MB with 1 recording\)$/);
    await waitFor(() => expect(saved).toHaveLength(1));
    await press("Save it without recordings");
    await waitFor(() => expect(saved).toHaveLength(2));
    const [whole, bare] = saved.map(({ text }) => decodeInterviewFile(text));
    expect(whole?.ok && whole.value.file.takes[0]?.chunks).toEqual([
      { index: 0, bytes: new Uint8Array([1, 2, 3]).buffer },
    ]);
    expect(bare?.ok && bare.value.file.takes).toEqual([]);
    await press("Save as a file");
    expect(saved[2]?.text).toContain("Recorded: 1 min 2 s, 1 pause, spoke 90 % of the time.");
    expect(saved[2]?.text).toContain("not marked yet");
    first.unmount();
    const list = page(<InterviewsPage />, table);
    const file = new File([saved[0]?.text ?? ""], "one.json", { type: "application/json" });
    await userEvent.upload(await screen.findByLabelText("File of an interview"), file);
    await press("Keep a copy and open it");
    await waitFor(() => expect(location.hash).toMatch(/result$/));
    list.unmount();
    page(<ResultPage id={location.hash.split("/")[2] ?? ""} />, table);
    expect(await screen.findByText("From a file")).toBeVisible();
    expect(await screen.findByRole("button", { name: "Play" })).toBeVisible();
    expect(screen.getAllByText("not marked")).toHaveLength(CONCEPTS.length);
    expect(screen.queryByRole("radio", { name: "said" })).toBeNull();
  });

  it("I33 I21 says in a comparison how each is known", async () => {
    const { table, store } = await at(headerOf("one"), OVER);
    await keep(
      store,
      headerOf("two", { medium: "typed" }),
      [
        ...ASKED,
        { type: "answer", round: 0, turn: 0, text: "A circuit breaker opened.", take: null },
        ...OVER.slice(4),
      ],
      null,
    );
    page(<ComparePage id="one" other="two" />, table);
    expect(await screen.findByText("Not measured in the same way")).toBeVisible();
    expect(screen.getByText(/First not marked yet · Second \d+$/)).toBeVisible();
    expect(screen.getAllByText("not marked")).toHaveLength(CONCEPTS.length);
  });
});
