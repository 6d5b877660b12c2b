import { describe, expect, it } from "vitest";
import { axeFindings, openApp } from "./harness";

describe("on call", () => {
  for (const [viewport, theme] of [
    [1440, "dark"],
    [390, "light"],
  ] as const) {
    it(`M30 M33 pages on another screen after a reload, and leads into the run, at ${viewport} px, ${theme}`, async () => {
      const { page, url, errors } = await openApp({ viewport, theme, path: "#/oncall", seed: 4 });
      await page.getByRole("button", { name: "Go on call" }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole("switch", { name: /Quiet hours/ }).uncheck();
      await page.getByRole("radio", { name: "An hour" }).check({ force: true });
      await page.getByRole("button", { name: "Go on call" }).click();
      await page.getByRole("heading", { name: "You are on call" }).waitFor();
      // The browser was closed for most of the hour.
      await page.clock.install({ time: Date.now() + 55 * 60_000 });
      await page.goto(`${url.split("#")[0]}#/data`);
      await page.reload();
      const ringing = page.getByRole("region", { name: "Page", exact: true });
      await ringing.waitFor();
      expect(await page.title()).toMatch(/^● Page · /);
      expect(await axeFindings(page)).toEqual([]);
      await ringing.getByRole("button", { name: "Acknowledge" }).click();
      await page.getByRole("region", { name: "Board" }).waitFor();
      expect(await page.title()).not.toContain("● Page");
      await page.goto(`${url.split("#")[0]}#/oncall`);
      await page.getByText(/^Acknowledged in/).waitFor();
      expect(await page.getByText(/late: Meantime was closed/).count()).toBe(1);
      expect(errors).toEqual([]);
    });
  }
});
