import { describe, expect, it } from "vitest";
import { axeFindings, openApp } from "./harness";
import { EUROPE, press, startByKey } from "./play";

describe("queries", () => {
  it.each([
    [1440, "dark"],
    [1440, "light"],
    [390, "light"],
  ] as const)("are written with completion, run by key and drawn (%d px, %s)", async (viewport, theme) => {
    const { page, errors } = await openApp({ path: "#/INC-2041", viewport, theme, seed: EUROPE });
    await startByKey(page);
    await press(page, "g e");
    const field = page.getByRole("textbox", { name: "PromQL query" });
    await field.click();
    await page.keyboard.type("sum by (region) (rate(http_requests_fai");
    await page.locator(".cm-tooltip-autocomplete", { hasText: "http_requests_failed_total" }).waitFor();
    // The list takes no keys in its first moments, so that nobody accepts what has just appeared.
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    await expect.poll(() => field.innerText()).toContain("http_requests_failed_total");
    await page.keyboard.type("[5m]");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("table", { name: "Series and their values" }).waitFor();
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole("group", { name: /^Over time: arrow keys/ }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await field.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("rate(http_request_total[5m]");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("alert").filter({ hasText: "Did you mean http_requests_total?" }).waitFor();
    expect(await page.locator(".cm-lintRange-error").innerText()).toContain("http_request_total");
    expect(await axeFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
});
