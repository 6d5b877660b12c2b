// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { LabelledAnswer } from "#domain/questions";
import AccuracyPage from "#ui/pages/questions/Accuracy";
import QuestionPage from "#ui/pages/questions/Card";
import { matching, NO_FILTERS } from "#ui/pages/questions/filters";
import QuestionsPage from "#ui/pages/questions/index";
import { axeFindings } from "../panels/session";
import { QUESTION, questionBank, shippedBank } from "./bank";
import { desk, show } from "./fixture";

const card = () => {
  const found = shippedBank().questions[0];
  if (found === undefined) throw new Error("the card does not compile");
  return found;
};

beforeEach(() => sessionStorage.clear());

describe("the question bank", () => {
  it("lists questions with level, time and skills, and finds them by words and choices", async () => {
    show(<QuestionsPage />, desk());
    const link = await screen.findByRole("link", { name: card().asks });
    expect(link.getAttribute("href")).toBe(`#/questions/${QUESTION}`);
    expect(screen.getByText("1 question")).toBeTruthy();
    await userEvent.selectOptions(screen.getByLabelText("Level"), "Junior");
    expect(screen.getByText("No question fits")).toBeTruthy();
    await userEvent.selectOptions(screen.getByLabelText("Level"), "All levels");
    await userEvent.type(screen.getByLabelText("Find"), "PAYMENT provider");
    expect(screen.getAllByRole("link", { name: card().asks }).length).toBe(1);
    expect(await axeFindings()).toEqual([]);
  });

  it("says so when it cannot be loaded", async () => {
    const bank = { ...questionBank(), cards: () => Promise.reject(new Error("no network")) };
    show(<QuestionsPage />, desk({ bank }));
    expect(await screen.findByText("The questions could not be loaded")).toBeTruthy();
  });

  it("is filtered by every word, skill, level and role together", () => {
    const cards = [card(), { ...card(), id: "other", asks: "Something else?", summary: "", level: "junior" as const }];
    expect(matching(cards, NO_FILTERS).length).toBe(2);
    expect(matching(cards, { ...NO_FILTERS, words: "something ELSE" }).map(({ id }) => id)).toEqual(["other"]);
    expect(matching(cards, { ...NO_FILTERS, level: "senior" }).map(({ id }) => id)).toEqual([QUESTION]);
    expect(matching(cards, { ...NO_FILTERS, role: "lead" })).toEqual([]);
  });
});

describe("a question", () => {
  it("shows nothing of its rubric before one answers, then what was heard and in which words", async () => {
    const { container } = show(<QuestionPage id={QUESTION} />, desk());
    const field = await screen.findByLabelText("Your answer");
    expect(container.textContent).not.toContain(card().concepts[0]?.says);
    await userEvent.type(field, "We back off exponentially with jitter. It is never retried until it succeeds.");
    await userEvent.click(screen.getByRole("button", { name: "Compare with the rubric" }));
    const rubric = screen.getByRole("list", { name: "Rubric" });
    const lines = within(rubric).getAllByRole("listitem");
    expect(lines.length).toBe(card().concepts.length);
    expect(lines[0]?.textContent).toContain("said");
    expect(lines[0]?.textContent).toContain("exponentially");
    expect(await axeFindings()).toEqual([]);
  });

  it("A7 counts as the learner says, and keeps what the rules heard", async () => {
    show(<QuestionPage id={QUESTION} />, desk());
    await userEvent.type(await screen.findByLabelText("Your answer"), "We waited a little.");
    await userEvent.click(screen.getByRole("button", { name: "Compare with the rubric" }));
    const first = within(screen.getByRole("list", { name: "Rubric" })).getAllByRole("listitem")[0] as HTMLElement;
    expect(screen.getByText("0")).toBeTruthy();
    await userEvent.selectOptions(within(first).getByRole("combobox"), "said");
    expect(first.textContent).toContain("the rules heard: not said");
    expect(screen.queryByText("0")).toBeNull();
  });

  it("shows rubric and model answer to somebody who writes nothing", async () => {
    show(<QuestionPage id={QUESTION} />, desk());
    await userEvent.click(await screen.findByRole("button", { name: "Show the rubric" }));
    expect(screen.getByText(card().summary)).toBeTruthy();
    expect(screen.queryByText("Rubric coverage")).toBeNull();
  });

  it("U14 keeps what is typed through a reload of the tab", async () => {
    const { unmount } = show(<QuestionPage id={QUESTION} />, desk());
    await userEvent.type(await screen.findByLabelText("Your answer"), "We waited a little.");
    unmount();
    show(<QuestionPage id={QUESTION} />, desk());
    const field = await screen.findByLabelText("Your answer");
    expect(field).toHaveValue("We waited a little.");
    await userEvent.clear(field);
    expect(sessionStorage.length).toBe(0);
  });

  it("that does not exist leads back to all of them", async () => {
    show(<QuestionPage id="war-999" />, desk());
    expect(await screen.findByText("The question cannot be opened")).toBeTruthy();
    expect(screen.getByRole("link", { name: "All questions" })).toBeTruthy();
  });
});

describe("how far the rules can be trusted", () => {
  const answer = (id: string, text: string, hit: string[]): LabelledAnswer => ({
    question: QUESTION,
    id,
    kind: "average",
    text,
    hit,
    unclear: [],
    flags: [],
    fresh: false,
  });

  it("A9 is worked out from labelled answers, with the worst confusions and their texts", async () => {
    // Many names, so that some are held out and some are not.
    const answers = Array.from({ length: 40 }, (_, i) =>
      answer(`a${i}`, "We always add jitter to it.", i < 30 ? ["jitter"] : []),
    );
    const phrases = Array.from({ length: 40 }, (_, i) => ({
      question: QUESTION,
      concept: "jitter",
      text: `Each of the ${i} waits has a random part.`,
      said: true,
    }));
    show(<AccuracyPage />, desk({ bank: questionBank({ ...shippedBank(), labels: { answers, phrases } }) }));
    const table = await screen.findByRole("table", { name: "All questions" });
    expect(within(table).getByRole("row", { name: /^Held out/ }).textContent).toContain("100 %");
    expect(within(table).getByRole("row", { name: /Single sentences, held out/ }).textContent).toContain("100 %");
    expect(screen.getByRole("table", { name: "By kind of answer" })).toBeTruthy();
    expect(screen.getAllByText(/We always add jitter/).length).toBeGreaterThan(0);
    expect(await axeFindings()).toEqual([]);
  });

  it("says so when there are none", async () => {
    show(<AccuracyPage />, desk({ bank: questionBank({ ...shippedBank(), labels: { answers: [], phrases: [] } }) }));
    expect(await screen.findByText("No labelled answers")).toBeTruthy();
  });
});
