import type { Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { drawInt, streamId } from "#lib/random";
import type { RelayProcess } from "../gameday/relay";
import { press } from "../play";
import { newProfile } from "../storage/process";
import { conduct, enter, finishedIn, hasAll, Person, putQueue, type Shown, talk } from "./room";
import { dumpOf, torn } from "./whole";

/** Milliseconds between something new on a screen and a kill. */
const EARLIEST = 0;
const LATEST = 3_000;
/** A plan has so many injects, one every so many simulated seconds. */
const INJECTS = 200;
const EVERY = 20;
const MOMENTS = streamId("torture of a game day, moment");
const VICTIMS = streamId("torture of a game day, victim");

export interface Torture {
  readonly kills: number;
  readonly seed: number;
  /** Where the app is served. */
  readonly served: string;
  /** Dies at times, too; null: one browser alone, with a window for each of them. */
  readonly relay: RelayProcess | null;
}

/** Plays a game day under kills. What was wrong, in words; empty when nothing was. */
export async function tortured({ kills, seed, served, relay }: Torture): Promise<readonly string[]> {
  const faults: string[] = [];
  const shown: Shown = { said: new Set(), injects: new Set(), clock: 0 };
  const person = (...names: string[]) => new Person(names, newProfile(), served, shown, faults);
  const people = relay === null ? [person("Fay", "Ana")] : [person("Fay"), person("Ana")];
  for (const each of people) onTestFinished(() => each.kill());
  const windows = () => people.flatMap(({ pages, names }) => pages.map((page, i) => ({ page, name: names[i] ?? "" })));
  let said = 0;

  for (const each of people) await each.start();
  const room = await begin(
    windows().map(({ page }) => page),
    served,
  );
  for (const { page } of windows()) await enter(page, room);

  for (let kill = 1; kill <= kills; kill++) {
    let isDead = false;
    const isOver = () => isDead;
    const acting = windows().map(({ page, name }) =>
      (name === "Fay" ? conduct(page, isOver) : talk(page, name, () => said++, isOver)).catch((error: unknown) => {
        if (!isDead) faults.push(`kill ${kill}, ${name}: ${String(error)}`);
      }),
    );
    const heard = shown.said.size;
    await expect.poll(() => shown.said.size).toBeGreaterThan(heard);
    const at = EARLIEST + drawInt(LATEST - EARLIEST, seed, MOMENTS, kill, 0);
    await new Promise((resolve) => setTimeout(resolve, at));
    isDead = true;
    // One of the two, or both at once; every second time the relay, too.
    const which = relay === null ? 0 : drawInt(3, seed, VICTIMS, kill, 0);
    const victims = which === 2 ? people : people.slice(which, which + 1);
    const isRelayDead = relay !== null && kill % 2 === 1;
    await Promise.all([...victims.map((each) => each.kill()), ...(isRelayDead ? [relay.kill()] : [])]);
    await Promise.all(acting);
    if (isRelayDead) await relay.again();
    const before = faults.length;
    for (const each of victims) faults.push(...torn(await each.start()).map((fault) => `kill ${kill}: ${fault}`));
    const stoodAt = shown.clock;
    for (const { page } of windows()) await enter(page, room);
    for (const { page, name } of windows()) {
      faults.push(...(await hasAll(page, shown)).map((fault) => `kill ${kill}, ${name}: ${fault}`));
    }
    await expect.poll(() => shown.clock).toBeGreaterThan(stoodAt);
    const names = victims.flatMap((each) => each.names).join(" and ");
    console.log(
      `kill ${kill} of ${kills}, ${names}${isRelayDead ? " and the relay" : ""}, after ${at} ms: ${shown.said.size} of ${said} ` +
        `were seen, the clock stood at ${stoodAt}, ${faults.length === before ? "whole" : faults.slice(before).join("; ")}`,
    );
  }
  return [...faults, ...(await ended(people, windows()[0]?.page, shown))];
}

/** Opens a room with a queue of injects, takes the two seats and lets the clock run, five times as fast. Gives the room's address. */
async function begin([fay, ana]: readonly Page[], served: string): Promise<string> {
  if (fay === undefined || ana === undefined) throw new Error("a game day has two windows at least");
  await fay.goto(`${served}#/gameday`);
  await fay.getByRole("button", { name: "Plan a game day" }).click();
  await fay.getByRole("button", { name: /Checkout complaints/ }).click();
  await fay.getByRole("button", { name: "Open the lobby" }).waitFor();
  await fay.evaluate(putQueue, [new URL(fay.url()).hash.split("/").at(-1) ?? "", INJECTS, EVERY] as const);
  await fay.reload();
  await fay.getByRole("button", { name: "Open the lobby" }).click();
  await fay.getByRole("button", { name: "Start the exercise" }).waitFor();
  const room = fay.url();
  const link = await fay.locator("code").last().innerText();
  await ana.goto(served + new URL(link).hash);
  await ana.getByLabel("Your name").fill("Ana");
  await ana.getByRole("checkbox", { name: /^Incident commander/ }).check();
  await ana.getByRole("button", { name: "Take a seat" }).click();
  await fay.getByText("1 person here").waitFor();
  await fay.getByRole("button", { name: "Start the exercise" }).click();
  const fast = fay.getByRole("radio", { name: "5 seconds a second" });
  await fast.click();
  await expect.poll(() => fast.isChecked()).toBe(true);
  // Nobody has anything to say before there is a page.
  await ana.getByRole("button", { name: "Acknowledge" }).click();
  return room;
}

/** Ends the exercise; what is wrong with the runs that everybody has stored then, in words. */
async function ended(people: readonly Person[], fay: Page | undefined, shown: Shown): Promise<string[]> {
  if (fay === undefined) return ["nobody is there to end it"];
  await press(fay, "Escape g f");
  await fay.getByRole("button", { name: /End the exercise/ }).click();
  await fay.getByRole("dialog").getByRole("button", { name: /End/ }).click();
  const runs: NonNullable<ReturnType<typeof finishedIn>>[] = [];
  for (const { pages } of people) {
    for (const page of pages) await page.getByText("The exercise is over").waitFor();
    const beside = await pages[0]?.context().newPage();
    if (beside === undefined) continue;
    await beside.goto(new URL("rescue.html", fay.url()).href);
    await expect.poll(async () => finishedIn(await dumpOf(beside))).not.toBeNull();
    const run = finishedIn(await dumpOf(beside));
    if (run !== null) runs.push(run);
  }
  const { commands = [], all } = runs[0] ?? {};
  const texts = commands.map(({ args }) => args.text ?? "");
  const injects = commands.flatMap(({ args }) => (args.do === "inject" ? [args.inject ?? ""] : []));
  return [
    ...(runs.every((run) => run.all === all) ? [] : ["the devices have stored different runs"]),
    ...[...shown.said].flatMap((text) => {
      const count = texts.filter((each) => each === text).length;
      return count === 1 ? [] : [`“${text}” stands in the run ${count} times`];
    }),
    ...(shown.injects.size > 0 ? [] : ["no inject happened"]),
    ...[...shown.injects].filter((id) => !injects.includes(id)).map((id) => `${id} was shown and is not in the run`),
    ...(new Set(injects).size === injects.length ? [] : [`injects happened twice: ${injects.join(", ")}`]),
  ];
}
