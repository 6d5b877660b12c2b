import type { Page } from "playwright-core";
import { EUROPE, press, shownClock, startByKey } from "../play";
import type { Dump } from "./whole";
import type { Sight } from "./witness";

/** Draws a whole number from 0 to below `n`. */
export type Draw = (n: number) => number;

/** What a scene works with: a page that is watched, and what earlier scenes left. */
export interface Stage {
  readonly page: Page;
  readonly url: string;
  readonly draw: Draw;
  /** Addresses that scenes come back to, by scene. */
  readonly places: Map<string, string>;
  /** What was seen since the page was opened. */
  readonly sights: readonly Sight[];
}

/** What was lost of what was seen, in words; and how much of something unfinished went with the browser, in seconds. */
export interface Verdict {
  readonly missing: readonly string[];
  readonly late: number;
}

/** One kind of play. `act` goes on until the browser dies; `verdict` looks after the restart. */
export interface Scene {
  readonly name: string;
  open(stage: Stage): Promise<void>;
  act(stage: Stage): Promise<void>;
  verdict(stage: Stage, seen: readonly Sight[], dump: Dump): Promise<Verdict>;
}

const fine = { missing: [], late: 0 } as const;
const WORDS =
  "then we rolled it back and watched the errors fall while support told two customers what comes next".split(" ");

const hashOf = (page: Page): string => new URL(page.url()).hash;
const wordOf = (draw: Draw): string => WORDS[draw(WORDS.length)] as string;
const secondOf = (clock: string): number => clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
const notesOf = (placeholder: string): number => Number(/\((\d+) so far\)/.exec(placeholder)?.[1] ?? 0);

async function type(page: Page, draw: Draw, words: number): Promise<void> {
  for (let i = 0; i < words; i++) await page.keyboard.type(`${wordOf(draw)} `, { delay: 15 });
}

/** How long before the last sight the text was that came back; null when it never was seen. Seconds. */
function ageOf(seen: readonly Sight[], heading: string, text: string): number | null {
  const own = seen.filter((sight) => sight.heading === heading);
  const last = own.at(-1);
  const found = own.findLast((sight) => sight.text === text) ?? own.findLast((sight) => text.startsWith(sight.text));
  return last === undefined || found === undefined ? null : (last.at - found.at) / 1000;
}

const drill = (speed: "1" | "5" | "0", times: string): Scene => ({
  name: `incident at ${times}`,
  async open({ page, url, places }) {
    const known = places.get("incident");
    if (known !== undefined) {
      await page.goto(url + known);
      const over = page.getByRole("button", { name: "Open the debrief" });
      await over
        .or(page.getByText("paused", { exact: true }))
        .first()
        .waitFor();
      if (!(await over.isVisible())) {
        await press(page, "Space");
        return;
      }
    }
    await page.goto(`${url}#/INC-2041`);
    await startByKey(page);
    places.set("incident", hashOf(page));
  },
  async act({ page, draw }) {
    const note = page.getByRole("textbox", { name: "Note to yourself" });
    for (;;) {
      await press(page, speed);
      const deed = draw(5);
      if (deed < 2) await press(page, `g ${"bmltdcrnsi"[draw(10)]}`);
      else if (deed < 4 && (await note.isEnabled())) {
        await note.fill(wordOf(draw));
        await note.press("Enter");
        await press(page, "Escape");
      } else await page.waitForTimeout(draw(600));
    }
  },
  async verdict({ page, url, places }, seen) {
    await page.goto(`${url}${places.get("incident") ?? ""}`);
    const over = page.getByRole("button", { name: "Open the debrief" });
    await over
      .or(page.getByText("paused", { exact: true }))
      .first()
      .waitFor();
    const clock = Math.max(...seen.map((sight) => secondOf(sight.clock)).filter(Number.isFinite), 0);
    const notes = Math.max(...seen.map((sight) => notesOf(sight.notes)), 0);
    const now = await shownClock(page);
    const field = page.getByRole("textbox", { name: "Note to yourself" });
    const there = (await field.count()) === 0 ? notes : notesOf((await field.getAttribute("placeholder")) ?? "");
    return {
      missing: [
        ...(now >= clock ? [] : [`the clock stood at ${clock} and is at ${now}`]),
        ...(there >= notes ? [] : [`${notes} notes were shown, ${there} are there`]),
      ],
      late: 0,
    };
  },
});

