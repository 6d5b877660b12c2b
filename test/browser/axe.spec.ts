import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFindings, openApp, screenshot } from "./harness";
import { command, EUROPE, press, skipUntil, startByKey } from "./play";

/** What axe objects to, wide and narrow, dark and light, each finding with where it was. */
async function findings(page: Page, place: string): Promise<string[]> {
  const found: string[] = [];
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      // Another theme has other colours, and nothing else.
      const rules = colorScheme === "light" ? ["color-contrast"] : undefined;
      for (const finding of await axeFindings(page, rules))
        found.push(`${place}, ${width} px, ${colorScheme}: ${finding}`);
      if (process.env.SHOTS !== undefined) {
        await screenshot(page, `axe-${place}-${width}-${colorScheme}`.replaceAll(" ", "-"));
      }
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "dark" });
  return found;
}

interface Place {
  readonly key: string;
  readonly name: string;
  /** What is opened in it, and something that is there when the panel has been read. */
  readonly open?: (page: Page) => Promise<void>;
  readonly content: string;
}

const PANELS: readonly Place[] = [
  { key: "b", name: "Board", content: "Requests" },
  { key: "m", name: "Service map", content: "Checkout" },
  {
    key: "l",
    name: "Logs",
    open: (page) =>
      page
        .getByRole("listbox", { name: /^Log lines/ })
        .getByRole("option")
        .nth(1)
        .click(),
    content: "lines, the newest",
  },
  { key: "t", name: "Traces", open: (page) => page.getByRole("row").nth(1).click(), content: "gateway" },
  { key: "d", name: "Deploys", open: (page) => page.getByRole("row", { name: /v418/ }).click(), content: "Diff" },
  {
    key: "c",
    name: "Config and flags",
    open: (page) => page.getByRole("button", { name: /^Checkout/ }).click(),
    content: "API_GATEWAY_URL",
  },
  { key: "r", name: "Runbook", content: "Releases" },
  { key: "n", name: "Notebook", content: "Found so far" },
  { key: "s", name: "Status page", content: "As customers see it" },
  { key: "i", name: "Channel", content: "Hana Kov" },
  { key: "a", name: "Actions", content: "Set a feature flag" },
];

describe("axe, at both widths and in both themes", () => {
  it("finds nothing in the console, panel by panel, nor in the debrief", async () => {
    const { page, errors } = await openApp({ path: "#/INC-2041", seed: EUROPE });
    const found: string[] = [];
    await startByKey(page);
    await skipUntil(page, page.getByRole("region", { name: "Waiting for your answer" }));
    await press(page, "Space");
    for (const { key, name, open, content } of PANELS) {
      await press(page, `g ${key}`);
      const panel = page.getByRole("main").getByRole("region", { name, exact: true });
      await panel.waitFor();
      await open?.(page);
      await panel.getByText(content).filter({ visible: true }).first().waitFor();
      found.push(...(await findings(page, name)));
    }
    await command(page, "end the run", /^End the run/);
    found.push(...(await findings(page, "end dialog")));
    await page.getByRole("dialog").getByRole("button", { name: "End the run" }).click();
    await page.getByRole("button", { name: "Open the debrief" }).waitFor();
    found.push(...(await findings(page, "finished")));
    await page.getByRole("button", { name: "Open the debrief" }).click();
    await page
      .getByRole("region", { name: /^Marks/ })
      .first()
      .getByRole("button")
      .first()
      .click();
    await page.getByText("Source").first().waitFor();
    found.push(...(await findings(page, "debrief")));
    expect(found).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("finds nothing in the briefing, the data page and the kit", async () => {
    const { page, errors } = await openApp();
    const found: string[] = [];
    await page.getByRole("button", { name: /^Choose another incident/ }).click();
    found.push(...(await findings(page, "incidents")));
    await page
      .getByRole("button", { name: /^Start INC-/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Acknowledge and start the clock" }).waitFor();
    await page.getByRole("article", { name: "The page" }).getByRole("heading").waitFor();
    found.push(...(await findings(page, "briefing")));
    await page.goto(page.url().replace(/#.*/, "#/data"));
    await page.getByRole("heading", { name: "Your data" }).waitFor();
    await page
      .getByRole("table")
      .getByText(/^INC-\d+$/)
      .first()
      .waitFor();
    found.push(...(await findings(page, "data")));
    await page.goto(page.url().replace(/#.*/, "#/kit"));
    await page.getByRole("heading", { level: 1 }).waitFor();
    found.push(...(await findings(page, "kit")));
    expect(found).toEqual([]);
    expect(errors).toEqual([]);
  });
});
