import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { get } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { addressesOf, announcement } from "#cli/gameday/announce";
import { type Options, readOptions } from "#cli/gameday/options";
import { serveGameDay } from "#cli/gameday/serve";
import { contentSecurityPolicy } from "../../src/cli/build/policy.mjs";

/** A folder like a built app. */
function built(): string {
  const outer = mkdtempSync(join(tmpdir(), "meantime-gameday-"));
  onTestFinished(() => rmSync(outer, { recursive: true, force: true }));
  const folder = join(outer, "dist");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>page</title>");
  writeFileSync(join(folder, "assets", "a-1.js"), "export {};");
  writeFileSync(join(outer, "meantime-secret.txt"), "secret");
  return folder;
}

async function served(change: Partial<Options> = {}) {
  const options = { ...readOptions([]), host: "127.0.0.1", port: 0, ...change };
  const day = await serveGameDay(built(), options, ["192.0.2.7"]);
  onTestFinished(() => day.close());
  return { day, options, url: `http${options.https ? "s" : ""}://127.0.0.1:${day.port}` };
}

describe("what is typed", () => {
  it("has defaults, and is refused with what was expected", () => {
    expect(readOptions([])).toEqual({
      port: 4173,
      host: "0.0.0.0",
      https: false,
      certificate: null,
      idle: 240,
      sync: null,
    });
    expect(readOptions(["--https", "--cert", "a", "--key=b", "--idle", "5"])).toMatchObject({
      https: true,
      certificate: { cert: "a", key: "b" },
      idle: 5,
    });
    const refused = [
      [["--prot", "1"], "did you mean --port?"],
      [["--port", "70000"], "from 0 to 65535"],
      [["--cert", "a"], "together"],
      [["--cert", "a", "--key", "b"], "--https"],
      [["--sync", "https://x"], "wss://"],
      [["--sync", "wss://x'; script-src *"], "wss://"],
    ] as const;
    for (const [words, says] of refused) expect(() => readOptions(words)).toThrow(says);
  });
});

describe("the server", () => {
  it("has the files of the app, packed for who can unpack them, and nothing beside them", async () => {
    const { url } = await served();
    const page = await fetch(url);
    expect(await page.text()).toContain("<title>page</title>");
    expect(page.headers.get("content-type")).toContain("text/html");
    expect((await fetch(`${url}/assets/a-1.js`)).headers.get("cache-control")).toContain("immutable");
    for (const path of [
      "/none.js",
      "/assets",
      "/../meantime-secret.txt",
      "/%2e%2e/meantime-secret.txt",
      "/%2e%2e%2fmeantime-secret.txt",
    ]) {
      expect((await fetch(url + path)).status).toBe(404);
    }
    expect((await fetch(`${url}/%`)).status).toBe(400);
    expect((await fetch(url, { method: "POST", body: "x" })).status).toBe(405);
  });

  it("says that it has a relay, or where the rooms are instead", async () => {
    const { url } = await served();
    expect(await (await fetch(`${url}/relay/about`)).json()).toEqual({
      relay: "meantime",
      at: "/relay",
      hosts: ["192.0.2.7"],
    });
    const elsewhere = await served({ sync: "wss://sync.example.org/" });
    expect(await (await fetch(`${elsewhere.url}/relay/about`)).json()).toMatchObject({ at: "wss://sync.example.org/" });
    const socket = new WebSocket(`${elsewhere.url.replace("http", "ws")}/relay`);
    await new Promise((resolve) => socket.on("error", resolve));
  });

  it("takes the next port when the one that was asked for is in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const { day } = await served({ port });
    expect(day.port).toBeGreaterThan(port);
  });

  it("makes a certificate for its addresses, with which page and relay are encrypted", async () => {
    const { day, url, options } = await served({ https: true });
    const { fingerprint } = await new Promise<{ fingerprint: string }>((resolve, reject) => {
      const request = get(url, { rejectUnauthorized: false }, (response) => {
        response.resume();
        const socket = response.socket as import("node:tls").TLSSocket;
        const certificate = socket.getPeerX509Certificate();
        resolve({ fingerprint: certificate?.fingerprint256 ?? "" });
        expect(certificate?.checkIP("192.0.2.7")).toBe("192.0.2.7");
        expect(certificate?.checkHost("localhost")).toBe("localhost");
      });
      request.on("error", reject);
    });
    expect(day.certificate?.fingerprint).toBe(fingerprint);
    const socket = new WebSocket(`${url.replace("https", "wss")}/relay`, { rejectUnauthorized: false });
    await new Promise<void>((resolve, reject) => {
      socket.on("open", resolve);
      socket.on("error", reject);
    });
    socket.terminate();
    expect(announcement(day, { ...options, host: "0.0.0.0" }, ["192.0.2.7"])).toContain(fingerprint);
  });

  it("announces its addresses, a code to scan, and whom it is for", async () => {
    const { day, options } = await served();
    const said = announcement(day, { ...options, host: "0.0.0.0" }, ["192.0.2.7"]);
    expect(said).toContain(`http://localhost:${day.port}/`);
    expect(said).toContain(`http://192.0.2.7:${day.port}/`);
    expect(said).toMatch(/[▀▄█]{5}/);
    expect(said).toContain("trusted networks");
    expect(announcement(day, options, [])).toContain("in no network");
    expect(addressesOf("192.0.2.9")).toEqual(["192.0.2.9"]);
  });
});

it("the policy of a page for another server names that server, and nothing else", () => {
  const policyOf = (sync?: string) => {
    const { transformIndexHtml: hook } = contentSecurityPolicy(sync);
    const { handler } = hook as { handler: (html: string) => string };
    return /connect-src ([^;"]*)/.exec(handler('<meta charset="utf-8" />'))?.[1];
  };
  expect(policyOf()).toBe("'self'");
  expect(policyOf("wss://sync.example.org:8443/rooms")).toBe("'self' wss://sync.example.org:8443");
});
