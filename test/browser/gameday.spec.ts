import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { RelayProcess } from "./gameday/relay";
import { inStep, join, openRoom, storedCommands } from "./gameday/team";
import { axeFindings, openApp } from "./harness";
import { press, shownClock } from "./play";

const DRILL = /Checkout complaints/;

const severityOf = (page: Page) =>
  page
    .locator("header")
    .getByText(/SEV-\d/)
    .first();
const channel = async (page: Page) => {
  await press(page, "Escape g i");
  return page.getByRole("list", { name: "Messages" }).first();
};
/** What is chosen shows once it is in the log. */
async function setTempo(page: Page, tempo: 1 | 5): Promise<void> {
  const choice = page.getByRole("radio", { name: `${tempo} seconds a second` });
  await choice.click();
  await expect.poll(() => choice.isChecked()).toBe(true);
}
/** Says something in the incident channel. */
async function say(page: Page, text: string): Promise<void> {
  await press(page, "Escape m");
  await page
    .getByRole("textbox", { name: /message|Write/i })
    .last()
    .fill(text);
  await page.keyboard.press("Control+Enter");
}

describe("a game day through a relay", () => {
  it("five people play one incident; the relay is killed and started again, and nothing is lost", async () => {
    const relay = await RelayProcess.start();
    const { served } = relay;
    const { app: facilitator, link } = await openRoom(DRILL, { served });
    const fac = facilitator.page;
    const ana = await join(link, "Ana", "Incident commander", { served });
    const bo = await join(link, "Bo", "Resolver", { served });
    const cy = await join(link, "Cy", "Communications", { served });
    const di = await join(link, "Di", "Scribe", { served, viewport: 390 });
    const pages = [fac, ana.page, bo.page, cy.page, di.page];

    await fac.getByText("4 people here, 4 ready.").waitFor();
    await fac.getByRole("button", { name: "Start the exercise" }).click();
    await setTempo(fac, 5);
    for (const page of pages) await page.getByText("EXERCISE").first().waitFor();

    // Paged, acknowledged, declared: on everybody's screen.
    await ana.page.getByRole("button", { name: "Acknowledge" }).click();
    await ana.page.getByRole("button", { name: /^Severity/ }).click();
    await ana.page.getByRole("menuitem", { name: /SEV-2/ }).click();
    for (const page of pages) await severityOf(page).filter({ hasText: "SEV-2" }).waitFor();
    await setTempo(fac, 1);

    // A task is given, taken, and seen to be taken.
    await press(ana.page, "Escape g w");
    await ana.page
      .getByRole("button", { name: /Give a task/ })
      .first()
      .click();
    await ana.page.getByLabel("What to do").fill("Which regions see it?");
    await ana.page.getByRole("combobox", { name: "Who" }).selectOption({ label: "Bo, Resolver" });
    await ana.page.getByRole("button", { name: "Give it" }).click();
    await bo.page.getByRole("button", { name: "I have it: Which regions see it?" }).click();
    await bo.page.getByRole("button", { name: "Done: Which regions see it?" }).waitFor();

    // The relay dies: the facilitator's clock goes on, the others' stand still, and everybody is told.
    await relay.kill();
    for (const page of pages.slice(0, 4)) await page.getByText("Apart from the others").waitFor();
    const stoodAt = await shownClock(bo.page);
    await expect.poll(() => shownClock(fac)).toBeGreaterThan(stoodAt + 4);
    await say(bo.page, "Only Europe, I think.");
    await say(ana.page, "I am asking for objections to a rollback.");

    await relay.again();
    for (const page of pages.slice(0, 4)) await page.getByText("Apart from the others").waitFor({ state: "detached" });
    await inStep(pages, await shownClock(fac));
    for (const page of pages) {
      const messages = await channel(page);
      await messages.getByText("Only Europe, I think.").waitFor();
      await messages.getByText("I am asking for objections to a rollback.").waitFor();
    }

    // The facilitator's page is reloaded: the clock goes on from where everybody was.
    const before = await shownClock(ana.page);
    await fac.reload();
    await fac.getByText("EXERCISE").first().waitFor();
    await expect.poll(() => shownClock(fac)).toBeGreaterThan(before);
    await expect.poll(() => shownClock(ana.page)).toBeGreaterThan(before + 1);

    // Its end is everybody's end, and everybody has the same run.
    await press(fac, "Escape g f");
    await fac.getByRole("button", { name: /End the exercise/ }).click();
    await fac.getByRole("dialog").getByRole("button", { name: /End/ }).click();
    for (const page of pages) await page.getByText("The exercise is over").waitFor();
    await expect.poll(async () => (await storedCommands(fac)).length).toBeGreaterThan(8);
    const told = JSON.stringify(await storedCommands(fac));
    for (const page of pages) await expect.poll(async () => JSON.stringify(await storedCommands(page))).toBe(told);
    for (const app of [facilitator, ana, bo, cy, di]) expect(app.foreign).toEqual([]);
  });
});

describe("a game day on one machine", () => {
  it("several windows without a server: a player, a projector, one key that ends it, and a page to talk about it", async () => {
    const { app, link } = await openRoom(DRILL, {});
    const second = await openApp({ context: app.context, path: new URL(link).hash });
    await second.page.getByLabel("Your name").fill("Ana");
    await second.page.getByRole("checkbox", { name: /^Incident commander/ }).check();
    await second.page.getByRole("button", { name: "Take a seat" }).click();
    await app.page.getByText("Ana", { exact: true }).waitFor();
    const [projector] = await Promise.all([
      app.context.waitForEvent("page"),
      app.page.getByRole("link", { name: /^Projector/ }).click(),
    ]);
    await projector.getByText("Ana").waitFor();
    for (const page of [app.page, second.page, projector]) expect(await axeFindings(page)).toEqual([]);
    await app.page.getByRole("button", { name: "Start the exercise" }).click();
    await expect.poll(() => shownClock(second.page)).toBeGreaterThan(0);
    await projector.getByText("Incident commander").waitFor();
    // What is only the facilitator's is on no other screen.
    await app.page.getByRole("tab", { name: "Guide" }).waitFor();
    for (const page of [second.page, projector]) expect(await page.getByRole("tab", { name: "Guide" }).count()).toBe(0);
    for (const page of [app.page, second.page, projector]) expect(await axeFindings(page)).toEqual([]);
    await second.page.keyboard.press("Control+Shift+X");
    await second.page.getByRole("button", { name: "Stop — real incident" }).click();
    for (const { page } of [app, second]) await page.getByRole("heading", { name: /A real incident/ }).waitFor();
    await second.page.getByRole("link", { name: /Talk about it/ }).click();
    await second.page.getByPlaceholder("What worked…").fill("Ana said when she would be back.");
    await second.page.keyboard.press("Enter");
    await app.page.getByRole("link", { name: /Talk about it/ }).click();
    await app.page.getByText("Ana said when she would be back.").waitFor();
    await app.page.getByRole("heading", { name: "How the team worked" }).waitFor();
    expect(await axeFindings(app.page)).toEqual([]);
    expect(app.errors).toEqual([]);
    expect(second.errors).toEqual([]);
  });
});
