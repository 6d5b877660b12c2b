import type { Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { addressesOf } from "#cli/gameday/addresses";
import { readOptions } from "#cli/gameday/options";
import { serveGameDay } from "#cli/gameday/serve";
import { join, openRoom } from "./gameday/team";
import { axeFindings, type OpenedApp, type Served } from "./harness";
import { press } from "./play";
import { DIST } from "./static";

/** The first address of this machine in its network: what comes from there over plain HTTP has no secure context. */
const [host] = addressesOf("0.0.0.0");

/** App and relay as everybody in the network has them. */
async function serve(at: string): Promise<Served> {
  const day = await serveGameDay(DIST, { ...readOptions([]), host: at, port: 0 }, [at]);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await day.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { url: `http://${at}:${day.port}/`, close };
}

/** Waits until a page's browser has every part of the build. */
const hasEverything = ({ page, url }: OpenedApp): Promise<void> =>
  page.evaluate(async (list) => {
    const files: string[] = await (await fetch(list)).json();
    const isKept = (path: string) =>
      fetch(path, { cache: "only-if-cached", mode: "same-origin" }).then(
        ({ ok }) => ok,
        () => false,
      );
    for (const path of files.filter((name) => name.startsWith("assets/"))) {
      while (!(await isKept(path))) await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }, new URL("files.json", url).href);

const pasted = async (page: Page): Promise<string> => {
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { id: "paste" })));
  await page.locator("#paste").focus();
  await page.keyboard.press("Control+V");
  return page.locator("#paste").inputValue();
};

it.skipIf(host === undefined)(
  "O13 U40 over plain HTTP the address is copied, and an exercise goes on to its end when the server is gone",
  async () => {
    const served = await serve(host ?? "");
    const { app: facilitator, link } = await openRoom(/Checkout complaints/, { served });
    const fac = facilitator.page;
    expect(await fac.evaluate(() => isSecureContext)).toBe(false);
    await fac.getByRole("button", { name: "Copy" }).click();
    await fac.getByText("The address is copied").first().waitFor();
    expect(await axeFindings(fac)).toEqual([]);
    expect(await pasted(fac)).toBe(link);

    const ana = await join(link, "Ana", "Incident commander", { served });
    await fac.getByRole("button", { name: "Start the exercise" }).click();
    for (const { page } of [facilitator, ana]) await page.getByText("EXERCISE").first().waitFor();
    for (const { errors } of [facilitator, ana]) expect(errors).toEqual([]);
    for (const app of [facilitator, ana]) await hasEverything(app);
    await served.close();
    for (const { page } of [facilitator, ana]) await page.getByText("Apart from the others").waitFor();
    await press(fac, "Escape g f");
    await fac.getByRole("button", { name: /End the exercise/ }).click();
    await fac.getByRole("dialog").getByRole("button", { name: /End/ }).click();
    await fac.getByText("The exercise is over").waitFor();
    await fac.getByRole("link", { name: /Talk about it/ }).click();
    await fac.getByRole("heading", { name: "How the team worked" }).waitFor();
  },
);
