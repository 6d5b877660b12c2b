import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type OpenedApp, type OpenOptions, openApp } from "../harness";
import { shownClock } from "../play";

/** Plans a game day of the drill with this title and opens its lobby; gives the page and the address for the others. */
export async function openRoom(title: RegExp, options: OpenOptions): Promise<{ app: OpenedApp; link: string }> {
  const app = await openApp({ ...options, path: "#/gameday" });
  const { page } = app;
  await page.getByRole("button", { name: "Plan a game day" }).click();
  await page.getByRole("button", { name: title }).click();
  await page.getByRole("button", { name: "Open the lobby" }).click();
  await page.getByRole("button", { name: "Start the exercise" }).waitFor();
  const link = await page
    .getByRole("region", { name: "Invite the others" })
    .or(page.locator("section"))
    .locator("code")
    .last()
    .innerText();
  return { app, link };
}

/** Comes in by the address and takes a seat. */
export async function join(link: string, name: string, role: string, options: OpenOptions): Promise<OpenedApp> {
  const app = await openApp({ ...options, path: new URL(link).hash });
  const { page } = app;
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("checkbox", { name: new RegExp(`^${role}`) }).check();
  await page.getByRole("button", { name: "Take a seat" }).click();
  await page.getByRole("button", { name: "I am ready" }).click();
  await page.getByRole("button", { name: "Ready" }).waitFor();
  return app;
}

/** Waits until all pages show a second at or behind the first page's one, and none is further than it. */
export async function inStep(pages: readonly Page[], from: number): Promise<void> {
  for (const page of pages) await expect.poll(() => shownClock(page)).toBeGreaterThanOrEqual(from);
}

/** The commands a browser has stored of its finished team run, in order. */
export function storedCommands(page: Page): Promise<readonly unknown[]> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
    const read = (database: IDBDatabase, store: string) =>
      new Promise<unknown[]>((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result as unknown[]);
        request.onerror = () => reject(request.error);
      });
    for (const name of names) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const batches = database.objectStoreNames.contains("commands") ? await read(database, "commands") : null;
      database.close();
      if (batches !== null) return (batches as { commands: unknown[] }[]).flatMap(({ commands }) => commands);
    }
    return [];
  });
}
