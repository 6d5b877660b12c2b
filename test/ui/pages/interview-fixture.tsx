import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactElement } from "react";
import { MemoryInterviewStore } from "#adapters/storage/interviews-memory";
import type { InterviewDeed, InterviewHeader } from "#domain/interview";
import { foldInterview } from "#modes/interview/fold";
import type { InterviewStore } from "#session/contract";
import { Toaster } from "#ui/kit/toast";
import { ASKED, eventsOf } from "../../modes/interview-fixture";
import { type Desk, desk, show } from "./fixture";

const BEGAN = 900_000;

export const ANSWER =
  "We doubled the wait before each retry. We never sent a declined card again. We stopped after three attempts.";

/** A whole interview: one answer, and what its candidate thinks of it. */
export const OVER: readonly InterviewDeed[] = [
  ...ASKED,
  { type: "answer", round: 0, turn: 0, text: ANSWER, take: null },
  { type: "self", round: 0, score: 60 },
  { type: "end", why: "done" },
  { type: "self", round: null, score: 70 },
];

/** Stores an interview as its page would have, deeds a second apart; one that is over is closed with `coverage`. */
export async function keep(
  store: InterviewStore,
  header: InterviewHeader,
  deeds: readonly InterviewDeed[],
  coverage: number | null = 40,
): Promise<void> {
  await store.create(header);
  const events = eventsOf(deeds, 1, BEGAN);
  if (events.length > 0) await store.append(header.id, 0, events, BEGAN);
  if (foldInterview(header, events).phase === "result") await store.finish(header.id, coverage, BEGAN);
}

/** A desk at which an interview has come so far. */
export async function at(
  header: InterviewHeader,
  deeds: readonly InterviewDeed[],
  store: InterviewStore = new MemoryInterviewStore(),
) {
  await keep(store, header, deeds);
  return { table: desk({ interviews: async () => store }), store };
}

/** What is stored of an interview, and what that comes to. */
export async function stateOf(store: InterviewStore, id: string) {
  const stored = await store.load(id);
  if (stored === null) throw new Error("it is not stored");
  return { ...stored, state: foldInterview(stored.header, stored.events) };
}

/** A page with the place for what it says beside itself. */
export const page = (element: ReactElement, table: Desk) =>
  show(
    <>
      {element}
      <Toaster />
    </>,
    table,
  );

export const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole("button", { name }));

export const write = async (name: string, text: string) =>
  fireEvent.change(await screen.findByRole("textbox", { name }), { target: { value: text } });
