import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFindings, openApp } from "./harness";

/** Something of everything in the page's own database: runs, a recording with its interview, and what was written. */
const fill = (page: Page, name: string) =>
  page.evaluate(async (own) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("meantime");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const header = (id: string) => ({
      ...{ format: 1, id, drill: "one-region-502", code: "INC-2041", dynamicsHash: "d", textHash: "t", engine: 1 },
      ...{
        seed: 7,
        variant: "base",
        clock: "live-pause",
        roles: [{ author: "player", role: "responder" }],
        forkOf: null,
      },
    });
    const command = (counter: number, text: string) => ({
      ...{ kind: "note", args: { text }, second: counter, author: "player", counter, role: "responder", seen: counter },
    });
    const run = (id: string, title: string, commands: number) => ({
      ...{ version: 1, id, header: header(id), title, createdAt: 1, updatedAt: 1, horizon: 9, commands },
      ...{ writer: "", status: "open", total: null, ending: null, labels: [] },
    });
    const tx = database.transaction(["runs", "commands", "documents", "takes", "chunks"], "readwrite");
    tx.objectStore("runs").put(run("shared", "Checkout complaints", 2));
    const commands = [command(0, "both"), command(1, own)];
    tx.objectStore("commands").put({ version: 1, run: "shared", from: 0, commands });
    tx.objectStore("runs").put(run(`only-${own}`, "Checkout complaints", 0));
    tx.objectStore("documents").put({
      ...{ version: 1, id: "n", kind: "note", run: "shared", createdAt: 1, updatedAt: 1 },
      body: { second: null, author: "", text: own },
    });
    tx.objectStore("takes").put({
      ...{ version: 1, id: `take-${own}`, interview: "microphone-check", type: "audio/webm", startedAt: 1 },
      ...{ seconds: 3, pauses: [], talk: 1 },
    });
    for (let index = 0; index < 3; index++) {
      const bytes = crypto.getRandomValues(new Uint8Array(20_000)).buffer;
      tx.objectStore("chunks").put({ version: 1, take: `take-${own}`, index, bytes });
    }
    await new Promise<void>((resolve) => {
      tx.oncomplete = () => resolve();
    });
    database.close();
  }, name);

/** How many records there are in each store. */
const counts = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("meantime");
      request.onsuccess = () => resolve(request.result);
    });
    const count = (store: string) =>
      new Promise<number>((resolve) => {
        const request = database.transaction(store).objectStore(store).count();
        request.onsuccess = () => resolve(request.result);
      });
    const [runs, documents, takes, chunks] = await Promise.all(["runs", "documents", "takes", "chunks"].map(count));
    database.close();
    return { runs, documents, takes, chunks };
  });

/** The file that the page saves. */
async function saved(page: Page): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save everything as a file" }).click();
  return (await download).path();
}

async function imported(page: Page, file: string): Promise<void> {
  await page.getByLabel("File of everything").setInputFiles(file);
  await page.getByText("The file was read to its end.").waitFor();
}

/** A browser profile with the page of one's data open. */
async function profile(name: string, viewport: 1440 | 390 = 1440) {
  const opened = await openApp({ path: "#/data", viewport });
  await opened.page.getByRole("button", { name: "Import such a file" }).waitFor();
  await fill(opened.page, name);
  await opened.page.reload();
  await opened.page.getByRole("button", { name: "Import such a file" }).waitFor();
  return opened;
}

/** What asking where a file shall be comes to: a place, one whose disk is full, one that may not be written, none. */
type Chosen = "place" | "full" | "forbidden" | "none";

/**
 * In the page: much is stored, and whoever is asked where the file shall be says so. The place is real, and so is what is written to
 * it: a folder that the browser keeps for the site.
 */
function choose(chosen: Chosen): void {
  const estimate = navigator.storage.estimate.bind(navigator.storage);
  navigator.storage.estimate = async () => ({ ...(await estimate()), usage: 60_000_000 });
  const pick = async ({ suggestedName }: { readonly suggestedName: string }) => {
    if (chosen === "none") throw new DOMException("The user aborted a request.", "AbortError");
    if (chosen === "forbidden") throw new DOMException("Not allowed in this frame.", "SecurityError");
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle(`own ${suggestedName}`, { create: true });
    if (chosen === "place") return handle;
    const stream = await handle.createWritable();
    let left = 1;
    const write = async (piece: string) => {
      if (left-- === 0) throw new DOMException("No space left on the device.", "QuotaExceededError");
      await stream.write(piece);
    };
    const createWritable = async () => ({ write, close: () => stream.close(), abort: () => stream.abort() });
    return { name: handle.name, createWritable };
  };
  Object.assign(window, { showSaveFilePicker: pick });
}

