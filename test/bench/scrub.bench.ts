import type { Page } from "playwright-core";
import { finishedRun, putRun } from "../browser/put-run";
import { withApp } from "./app";
import type { BenchResult } from "./run";
import { at, framesOf, record } from "./tracing";

/** Goal: the longest frame in milliseconds on a processor this many times slower. */
const THROTTLE = 4;
const LONGEST = 32;
/** Pointer movements along the line, there and back, and milliseconds between them. */
const MOVES = 240;
const PAUSE = 16;

async function drag(page: Page): Promise<void> {
  const box = await page.getByRole("slider", { name: "Second of the run" }).boundingBox();
  if (box === null) throw new Error("there is no line to drag along");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 4, y);
  await page.mouse.down();
  for (let i = 0; i < MOVES; i++) {
    const share = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / MOVES);
    await page.mouse.move(box.x + 4 + share * (box.width - 8), y);
    await page.waitForTimeout(PAUSE);
  }
  await page.mouse.up();
}

/** Dragging along a finished run of an hour with the board of a service open. */
export default async function scrub(): Promise<BenchResult> {
  const result = await withApp(async (page, url) => {
    const played = finishedRun("one-region-502", "expert", "scrubbed");
    await page.goto(url);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await putRun(page, played);
    await page.goto(`${url}#/run/scrubbed/walk/600`);
    await page.getByRole("toolbar", { name: "What the board shows" }).waitFor();
    await page.waitForTimeout(3000);
    const client = await page.context().newCDPSession(page);
    await client.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
    // What has not run yet is compiled first, as it would be after some seconds of use.
    await drag(page);
    const events = await record(client, () => drag(page));
    const { script, work } = framesOf(events);
    work.sort((a, b) => a - b);
    script.sort((a, b) => a - b);
    const longest = work.at(-1) ?? 0;
    const over = work.filter((ms) => ms > LONGEST).length;
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    return {
      name: `scrub: ${MOVES} movements along ${played.run.horizon} s, board open, ${THROTTLE}× throttle`,
      lines: [
        `${work.length} frames with work; longest ${ms(longest)} of main thread (goal ≤ ${LONGEST} ms), ${over} over it`,
        `main thread in a frame: median ${ms(at(work, 0.5))}, 95 % ${ms(at(work, 0.95))}; script: median ${ms(at(script, 0.5))}, 95 % ${ms(at(script, 0.95))}`,
      ],
      met: over === 0,
    };
  });
  return result ?? { name: "scrub", lines: ["no Chromium was found; set CHROME_PATH"], met: false };
}
