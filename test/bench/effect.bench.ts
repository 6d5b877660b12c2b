import type { Page } from "playwright-core";
import { openBoard, withApp } from "./app";
import type { BenchResult } from "./run";

/** Goal: milliseconds from a command to its effect on screen, on this machine as it is. */
const GOAL = 100;
const COMMANDS = 24;

/** In the page: milliseconds from the key that sends a note until the frame that shows that it was taken. */
async function noteUntilShown(text: string): Promise<number> {
  const field = document.getElementById("quick-note") as HTMLInputElement;
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  write?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise(requestAnimationFrame);
  const before = field.placeholder;
  const sent = performance.now();
  field.form?.requestSubmit();
  // The number of notes in the field's hint comes from the view, which is shown when the command is durable.
  while (field.placeholder === before) {
    await new Promise<void>((resolve) => {
      const watch = new MutationObserver(() => {
        watch.disconnect();
        resolve();
      });
      watch.observe(field, { attributes: true });
    });
  }
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - sent;
}

async function times(page: Page): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let i = 0; i < COMMANDS; i++) {
    taken.push(await page.evaluate(noteUntilShown, `note ${i}`));
    await page.waitForTimeout(150);
  }
  return taken.sort((a, b) => a - b);
}

const line = (label: string, sorted: readonly number[]): string => {
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
  return `${label}: median ${at(0.5)} ms, 90 % ${at(0.9)} ms, slowest ${at(1)} ms`;
};

/** From a command to its effect on screen, its record durable before: with the full board open and the clock running. */
export default async function effect(): Promise<BenchResult> {
  const result = await withApp(async (page, url) => {
    await openBoard(page, url);
    const client = await page.context().newCDPSession(page);
    const real = await times(page);
    await page.keyboard.press("0");
    const fast = await times(page);
    await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    return { real, fast, throttled: await times(page) };
  });
  if (result === null) return { name: "effect", lines: ["no Chromium was found; set CHROME_PATH"], met: false };
  return {
    name: `effect: ${COMMANDS} commands each, board of nine charts open (goal ≤ ${GOAL} ms)`,
    lines: [
      line("at 1×", result.real),
      line("at 20×", result.fast),
      line("at 20×, processor 4 times slower", result.throttled),
    ],
    // One in ten may meet a write or a collection of garbage that somebody else's work on this machine makes longer.
    met: [result.real, result.fast].every((sorted) => (sorted[Math.floor(sorted.length * 0.9)] ?? 0) <= GOAL),
  };
}
