import { createPrivateKey } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { get } from "node:https";
import type { AddressInfo } from "node:net";
import os, { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { addressesOf, outwardAddresses } from "#cli/gameday/addresses";
import { announcement } from "#cli/gameday/announce";
import { help, type Options, readOptions } from "#cli/gameday/options";
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

async function served(change: Partial<Options> = {}, addresses = ["192.0.2.7", "fd00::7"]) {
  const options = { ...readOptions([]), host: "127.0.0.1", port: 0, ...change };
  const day = await serveGameDay(built(), options, addresses);
  onTestFinished(() => day.close());
  return { day, options, url: `http${options.https ? "s" : ""}://127.0.0.1:${day.port}` };
}

describe("what is typed", () => {
  it("has defaults, and is refused with what was expected", () => {
    expect(readOptions([])).toEqual({
      port: 4173,
      host: "::",
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

it("--help has a line for every flag", () => {
  for (const flag of ["port", "host", "https", "cert", "key", "idle", "sync"]) expect(help()).toMatch(`\n  --${flag} `);
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

  it("answers for a file that is gone, because the app was built anew meanwhile, and says what to do", async () => {
    const folder = built();
    const day = await serveGameDay(folder, { ...readOptions([]), host: "127.0.0.1", port: 0 }, []);
    onTestFinished(() => day.close());
    rmSync(join(folder, "assets", "a-1.js"));
    for (const coding of ["gzip", "identity"]) {
      const answer = await fetch(`http://127.0.0.1:${day.port}/assets/a-1.js`, {
        headers: { "accept-encoding": coding },
      });
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain("built anew");
    }
  });

  it("says that it has a relay, or where the rooms are instead", async () => {
    const { url } = await served();
    expect(await (await fetch(`${url}/relay/about`)).json()).toEqual({
      relay: "meantime",
      at: "relay",
      hosts: ["192.0.2.7", "[fd00::7]"],
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
    const { day, options } = await served({ port });
    expect(day.port).toBeGreaterThan(port);
    expect(announcement(day, options)).toContain(
      `Port ${port} is in use, perhaps by an earlier one: this is ${day.port}`,
    );
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
        expect(certificate?.checkIP("fd00::7")).toBeDefined();
        expect(certificate?.checkIP("127.0.0.1")).toBe("127.0.0.1");
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
    expect(announcement(day, { ...options, host: "::" })).toContain(fingerprint);
  });

  it("announces all its addresses, a code to scan for the first, and whom it is for", async () => {
    const { day, options } = await served();
    const said = announcement(day, { ...options, host: "::" });
    for (const host of ["localhost", "192.0.2.7", "[fd00::7]"]) expect(said).toContain(`http://${host}:${day.port}/`);
    expect(said).toMatch(/[▀▄█]{5}/);
    // Light on dark, whatever the colours of the terminal.
    expect(announcement(day, { ...options, host: "::" }, true)).toContain("\u001b[97;40m█████");
    expect(said).not.toContain("\u001b");
    expect(said).toContain("trusted networks");
    const alone = await served({}, []);
    expect(announcement(alone.day, { ...alone.options, host: "::" })).toContain("in no network");
    const own = announcement(alone.day, alone.options);
    expect(own).toContain(`on this machine   http://127.0.0.1:${alone.day.port}/`);
    expect(own).toContain("Others cannot reach it");
    expect(own).not.toMatch(/[▀▄█]{5}/);
  });

  it("lists addresses that others can reach, those with a way to other networks first", async () => {
    expect(addressesOf("192.0.2.9")).toEqual(["192.0.2.9"]);
    for (const host of ["127.0.0.1", "::1", "localhost"]) expect(addressesOf(host)).toEqual([]);
    const interfaces = {
      lo: [entry("127.0.0.1", "IPv4", true), entry("::1", "IPv6", true)],
      docker0: [entry("172.17.0.1", "IPv4"), entry("fe80::1", "IPv6")],
      wlan0: [entry("fd00::7", "IPv6"), entry("192.0.2.7", "IPv4")],
    };
    expect(addressesOf("::", ["192.0.2.7"], interfaces)).toEqual(["192.0.2.7", "172.17.0.1", "fd00::7"]);
    expect(addressesOf("0.0.0.0", [], interfaces)).toEqual(["172.17.0.1", "192.0.2.7"]);
    // Where this machine is in no network there are none.
    for (const address of await outwardAddresses()) expect(addressesOf("::")).toContain(address);
  });

  it("is reached over IPv6 and IPv4 where nothing else is asked for", async () => {
    const { day } = await served({ host: "::" });
    expect((await fetch(`http://127.0.0.1:${day.port}/`)).status).toBe(200);
    const hasIPv6 = Object.values(os.networkInterfaces()).some((list) =>
      list?.some(({ address }) => address === "::1"),
    );
    if (hasIPv6) expect((await fetch(`http://[::1]:${day.port}/`)).status).toBe(200);
  });

  it("says in words why it cannot listen", async () => {
    await expect(served({ host: "203.0.113.9" })).rejects.toThrow("does not have the address 203.0.113.9");
    await expect(served({ host: "no-such-host.invalid" })).rejects.toThrow(
      "nobody knows the name no-such-host.invalid",
    );
  });
});

/** As the system tells of an address. */
const entry = (address: string, family: "IPv4" | "IPv6", internal = false) =>
  ({ address, family, internal, netmask: "", mac: "", cidr: null, scopeid: 0 }) as os.NetworkInterfaceInfo;

describe("a certificate that is given", () => {
  /** A certificate and its key as files. */
  async function given(names: readonly string[], ends = new Date(Date.now() + 86_400_000)) {
    const folder = mkdtempSync(join(tmpdir(), "meantime-certificate-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const made = await generate([{ name: "commonName", value: "given" }], {
      keyType: "ec",
      notBeforeDate: new Date(ends.getTime() - 2 * 86_400_000),
      notAfterDate: ends,
      extensions: [{ name: "subjectAltName", altNames: names.map((value) => ({ type: 2 as const, value })) }],
    });
    const files = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
    writeFileSync(files.cert, made.cert);
    writeFileSync(files.key, made.private);
    return files;
  }

  it("is for its names: those are announced", async () => {
    const certificate = await given(["day.example.org", "*.example.org"]);
    const { day, options } = await served({ https: true, certificate, host: "::" });
    const said = announcement(day, options);
    expect(said).toContain(`https://day.example.org:${day.port}/`);
    expect(said).not.toContain("192.0.2.7");
    expect(said).not.toContain("Browsers warn");
  });

  it("is said to have ended, or to be for no name of its own", async () => {
    const old = await served({
      https: true,
      certificate: await given(["a.example.org"], new Date(Date.UTC(2021, 0, 1))),
    });
    expect(announcement(old.day, old.options)).toContain("it ended on 2021-01-01");
    const wild = await served({ https: true, certificate: await given(["*.example.org"]) });
    expect(announcement(wild.day, wild.options)).toContain("Browsers warn wherever");
    expect(wild.day.addresses).toContain("192.0.2.7");
  });

  it("is refused with what is wrong with which file", async () => {
    const [one, other] = [await given(["a.example.org"]), await given(["b.example.org"])];
    const passphrase = join(one.cert, "..", "locked.pem");
    const key = createPrivateKey(readFileSync(one.key));
    writeFileSync(
      passphrase,
      key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" }),
    );
    const refused = [
      [{ cert: `${one.cert}x`, key: one.key }, `--cert: there is no file ${one.cert}x`],
      [{ cert: one.cert, key: `${one.key}x` }, `--key: there is no file ${one.key}x`],
      [{ cert: one.key, key: one.key }, "--cert wants a certificate in PEM form"],
      [{ cert: one.cert, key: one.cert }, "--key wants a private key in PEM form"],
      [{ cert: one.cert, key: passphrase }, "has a passphrase"],
      [{ cert: one.cert, key: other.key }, `the key in ${other.key} is not that of`],
    ] as const;
    for (const [certificate, says] of refused) {
      await expect(served({ https: true, certificate })).rejects.toThrow(says);
    }
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
