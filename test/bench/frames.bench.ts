import { openBoard, withApp } from "./app";
import type { BenchResult } from "./run";
import { at, framesOf, record } from "./tracing";

/** Goals: the longest frame and the median of script in a frame, both in milliseconds at this throttle. */
const THROTTLE = 4;
const LONGEST = 50;
const SCRIPT = 8;
/** Real seconds that are recorded. */
const RECORDED = 20;

/** Live play at 20× with the full board of a service open, on a processor four times slower. */
export default async function frames(): Promise<BenchResult> {
  const result = await withApp(async (page, url) => {
    await openBoard(page, url);
    const client = await page.context().newCDPSession(page);
    await client.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
    // Somebody who speaks drops the speed to 1; the measurement is about 20.
    await page.keyboard.press("0");
    const again = setInterval(() => void page.keyboard.press("0"), 1000);
    const charts = await page.locator("canvas").count();
    const before = await page.locator("time").first().textContent();
    const events = await record(client, () => page.waitForTimeout(RECORDED * 1000));
    clearInterval(again);
    const after = await page.locator("time").first().textContent();
    const { script, work, task } = framesOf(events);
    script.sort((a, b) => a - b);
    work.sort((a, b) => a - b);
    const median = at(script, 0.5);
    const longest = work.at(-1) ?? 0;
    const over = work.filter((ms) => ms > LONGEST).length;
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    return {
      name: `frames: 20×, ${charts} charts, ${THROTTLE}× throttle, ${RECORDED} s (${before} to ${after})`,
      lines: [
        `${work.length} frames with work; longest ${ms(longest)} of main thread (goal ≤ ${LONGEST} ms), ${over} over it; longest single task ${ms(task)}`,
        `script in a frame: median ${ms(median)} (goal < ${SCRIPT} ms), 95 % ${ms(at(script, 0.95))}, 99 % ${ms(at(script, 0.99))}`,
        `main thread in a frame: median ${ms(at(work, 0.5))}, 95 % ${ms(at(work, 0.95))}, 99 % ${ms(at(work, 0.99))}`,
      ],
      met: over === 0 && median < SCRIPT,
    };
  });
  return result ?? { name: "frames", lines: ["no Chromium was found; set CHROME_PATH"], met: false };
}
