// @vitest-environment jsdom
import "../kit/setup";
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryStudyStore } from "#adapters/storage/study";
import { STUDY_OPTIONS, type StudyDeed, type StudyEvent } from "#domain/study";
import { foldStudy } from "#modes/study/fold";
import { schedulerOf } from "#modes/study/schedule";
import { StorageError } from "#session/contract";
import { Toaster } from "#ui/kit/toast";
import BrowsePage from "#ui/pages/study/Browse";
import CardPage from "#ui/pages/study/Card";
import StudyPage from "#ui/pages/study/index";
import { StudyMissed } from "#ui/study/StudyMissed";
import { ZONE } from "#ui/study/zone";
import { axeFindings } from "../panels/session";
import { questionBank, shippedBank } from "./bank";
import { type Desk, desk, show } from "./fixture";

/** Noon, local. */
const NOON = new Date(2026, 10, 21, 12).getTime();

/** The log of study that a second tab may append to, and that may fail. */
class FakeStudyStore extends MemoryStudyStore {
  fails = false;
  private readonly callbacks = new Set<() => void>();
  override async append(deeds: readonly StudyDeed[], at: number): Promise<readonly StudyEvent[]> {
    if (this.fails) throw new StorageError({ kind: "quota", text: "The disk is full." });
    return super.append(deeds, at);
  }
  override onChange(callback?: () => void): () => void {
    if (callback) this.callbacks.add(callback);
    return () => callback && this.callbacks.delete(callback);
  }
  tell(): void {
    for (const callback of this.callbacks) callback();
  }
}

const shipped = shippedBank();
const [first] = shipped.questions;
if (first === undefined) throw new Error("the bank is empty");
const QUESTIONS = [
  first,
  { ...first, id: "war-x", asks: "And the second one?" },
  { ...first, id: "war-y", asks: "The third?" },
];
const [CONCEPT] = first.concepts;

function table(): Desk & { readonly store: FakeStudyStore } {
  const store = new FakeStudyStore();
  const made = desk({ study: async () => store, bank: questionBank({ ...shipped, questions: QUESTIONS }) });
  made.clock.now = () => NOON;
  return { ...made, store };
}

const stored = async (store: FakeStudyStore) => foldStudy(await store.events(), QUESTIONS);
const deeds = async (store: FakeStudyStore) => (await store.events()).map(({ deed }) => deed);
const asked = (text: string) => screen.findByRole("heading", { level: 2, name: text });

beforeEach(() => {
  location.hash = "";
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
});