const field = (page: Page) => page.getByRole("textbox", { name: /^Your (answer|reply)$/ });
const onwards = (page: Page) => page.getByRole("button", { name: /^(Take this score|Next round|To the self-score)$/ });
const result = (page: Page) => page.getByRole("button", { name: "Show the result" });

const interview: Scene = {
  name: "interview",
  async open({ page, url, places }) {
    const known = places.get("interview");
    if (known !== undefined) {
      await page.goto(url + known);
      await field(page).or(onwards(page)).or(result(page)).first().waitFor();
      if (!(await result(page).isVisible())) return;
    }
    await page.goto(`${url}#/interviews`);
    await page.getByRole("button", { name: "Prepare the interview" }).click();
    await page.getByRole("button", { name: "Begin" }).click();
    await field(page).or(onwards(page)).first().waitFor();
    places.set("interview", hashOf(page));
  },
  async act({ page, draw }) {
    for (;;) {
      if (await field(page).isVisible()) {
        await field(page).focus();
        await page.keyboard.press("ControlOrMeta+End");
        await type(page, draw, 1 + draw(8));
        if (draw(6) === 0) await page.keyboard.press("ControlOrMeta+Enter");
      } else if (await onwards(page).first().isVisible()) await onwards(page).first().click();
      else await page.waitForTimeout(100);
    }
  },
  async verdict({ page, url, places }, seen, dump) {
    await page.goto(`${url}${places.get("interview") ?? ""}`);
    await field(page).or(onwards(page)).or(result(page)).first().waitFor();
    const id = (places.get("interview") ?? "").split("/")[2];
    const stored = Number(dump.interviews?.find((record) => record.id === id)?.events ?? 0);
    const events = Math.max(...seen.map((sight) => sight.events), 0);
    const heading = (await page.locator("h1").first().textContent()) ?? "";
    const text = (await field(page).isVisible()) ? await field(page).inputValue() : "";
    const headings = [...new Set(seen.map((sight) => sight.heading))];
    const at = headings.indexOf(heading);
    return {
      missing: [
        ...(stored >= events ? [] : [`${events} events were written, ${stored} are there`]),
        ...(at === -1 || at === headings.length - 1
          ? []
          : [`“${headings.at(-1)}” was shown, and it is at “${heading}”`]),
      ],
      late: ageOf(seen, heading, text) ?? 0,
    };
  },
};

const recording: Scene = {
  name: "recording",
  async open({ page, url }) {
    await page.goto(`${url}#/recording`);
    const old = page.getByRole("button", { name: /^Delete (it|all)/ });
    const record = page.getByRole("button", { name: "Record", exact: true });
    await record.waitFor();
    if (await old.isVisible()) await old.click();
    await old.waitFor({ state: "detached" });
    await record.click();
    await page.getByRole("button", { name: "Stop" }).waitFor();
  },
  async act({ page }) {
    for (;;) await page.waitForTimeout(1000);
  },
  async verdict({ page, url }, seen, dump) {
    const bytes = Math.max(...seen.map((sight) => sight.bytes), 0);
    if (bytes === 0) return fine;
    const stored = (dump.chunks ?? []).reduce(
      (sum, { bytes: sound }) => sum + Buffer.from((sound as { base64: string }).base64, "base64").length,
      0,
    );
    await page.goto(`${url}#/recording`);
    await page.getByRole("button", { name: "Play", exact: true }).waitFor();
    return { missing: stored >= bytes ? [] : [`${bytes} bytes of sound were written, ${stored} are there`], late: 0 };
  },
};

