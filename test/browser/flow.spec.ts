import { describe, expect, it } from "vitest";
import { openApp, screenshot } from "./harness";
import { choose, command, EUROPE, press, shownClock, skipUntil, startByKey, tabTo } from "./play";

describe("an incident from the page to the debrief", () => {
  it("is played by keyboard alone", async () => {
    const { page, errors, foreign } = await openApp({ path: "#/INC-2041", seed: EUROPE });
    const operations = page.getByRole("region", { name: "Operations" });

    // One key from the first visit to an acknowledged page.
    await startByKey(page);

    // The router lives in the hash: a link within the page must not lead away from the run.
    await tabTo(page, page.getByRole("link", { name: "Skip to content" }));
    await page.keyboard.press("Enter");
    expect(await page.getByRole("main").evaluate((main) => main === document.activeElement)).toBe(true);
    expect(page.url()).toMatch(/#\/run\//);

    await press(page, "g l");
    await page.getByRole("region", { name: "Logs" }).waitFor();
    await press(page, "g b");
    await page.getByRole("region", { name: "Board" }).waitFor();
    await choose(page, page.getByRole("combobox", { name: "Node" }), "Checkout");
    await choose(page, page.getByRole("combobox", { name: "Split" }), "By region");
    await page.keyboard.press("Escape");
    const errorRate = page.getByRole("group", { name: /^Error rate\..*eu-west [\d.]+ %.*us-east/ });
    await errorRate.waitFor();
    await screenshot(page, "flow-board");

    await press(page, "g l");
    const query = page.getByRole("textbox", { name: "Log query" });
    await query.waitFor();
    await page.keyboard.press("/");
    expect(await query.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type("service:checkout unavailable");
    await page.keyboard.press("Enter");
    const lines = page.getByRole("listbox", { name: "Log lines, newest first" }).getByRole("option");
    await expect
      .poll(async () => new Set((await lines.allInnerTexts()).map((line) => /quote unavailable/.test(line))))
      .toEqual(new Set([true]));
    expect(await lines.allInnerTexts()).toSatisfy((all: string[]) => all.every((line) => line.includes("eu-west")));
    await screenshot(page, "flow-logs");

    await press(page, "Escape g d");
    const release = page.getByRole("row", { name: /v418/ });
    await tabTo(page, page.getByRole("row", { name: /Quote client/ }).first());
    await page.keyboard.press("ArrowDown");
    expect(await release.evaluate((row) => row === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    const change = page.getByRole("article", { name: /^v418/ });
    await change.getByRole("region", { name: "Diff" }).getByText("API_GATEWAY_URL").first().waitFor();
    await screenshot(page, "flow-diff");

    // The flag off, the release back: chosen in the palette, filled in step by step.
    await command(page, "set flag", /Set a feature flag/);
    const dialog = page.getByRole("dialog");
    await choose(page, dialog.getByRole("combobox", { name: /Flag/ }), "Quote");
    await tabTo(page, dialog.getByRole("textbox", { name: /Share/ }));
    await page.keyboard.type("0");
    await dialog
      .getByRole("region", { name: "What will happen" })
      .getByText(/quote.client to 0 %/i)
      .waitFor();
    await screenshot(page, "flow-flag");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await operations.getByText("Set a feature flag").waitFor();
    await command(page, "roll back", /^Roll back/);
    await choose(page, dialog.getByRole("combobox", { name: /Service/ }), "Checkout");
    await tabTo(page, dialog.getByRole("button", { name: "Roll back" }));
    await page.keyboard.press("Enter");
    await operations.getByText("Roll back").waitFor();

    await skipUntil(page, page.getByRole("region", { name: "Waiting for your answer" }));
    await screenshot(page, "flow-request");
    const asked = page.getByRole("article", { name: / asks$/ }).first();
    const options = asked.getByRole("listitem");
    const answer = (await options.nth(0).innerText()).replace(/^1\s*/, "");
    await press(page, "r 1");
    const messages = page.getByRole("list", { name: "Messages" });
    await messages.getByText(answer).waitFor();

    await press(page, "g s");
    const text = page.getByRole("textbox", { name: /^Message, read by customers/ });
    await tabTo(page, text);
    await page.keyboard.type(
      "Since 12:06 some customers cannot finish a payment. Fixed by 12:20. Next update at 12:30.",
    );
    const rule = (name: string) =>
      page
        .getByRole("region", { name: /^How it is read/ })
        .getByRole("listitem")
        .filter({ hasText: new RegExp(`^${name}`) });
    await expect.poll(() => rule("Impact").innerText()).toMatch(/\bsaid\b/);
    await expect.poll(() => rule("Next update").innerText()).toMatch(/\bsaid\b/);
    await expect.poll(() => rule("Action").innerText()).toMatch(/\bmissing\b/);
    await expect.poll(() => rule("Promised recovery time").innerText()).not.toMatch(/\bnot in it\b/);
    await screenshot(page, "flow-status");
    await page.keyboard.press("ControlOrMeta+Enter");
    await page
      .getByRole("region", { name: "The status page as customers see it" })
      .getByText(/cannot finish a payment/)
      .waitFor();

    await press(page, "Escape g n");
    await tabTo(page, page.getByRole("button", { name: "New hypothesis" }));
    await page.keyboard.press("Enter");
    await choose(page, dialog.getByRole("combobox", { name: "Kind of cause" }), "A configuration value is missing");
    await choose(page, dialog.getByRole("combobox", { name: "Service" }), "Checkout");
    await choose(page, dialog.getByRole("combobox", { name: "Region" }), "eu-west");
    await page.keyboard.press("Enter");
    await tabTo(page, dialog.getByRole("button", { name: "Write down" }));
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await tabTo(page, page.getByRole("button", { name: /^Pin: .*v418/ }).first());
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: /^Supports/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("list", { name: "Evidence" }).getByText(/v418/).waitFor();
    await screenshot(page, "flow-notebook");

    const from = await shownClock(page);
    await press(page, "0");
    await page.getByRole("radio", { name: "Twenty times as fast", checked: true }).waitFor({ state: "attached" });
    // Whoever speaks meanwhile brings it back to real time, so it is asked for again.
    const further = async () => {
      await press(page, "0");
      return shownClock(page);
    };
    await expect.poll(further, { interval: 500 }).toBeGreaterThan(from + 60);
    await skipUntil(page, operations.getByText("Done").nth(2));

    await command(page, "resolved", /Declare the incident resolved/);
    await tabTo(page, dialog.getByRole("textbox", { name: /^Closing message/ }));
    await page.keyboard.type("Rolled back, orders complete again.");
    await tabTo(page, dialog.getByRole("button", { name: "Declare resolved" }));
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await command(page, "end the run", /^End the run/);
    await tabTo(page, dialog.getByRole("button", { name: "End the run" }));
    await page.keyboard.press("Enter");
    const toDebrief = page.getByRole("button", { name: "Open the debrief" });
    await tabTo(page, toDebrief);
    await screenshot(page, "flow-finished");
    await page.keyboard.press("Enter");

    const score = page.getByRole("region", { name: "Score" });
    await score.getByText("of 100").waitFor();
    for (const name of ["Restore", "Diagnose", "Decide", "Communicate", "Prevent", "Lead"]) {
      expect(await score.getByRole("meter", { name }).count(), name).toBe(1);
    }
    await screenshot(page, "flow-debrief");
    const mark = page.getByRole("region", { name: "Marks: Decide" }).getByRole("button").first();
    await tabTo(page, mark);
    await page.keyboard.press("Enter");
    expect(await mark.getAttribute("aria-expanded")).toBe("true");
    await page.getByRole("region", { name: "Marks: Decide" }).getByText("Source").waitFor();
    await screenshot(page, "flow-mark");

    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
  });

  it("is played on a phone by taps, with channel and decisions one tap away", async () => {
    const { page, errors, foreign } = await openApp({ path: "#/INC-2041", seed: EUROPE, viewport: 390 });
    await page.getByRole("button", { name: "Acknowledge" }).tap();
    await page.getByRole("region", { name: "Board" }).waitFor();
    const bar = page.getByRole("navigation", { name: "Panels" }).filter({ visible: true });
    const sideways = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

    const waiting = bar.getByRole("button", { name: /^Channel.*waiting|waiting.*Channel$/ });
    await skipUntil(page, waiting);
    const places = {
      Logs: page.getByRole("listbox", { name: /^Log lines/ }),
      Channel: page.getByRole("list", { name: "Messages" }),
      Actions: page.getByRole("button", { name: /Set a feature flag/ }),
      Board: page.getByRole("group", { name: /^Error rate\./ }),
    };
    for (const [name, content] of Object.entries(places)) {
      await bar.getByRole("button", { name: new RegExp(name) }).tap();
      await page
        .getByRole("region", { name, exact: true })
        .and(page.locator("section"))
        .filter({ has: content })
        .waitFor();
      await screenshot(page, `phone-${name.toLowerCase()}`);
      expect(await sideways(), `${name} is wider than the screen`).toBe(0);
    }

    await bar.getByRole("button", { name: /Channel/ }).tap();
    const asked = page.getByRole("article", { name: / asks$/ }).first();
    const option = asked.getByRole("listitem").first();
    const answer = (await option.innerText()).replace(/^1\s*/, "");
    await option.getByRole("button").tap();
    await page.getByRole("list", { name: "Messages" }).getByText(answer).waitFor();

    await bar.getByRole("button", { name: "Actions" }).tap();
    await page
      .getByRole("region", { name: "Actions", exact: true })
      .getByRole("button", { name: /Set a feature flag/ })
      .tap();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: /Flag/ }).selectOption({ label: "Quote client" });
    await dialog.getByRole("textbox", { name: /Share/ }).fill("0");
    await screenshot(page, "phone-dialog");
    await dialog.getByRole("button", { name: "Set a feature flag" }).tap();
    await page.getByRole("region", { name: "Operations" }).getByText("Set a feature flag").waitFor();

    await bar.getByRole("button", { name: "More" }).tap();
    await dialog.getByRole("button", { name: "Notebook" }).tap();
    await page.getByRole("tab", { name: "Closing" }).tap();
    await page.getByRole("button", { name: /^End the run/ }).tap();
    await dialog.getByRole("button", { name: "End the run" }).tap();
    await page.getByRole("button", { name: "Open the debrief" }).tap();
    await page.getByRole("region", { name: "Score" }).getByText("of 100").waitFor();
    expect(await sideways()).toBe(0);
    await screenshot(page, "phone-debrief");
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
  });
});