describe("a session of study", () => {
  it("F16 is worked by keys: Space shows and grades Good, numbers grade, z takes back; axe finds nothing", async () => {
    const user = userEvent.setup();
    const made = table();
    show(<StudyPage />, made);
    await asked(first.asks);
    expect(screen.getByRole("list", { name: "Left today" })).toHaveTextContent("3 new0 learning0 due");
    expect(screen.queryByText(first.summary)).toBeNull();
    expect(await axeFindings()).toEqual([]);
    await user.keyboard("3");
    expect(await deeds(made.store)).toEqual([]);
    await user.keyboard(" ");
    expect(await screen.findByText(first.summary)).toBeVisible();
    expect(screen.getByRole("button", { name: "Good, comes back in 10 min" })).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    await user.keyboard(" ");
    await asked("And the second one?");
    expect(screen.getByRole("list", { name: "Left today" })).toHaveTextContent("2 new1 learning0 due");
    await user.keyboard(" 4");
    await asked("The third?");
    expect((await deeds(made.store)).map((deed) => deed.type === "review" && deed.grade)).toEqual([3, 4]);
    await user.keyboard("z");
    await asked("And the second one?");
    expect((await stored(made.store)).cards.get("question:war-x")?.memory.state).toBe("new");
  });

  it("F16 buries, suspends and flags by keys, takes each back, and ends with what comes", async () => {
    const user = userEvent.setup();
    const made = table();
    show(<StudyPage />, made);
    await asked(first.asks);
    await user.keyboard("f");
    expect(await screen.findByText("Flag: red")).toBeVisible();
    await user.keyboard("b");
    await asked("And the second one?");
    await user.keyboard("z");
    await asked(first.asks);
    await user.keyboard("s");
    await asked("And the second one?");
    await user.keyboard("b");
    await asked("The third?");
    await user.keyboard(" 4");
    expect(await screen.findByText("Done for today")).toBeVisible();
    expect(screen.getByText("Tomorrow: 1 new.")).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    const { cards } = await stored(made.store);
    expect(cards.get(`question:${first.id}`)).toMatchObject({ isSuspended: true, flag: 1, buried: null });
    expect(cards.get("question:war-x")?.buried).toBe("2026-11-21");
  });

  it("F6 F19 reads a written answer, suggests a grade, and stores the interval that stood on the button", async () => {
    const user = userEvent.setup();
    const made = table();
    show(<StudyPage />, made);
    await asked(first.asks);
    await user.keyboard("t");
    await user.keyboard("I do not know. 1 2 3");
    await user.keyboard("{Control>}{Enter}{/Control}");
    const again = await screen.findByRole("button", { name: /^Again.*suggested/ });
    expect(again).toBeVisible();
    const [select] = screen.getAllByRole("combobox", { name: /Your verdict on/ });
    if (select === undefined) throw new Error("no verdict to change");
    await user.selectOptions(select, "hit");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole("button", { name: /^Easy/ }));
    await asked("And the second one?");
    const [deed] = await deeds(made.store);
    if (deed?.type !== "review") throw new Error("no review");
    expect(deed.typed?.text).toBe("I do not know. 1 2 3");
    expect(deed.typed?.coverage).toBeGreaterThan(0);
    expect(deed.after).toEqual(schedulerOf(STUDY_OPTIONS, ZONE).preview(deed.card, deed.before, NOON)[4]);
  });

  it("F17 goes on when another tab grades the card on screen, and counts a card once", async () => {
    const made = table();
    const user = userEvent.setup();
    show(
      <>
        <StudyPage />
        <Toaster />
      </>,
      made,
    );
    await asked(first.asks);
    await user.keyboard(" ");
    const card = (await stored(made.store)).cards.get(`question:${first.id}`);
    if (card === undefined) throw new Error("no card");
    const after = schedulerOf(STUDY_OPTIONS, ZONE).preview(card.id, card.memory, NOON)[4];
    const review = {
      type: "review",
      card: card.id,
      grade: 4,
      seconds: 1,
      before: card.memory,
      after,
      typed: null,
    } as const;
    await made.store.append([review], NOON);
    // Graded here as well before this tab has heard of it: only the first counts.
    await user.keyboard("1");
    await asked("And the second one?");
    expect(await screen.findByText("Another tab was first")).toBeVisible();
    expect((await stored(made.store)).cards.get(card.id)).toMatchObject({ memory: after, reviews: [{ grade: 4 }] });
    await made.store.append([{ type: "suspend", card: "question:war-x" }], NOON);
    act(() => made.store.tell());
    await asked("The third?");
  });

  it("F18 says that a grade could not be stored, changes nothing, and takes it again", async () => {
    const user = userEvent.setup();
    const made = table();
    show(
      <>
        <StudyPage />
        <Toaster />
      </>,
      made,
    );
    await asked(first.asks);
    made.store.fails = true;
    await user.keyboard(" 3");
    expect(await screen.findByText("The grade could not be saved")).toBeVisible();
    expect(screen.getByRole("list", { name: "Left today" })).toHaveTextContent("3 new");
    expect(screen.getByRole("heading", { level: 2, name: first.asks })).toBeVisible();
    made.store.fails = false;
    await user.keyboard("3");
    await asked("And the second one?");
    expect(await deeds(made.store)).toHaveLength(1);
  });

  it("F9 keeps options: the limit of new cards and the day of the interview", async () => {
    const user = userEvent.setup();
    const made = table();
    show(<StudyPage />, made);
    await user.click(await screen.findByRole("button", { name: "Options" }));
    const fresh = screen.getByRole("spinbutton", { name: "New cards a day" });
    await user.clear(fresh);
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
    await user.type(fresh, "1");
    await user.type(screen.getByLabelText("Day of the interview"), "2026-12-01");
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.getByRole("list", { name: "Left today" })).toHaveTextContent("1 new"));
    expect((await stored(made.store)).options).toEqual({ ...STUDY_OPTIONS, newPerDay: 1, interview: "2026-12-01" });
  });

  it("shows a concept by its probe and a mark by its drill, and says what is wrong when nothing can be opened", async () => {
    const user = userEvent.setup();
    const made = table();
    await made.store.append(
      [
        {
          type: "add",
          subject: { kind: "concept", question: first.id, concept: CONCEPT?.id ?? "" },
          origin: { kind: "interview", id: "i" },
        },
        {
          type: "add",
          subject: {
            kind: "mark",
            drill: "d",
            mark: "m",
            title: "A drill",
            label: "Told support",
            reason: "They waited.",
            source: "A book",
          },
          origin: { kind: "run", id: "r" },
        },
      ],
      NOON,
    );
    show(<StudyPage />, made);
    await asked(CONCEPT?.probe ?? "");
    expect(screen.queryByText(CONCEPT?.says ?? "")).toBeNull();
    await user.keyboard(" ");
    expect(await screen.findByText(CONCEPT?.says ?? "")).toBeVisible();
    await user.keyboard("4");
    await asked("Told support");
    expect(screen.queryByText("They waited.")).toBeNull();
    await user.keyboard(" ");
    expect(await screen.findByText("They waited.")).toBeVisible();
    cleanup();
    show(<StudyPage />, desk({ study: () => Promise.reject(new Error("It is locked.")) }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Your cards cannot be opened");
  });
});

