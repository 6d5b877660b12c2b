import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { openApp } from "./harness";
import { EUROPE, press, startByKey } from "./play";
import { endAndOpenPages, holdInterview, openPages, studyOne } from "./tour";

/** What the browser has held against the policy, on any page from now on. */
async function watchPolicy(page: Page): Promise<readonly string[]> {
  const breaches: string[] = [];
  await page.exposeFunction("reportBreach", (breach: string) => breaches.push(breach));
  await page.addInitScript(() => {
    const { reportBreach } = window as unknown as { reportBreach: (breach: string) => void };
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
      reportBreach(`${effectiveDirective} ${blockedURI} ${sourceFile}`),
    );
  });
  return breaches;
}

/** Another host that counts who reaches it and forbids nobody. */
async function stranger() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const headers = { "access-control-allow-origin": "*", "content-type": "text/javascript" };
    response.writeHead(200, headers).end("window.injected = true;");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

describe("the policy of the built page", () => {
  it("O7 is not held against anything on any page, in play, in study and in an interview", async () => {
    const { page, url, errors } = await openApp({ seed: EUROPE });
    const breaches = await watchPolicy(page);
    await openPages(page, url);
    await studyOne(page, url);
    await holdInterview(page, url);
    await page.goto("about:blank");
    await page.goto(`${url}#/INC-2041`);
    await startByKey(page);
    for (const key of "bmltdcrnsiae") await press(page, `g ${key}`);
    const editor = page.getByRole("textbox", { name: "PromQL query" });
    await editor.click();
    await page.keyboard.type("rate(http_requests_total[5m]");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("up");
    await page.getByRole("time").first().click();
    await endAndOpenPages(page, url);
    await page.goto(`${url}rescue.html`);
    await page.getByText(/^Found/).waitFor();
    expect(breaches).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("O8 stops scripts that were put into the page, and every way to another host", async () => {
    const { url: foreign, asked } = await stranger();
    const { page } = await openApp();
    const breaches = await watchPolicy(page);
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.evaluate(async (address) => {
      const add = (html: string) => {
        const part = document.createElement("div");
        part.innerHTML = html;
        document.body.append(part);
      };
      const script = (set: (element: HTMLScriptElement) => void) => {
        const element = document.createElement("script");
        set(element);
        document.body.append(element);
      };
      script((element) => {
        element.textContent = "window.injected = true";
      });
      script((element) => {
        element.src = `${address}script`;
      });
      add('<img src="x:" onerror="window.injected = true">');
      add(
        `<img src="${address}image"><iframe src="${address}frame"></iframe><object data="${address}object"></object>`,
      );
      add(`<link rel="stylesheet" href="${address}style"><style>@import "${address}import";</style>`);
      add(`<form action="${address}form"></form>`);
      document.querySelector<HTMLFormElement>(`form[action="${address}form"]`)?.submit();
      navigator.sendBeacon(`${address}beacon`);
      const tries = [
        fetch(`${address}fetch`),
        new Promise((_, reject) => {
          const socket = new WebSocket(address.replace("http", "ws"));
          socket.onerror = reject;
        }),
      ];
      await Promise.allSettled(tries);
    }, foreign);
    for (const kind of ["script-src-elem", "script-src-attr", "img-src", "frame-src", "connect-src", "form-action"])
      await expect.poll(() => breaches.map((breach) => breach.split(" ")[0])).toContain(kind);
    expect(await page.evaluate(() => (window as unknown as { injected?: boolean }).injected)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
