// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { DATABASE_NAME } from "#adapters/storage/database";
import { DatabaseRunStore } from "#adapters/storage/runs";
import { emptyRun, freshBrowser, note, program } from "./samples";
import { savedFrom } from "./transfer-browser";

const page = readFileSync("public/rescue.html", "utf8");
const script = readFileSync("public/rescue.js", "utf8");

/** Loads the page as a browser would, and waits until it has read what there is. */
async function openRescue(): Promise<{ status: () => string; button: HTMLButtonElement }> {
  const body = /<body>([\s\S]*)<\/body>/.exec(page)?.[1];
  if (body === undefined) throw new Error("the page has no body");
  document.body.innerHTML = body;
  new Function(script)();
  const status = () => document.getElementById("status")?.textContent ?? "";
  await vi.waitFor(() => expect(status()).not.toContain("Reading"));
  return { status, button: document.getElementById("save") as HTMLButtonElement };
}

describe("the rescue page", () => {
  let saved: Blob[];
  beforeEach(() => {
    freshBrowser();
    saved = [];
    URL.createObjectURL = (blob) => `blob:${saved.push(blob as Blob)}`;
    URL.revokeObjectURL = () => undefined;
    HTMLAnchorElement.prototype.click = () => undefined;
  });
  afterEach(() => {
    document.body.innerHTML = "";
  });

  it("D9 gives what the app would give", async () => {
    const connection = new Connection();
    const store = new DatabaseRunStore(connection);
    await store.create({ ...emptyRun("a"), commands: [note(0, 0)] }, { title: "A", createdAt: 1 });
    await store.saveProgram("h", program());
    // More than it holds at a time.
    for (let n = 0; n < 120; n++) await store.create(emptyRun(`b${n}`), { title: "B", createdAt: 1 });
    const { status, button } = await openRescue();
    expect(status()).toBe("Found 121 runs.");
    expect(button.hidden).toBe(false);
    button.click();
    await vi.waitFor(() => expect(saved).toHaveLength(1));
    const [blob] = saved;
    if (blob === undefined) throw new Error("nothing was downloaded");
    const text = await new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.readAsText(blob);
    });
    const { stores, ...head } = JSON.parse(text) as { stores: Record<string, readonly unknown[]> };
    expect(head).toEqual({ format: "meantime-export", version: 1, exportedAt: expect.any(Number), unreadable: [] });
    const filled = Object.entries(stores).filter(([, records]) => records.length > 0);
    expect(Object.fromEntries(filled)).toEqual(await savedFrom(connection));
    connection.close();
  });

  it("D9 creates nothing where nothing is", async () => {
    const { status, button } = await openRescue();
    expect(status()).toContain("Nothing is stored");
    expect(button.hidden).toBe(true);
    expect(await indexedDB.databases()).toEqual([]);
  });

  it("D9 shares the name of the database, has no inline script and may reach nobody", () => {
    expect(script).toContain(`const DATABASE = "${DATABASE_NAME}";`);
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script defer src="./rescue.js">']);
    expect(page).toContain("default-src 'none'");
  });
});