describe("cards", () => {
  it("F15 are found, chosen, put away together, and brought back together; axe finds nothing", async () => {
    const user = userEvent.setup();
    const made = table();
    show(<BrowsePage />, made);
    await screen.findByRole("table", { name: "Cards" });
    expect(await axeFindings()).toEqual([]);
    await user.type(screen.getByRole("searchbox", { name: "Find" }), "second");
    expect(screen.getByRole("status")).toHaveTextContent("1 of 3 cards");
    await user.clear(screen.getByRole("searchbox", { name: "Find" }));
    await user.type(screen.getByRole("searchbox", { name: "Find" }), first.summary.slice(0, 30));
    expect(screen.getByText("No card fits")).toBeVisible();
    await user.clear(screen.getByRole("searchbox", { name: "Find" }));
    await user.click(screen.getByRole("button", { name: "Choose all" }));
    await user.click(screen.getByRole("button", { name: "Suspend" }));
    const list = screen.getByRole("table", { name: "Cards" });
    await waitFor(() => expect(within(list).getAllByText("Suspended")).toHaveLength(3));
    await user.selectOptions(screen.getByRole("combobox", { name: "State" }), "new");
    expect(screen.getByText("No card fits")).toBeVisible();
    const suspended = (await made.store.events()).map(({ id }): StudyDeed => ({ type: "undo", event: id }));
    await made.store.append(suspended, NOON);
    act(() => made.store.tell());
    expect(await screen.findByRole("table", { name: "Cards" })).toHaveTextContent("And the second one?");
  });

  it("F5 have a page with every grade, and can be forgotten there; one that is not there says so", async () => {
    const user = userEvent.setup();
    const made = table();
    const id = `question:${first.id}`;
    const before = (await stored(made.store)).cards.get(id)?.memory;
    if (before === undefined) throw new Error("no card");
    const after = schedulerOf(STUDY_OPTIONS, ZONE).preview(id, before, NOON)[4];
    const typed = { text: "words", coverage: 72 };
    await made.store.append([{ type: "review", card: id, grade: 4, seconds: 61, before, after, typed }], NOON);
    show(<CardPage id={id} />, made);
    const reviews = await screen.findByRole("table", { name: "Reviews" });
    expect(within(reviews).getAllByRole("row")[1]).toHaveTextContent(/12:00Easy\d+ d[\d.]+ d1 min 1 s72 %/);
    expect(screen.getByRole("img", { name: /Chance of knowing it: now 100 %, on/ })).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Forget" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Forget" })).toBeNull());
    expect((await stored(made.store)).cards.get(id)?.memory.state).toBe("new");
    cleanup();
    show(<CardPage id="question:gone" />, table());
    expect(await screen.findByText("There is no such card")).toBeVisible();
  });

  it("F13 are made of what was missed with one press, and only once", async () => {
    const user = userEvent.setup();
    const made = table();
    const add = (concept: string) =>
      ({
        type: "add",
        subject: { kind: "concept", question: first.id, concept },
        origin: { kind: "interview", id: "i" },
      }) as const;
    await made.store.append([add("x")], NOON);
    show(<StudyMissed deeds={[add("x"), add("y"), add("z")]} />, made);
    await user.click(await screen.findByRole("button", { name: "Study what was missed (2 cards)" }));
    expect(await screen.findByText(/What was missed is among/)).toBeVisible();
    expect(await deeds(made.store)).toHaveLength(3);
  });
});