const reviewsIn = (dump: Dump): number =>
  (dump.study ?? []).filter(({ deed }) => (deed as { type: string }).type === "review").length;

/** Grades that were followed by the next card, and how many were stored before. */
const graded = { before: 0, shown: 0 };

const study: Scene = {
  name: "study",
  async open({ page, url }) {
    await page.goto(`${url}#/study`);
    await page
      .getByRole("button", { name: /Show the answer/ })
      .or(page.getByText("Done for today"))
      .first()
      .waitFor();
    graded.before = await page.evaluate(async () => {
      const request = indexedDB.open("meantime");
      const database = await new Promise<IDBDatabase>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
      const all = database.transaction("study").objectStore("study").getAll();
      const log = await new Promise<{ deed: { type: string } }[]>((resolve) => {
        all.onsuccess = () => resolve(all.result);
      });
      database.close();
      return log.filter(({ deed }) => deed.type === "review").length;
    });
    graded.shown = 0;
  },
  async act({ page, draw }) {
    const show = page.getByRole("button", { name: /Show the answer/ });
    const undo = page.getByRole("button", { name: /Undo/ });
    for (;;) {
      await show.or(undo).first().waitFor();
      if (!(await show.isVisible())) {
        await undo.first().click();
        continue;
      }
      await show.click();
      const grades = page.getByRole("group", { name: "How well did you know it?" }).getByRole("button");
      await grades.nth(draw(4)).click();
      await grades.first().waitFor({ state: "detached" });
      graded.shown += 1;
    }
  },
  async verdict(_stage, _seen, dump) {
    const stored = reviewsIn(dump);
    const wanted = graded.before + graded.shown;
    return { missing: stored >= wanted ? [] : [`${wanted} grades were given, ${stored} are there`], late: 0 };
  },
};

const postmortem: Scene = {
  name: "postmortem",
  async open({ page, url, places }) {
    await page.goto(url + (places.get("postmortem") ?? ""));
    await page.getByRole("textbox", { name: "Summary" }).waitFor();
  },
  async act({ page, draw }) {
    for (;;) {
      await page.getByRole("textbox", { name: "Summary" }).focus();
      await page.keyboard.press("ControlOrMeta+End");
      await type(page, draw, 1 + draw(6));
      await page.waitForTimeout(draw(900));
    }
  },
  async verdict({ page, url, places }, seen) {
    await page.goto(url + (places.get("postmortem") ?? ""));
    await page.getByRole("textbox", { name: "Summary" }).waitFor();
    const text = await page.getByRole("textbox", { name: "Summary" }).inputValue();
    const saved = seen.findLast((sight) => sight.isSaved)?.text ?? "";
    const heading = seen.at(-1)?.heading ?? "";
    return {
      missing: text.startsWith(saved)
        ? []
        : [`“${saved.slice(-60)}” was shown as saved, “${text.slice(-60)}” is there`],
      late: ageOf(seen, heading, text) ?? 0,
    };
  },
};

/** Plays an incident to its end, so that something can be written about it. */
export async function prepare({ page, url, places }: Stage): Promise<void> {
  await page.goto(`${url}#/INC-2041`);
  await startByKey(page);
  const run = hashOf(page);
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "Commands" });
  await palette.getByRole("combobox").waitFor();
  await page.keyboard.type("end the run");
  await palette
    .getByRole("option", { name: /^End the run/ })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "End the run" }).click();
  await page.getByRole("button", { name: "Open the debrief" }).waitFor();
  await page.goto(`${url}${run}/postmortem`);
  await page
    .getByText(/^Saved /)
    .first()
    .waitFor();
  places.set("postmortem", `${run}/postmortem`);
}

export const SEED_OF_RUNS = EUROPE;
export const SCENES: readonly Scene[] = [
  drill("1", "1×"),
  interview,
  drill("5", "5×"),
  recording,
  study,
  drill("0", "20×"),
  postmortem,
];
