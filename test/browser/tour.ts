import type { Page } from "playwright-core";
import { command } from "./play";

type Stop = readonly [hash: string, heading: string | RegExp];

/** Every kind of page that needs nothing but the app, by its address and a heading of its own. */
const PAGES: readonly Stop[] = [
  ["#/", "A first shift, with somebody beside you"],
  ["#/INC-2041", /^Checkout complaints/],
  ["#/library", "Replay library"],
  ["#/progress", "Progress"],
  ["#/stories", "What they answer"],
  ["#/questions", "Questions"],
  ["#/questions/accuracy", "How far the rules can be trusted"],
  ["#/questions/war-151", /^Tell me about a serious outage/],
  ["#/study", "Study"],
  ["#/study/browse", "Cards"],
  ["#/study/card/question%3Awar-151", /^Tell me about a serious outage/],
  ["#/interviews", "Earlier interviews"],
  ["#/oncall", "How you are reached"],
  ["#/gameday", "Game days"],
  ["#/recording", "Check your microphone"],
  ["#/data", "Where it is kept"],
  ["#/kit", "Components"],
];

/** Every page about a run that has ended, by what follows its address. */
const PAGES_OF_A_RUN: readonly Stop[] = [
  ["", "Still burning"],
  ["/debrief", "What counted"],
  ["/walk/600", "People and work"],
  ["/expert/600", "People and work"],
  ["/idle", "People and work"],
  ["/compare", "The run and its forks"],
  ["/postmortem", /./],
];

/** Opens addresses one after the other, each as if it had been typed into an empty tab. */
async function open(page: Page, base: string, stops: readonly Stop[]): Promise<void> {
  for (const [hash, name] of stops) {
    await page.goto("about:blank");
    await page.goto(base + hash);
    await page.getByRole("heading", { name }).first().waitFor();
  }
}

/** Opens every kind of page there is without a run. `base` is the address up to the hash. */
export const openPages = (page: Page, base: string) => open(page, base, PAGES);

/** Ends the run that is being played, and opens every page about it. */
export async function endAndOpenPages(page: Page, base: string): Promise<void> {
  await command(page, "end the run", /^End the run/);
  await page.getByRole("dialog").getByRole("button", { name: "End the run" }).click();
  await page.getByRole("button", { name: "Open the debrief" }).waitFor();
  const { hash } = new URL(page.url());
  await open(
    page,
    base,
    PAGES_OF_A_RUN.map(([part, heading]) => [hash + part, heading]),
  );
}

const ANSWER =
  "First I make sure that it is true, and I look at what changed shortly before it began. I roll back the deploy, I tell the " +
  "support team, and then I verify that the errors are gone.";

/** Answers and grades one card of study. */
export async function studyOne(page: Page, base: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`${base}#/study`);
  await page.getByRole("textbox", { name: /Your answer/ }).fill(ANSWER);
  await page.getByRole("button", { name: /Show the answer/ }).click();
  await page.getByRole("meter", { name: "Rubric coverage" }).waitFor();
  await page.getByRole("button", { name: /^Easy/ }).click();
  await page.getByRole("list", { name: "Left today" }).getByText("9 new").waitFor();
}

/** Answers whatever is asked until there is nothing but the result to be shown. */
export async function answerAll(page: Page, answer: string): Promise<void> {
  const field = page.getByRole("textbox", { name: /^Your (answer|reply)$/ });
  const on = page.getByRole("button", { name: /^(Take this score|Next round|To the self-score)$/ });
  const show = page.getByRole("button", { name: "Show the result" });
  for (let i = 0; i < 40 && (await show.count()) === 0; i++) {
    await field.or(on).or(show).first().waitFor();
    if ((await field.count()) > 0) {
      await field.fill(answer);
      await field.press("Control+Enter");
    } else if ((await on.count()) > 0) await on.first().click();
  }
}

/** Holds an interview of a quarter of an hour from its setup to its result. */
export async function holdInterview(page: Page, base: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`${base}#/interviews`);
  await page.getByRole("radio", { name: "15 min" }).check({ force: true });
  await page.getByRole("button", { name: "Prepare the interview" }).click();
  await page.getByRole("button", { name: "Begin" }).click();
  await answerAll(page, ANSWER);
  await page.getByRole("button", { name: "Show the result" }).click();
  await page.getByRole("heading", { name: "Overall" }).waitFor();
}
