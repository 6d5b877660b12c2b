import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** A seed of the drill's first variant: the missing address is in Europe. */
export const EUROPE = 2;

/** The simulated time on screen, seconds of the day. */
export async function shownClock(page: Page): Promise<number> {
  const [hours = Number.NaN, minutes = 0, seconds = 0] = (await page.getByRole("time").first().innerText())
    .split(":")
    .map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

/** When somebody is paged in every variant of the drill, second of the day; the quiet minutes before pass at once. */
export const PAGED = 12 * 3600 + 8 * 60 + 30;

/** Waits for a console whose page has been acknowledged and whose clock runs. */
export async function consoleShown(page: Page): Promise<void> {
  await page.getByRole("region", { name: "Board" }).waitFor();
  await expect.poll(() => shownClock(page)).toBeGreaterThanOrEqual(PAGED);
  await page.getByRole("button", { name: "Skip to the next change" }).waitFor();
  await page.getByRole("button", { name: "Acknowledge" }).waitFor({ state: "detached" });
}

/** From the first visit into a run whose clock is running, by one press of a key. */
export async function startByKey(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Acknowledge" }).waitFor();
  await page.keyboard.press("a");
  await consoleShown(page);
}

/** Presses keys one after the other: `press(page, "g b")`. */
export async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(" ")) await page.keyboard.press(key);
}

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Moves the focus by Tab, as somebody without a mouse would. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`80 presses of ${key} do not lead to ${target}`);
}

/** Chooses from a list that has the focus or is reached by Tab, by typing the beginning of the option. */
export async function choose(page: Page, list: Locator, beginning: string): Promise<void> {
  await tabTo(page, list);
  // Opened first: in a closed list every letter would choose something on the way.
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.type(beginning);
  await page.keyboard.press("Enter");
  await expect
    .poll(() => list.evaluate((element: HTMLSelectElement) => element.selectedOptions[0]?.label))
    .toMatch(beginning);
}

/** Skips from change to change until something is there. */
export async function skipUntil(page: Page, target: Locator): Promise<void> {
  for (let skips = 0; skips < 40; skips++) {
    if (await target.isVisible()) return;
    await page.keyboard.press(".");
    await page.getByRole("button", { name: "Skip to the next change" }).waitFor();
  }
  throw new Error(`40 skips do not lead to ${target}`);
}

/** Opens the palette, types, and takes the first that fits. */
export async function command(page: Page, typed: string, item: string | RegExp): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "Commands" });
  await palette.getByRole("combobox").waitFor();
  await page.keyboard.type(typed);
  await expect.poll(() => palette.getByRole("option", { selected: true }).innerText()).toMatch(item);
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "detached" });
}