/** What stands in the folder that the browser keeps for the site, by name. */
const chosenFiles = (page: Page) =>
  page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const files: [string, string][] = [];
    for await (const handle of folder.values())
      if (handle.kind === "file")
        files.push([handle.name, await (await (handle as FileSystemFileHandle).getFile()).text()]);
    return files;
  });

/** The page of one's data, with several pieces of file stored, where somebody who is asked for a place says this. */
async function choosing(chosen: Chosen) {
  const { page, context, url } = await openApp({ path: "rescue.html" });
  await context.addInitScript(choose, chosen);
  await page.goto(url.replace("rescue.html", "#/data"));
  const button = page.getByRole("button", { name: "Save everything as a file" });
  await button.waitFor();
  for (let n = 0; n < 8; n++) await fill(page, `take ${n}`);
  await page.getByText("57.2 MiB are used").waitFor();
  return { page, button };
}

describe("a large file", () => {
  it("D33 is written where somebody chose, whole, and that is said; what is there can be imported", async () => {
    const { page, button } = await choosing("place");
    await button.click();
    await page.getByText(/^Saved own meantime-everything-.*\.jsonl is where you chose\.$/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const [[name, text] = ["", ""]] = await chosenFiles(page);
    expect(name).toMatch(/^own meantime-everything/);
    const lines = text.trim().split("\n");
    expect(JSON.parse(lines.at(-1) ?? "")).toEqual({ end: true, records: lines.length - 2 });
    expect(lines.length - 2).toBeGreaterThan(8 * 4);
    const second = await openApp({ path: "#/data" });
    const file = { name, mimeType: "application/json", buffer: Buffer.from(text) };
    await second.page.getByLabel("File of everything").setInputFiles(file);
    await second.page.getByText("The file was read to its end.").waitFor();
    expect(await counts(second.page)).toEqual(await counts(page));
  });

  it("D33 that fails in the middle leaves nothing half, says so, and is downloaded instead", async () => {
    const { page, button } = await choosing("full");
    await button.click();
    const alert = page.getByRole("alert").filter({ hasText: "was not written" });
    await alert.getByText(/No space left on the device\..*nothing is there/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect((await chosenFiles(page)).map(([, text]) => text)).toEqual([""]);
    const download = page.waitForEvent("download");
    await alert.getByRole("button", { name: "Save it as a download" }).click();
    const text = readFileSync(await (await download).path(), "utf8");
    expect(text).toContain('{"end":true,"records":');
    await page.getByText(/is in your downloads\.$/).waitFor();
    expect(await alert.count()).toBe(0);
  });

  it("D33 goes to the downloads where it may not be written, with the reason; nothing happens when no place is chosen", async () => {
    const { page, button } = await choosing("forbidden");
    const download = page.waitForEvent("download");
    await button.click();
    expect(readFileSync(await (await download).path(), "utf8")).toContain('"end":true');
    await page.getByText(/is in your downloads\. It could not be written where you choose: Not allowed/).waitFor();
    const none = await choosing("none");
    await none.button.click();
    await none.button.and(none.page.locator(":enabled")).waitFor();
    expect(await none.page.getByText("Saved", { exact: true }).count()).toBe(0);
    expect(await chosenFiles(none.page)).toEqual([]);
  });
});

describe("everything as a file", () => {
  for (const viewport of [1440, 390] as const) {
    it(`D21 D24 goes from one profile to another, twice, with recordings and what was written, at ${viewport} px`, async () => {
      const first = await profile("one", viewport);
      const file = await saved(first.page);
      const second = await profile("two", viewport);
      await imported(second.page, file);
      // The shared run went two ways, and so did the note on it.
      const all = { runs: 4, documents: 2, takes: 2, chunks: 6 };
      expect(await counts(second.page)).toEqual(all);
      expect(await axeFindings(second.page)).toEqual([]);
      expect(await second.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport);
      await second.page.getByRole("button", { name: "Done" }).click();
      await imported(second.page, file);
      expect(await counts(second.page)).toEqual(all);
      await imported(first.page, await saved(second.page));
      expect(await counts(first.page)).toEqual(all);
      expect([...first.errors, ...second.errors]).toEqual([]);
    });
  }

  it("D22 something else is refused in words, and what the rescue page saves is taken", async () => {
    const { page } = await profile("one");
    await page
      .getByLabel("File of everything")
      .setInputFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from('{"a":1}') });
    await page.getByText("other.json was not imported").waitFor();
    await page.goto(page.url().replace("#/data", "rescue.html"));
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download everything" }).click();
    const file = await (await download).path();
    expect(readFileSync(file, "utf8")).toContain('"version":1');
    const { page: second } = await profile("two");
    await imported(second, file);
    expect(await counts(second)).toEqual({ runs: 4, documents: 2, takes: 2, chunks: 6 });
  });
});
