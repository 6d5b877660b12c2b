import { expect, it, onTestFinished } from "vitest";
import { drawInt, streamId } from "#lib/random";
import { RelayProcess } from "./gameday/relay";
import { serveDist } from "./harness";
import { hearing, speechFile } from "./speech-file";
import { newProfile, startBrowser } from "./storage/process";
import { tortured } from "./torture/gameday";
import { prepare, SCENES, type Scene, type Stage } from "./torture/scenes";
import { dumpOf, torn } from "./torture/whole";
import { type Sight, witness } from "./torture/witness";

/** `npm run torture` sets them. */
const KILLS = Number(process.env.TORTURE_KILLS ?? 7);
const SEED = Number(process.env.TORTURE_SEED ?? 1);
/** Of all kills so many more during a game day: with a relay, and in one browser alone. */
const TOGETHER = Math.ceil(KILLS / 4);
const ALONE = Math.ceil(KILLS / 8);
/** A room sees so many of them: an exercise does not last for ever. */
const OF_A_ROOM = 10;
/** Milliseconds of play before a kill. */
const EARLIEST = 100;
const LATEST = 5_000;
const MOMENTS = streamId("torture moment");
const DEEDS = streamId("torture deed");

it(
  `D32 ${KILLS} kills of the browser at random moments of play lose nothing that was shown and tear nothing (seed ${SEED})`,
  async () => {
    const served = await serveDist();
    onTestFinished(() => served.close());
    const profile = newProfile();
    const flags = hearing(speechFile(3, 1));
    const places = new Map<string, string>();
    const faults: string[] = [];
    const late = new Map<string, number>();

    const start = async (kill: number): Promise<{ stage: Stage; kill: () => Promise<void> }> => {
      const browser = await startBrowser(profile, flags);
      const page = await browser.context.newPage();
      const sights = await witness(page);
      let deeds = 0;
      const draw = (n: number) => drawInt(n, SEED, DEEDS, kill, deeds++);
      page.on("pageerror", (error) => faults.push(`kill ${kill}: ${error.message}`));
      return { stage: { page, url: served.url, draw, places, sights }, kill: browser.kill };
    };

    let { stage, kill: end } = await start(0);
    await prepare(stage);
    let before: { scene: Scene; seen: readonly Sight[]; at: number } | null = null;
    for (let kill = 1; kill <= KILLS + 1; kill++) {
      if (before !== null) {
        ({ stage, kill: end } = await start(kill));
        await stage.page.goto(`${served.url}rescue.html`);
        const dump = await dumpOf(stage.page);
        const { missing, late: lost } = await before.scene.verdict(stage, before.seen, dump);
        const found = [...torn(dump), ...missing];
        faults.push(
          ...found.map((fault) => `kill ${kill - 1}, ${before?.scene.name}, after ${before?.at} ms: ${fault}`),
        );
        late.set(before.scene.name, Math.max(lost, late.get(before.scene.name) ?? 0));
        const records = Object.values(dump).reduce((sum, all) => sum + all.length, 0);
        console.log(
          `kill ${kill - 1} of ${KILLS}, ${before.scene.name}, after ${before.at} ms: ${before.seen.length} sights, ` +
            `${records} records, ${found.length === 0 ? "whole" : found.join("; ")}`,
        );
      }
      if (kill > KILLS) break;
      const scene = SCENES[(kill - 1) % SCENES.length] as Scene;
      await scene.open(stage);
      const from = stage.sights.length;
      let isDead = false;
      const acting = scene.act(stage).catch((error: unknown) => {
        if (!isDead) faults.push(`kill ${kill}, ${scene.name}: ${String(error)}`);
      });
      const at = EARLIEST + drawInt(LATEST - EARLIEST, SEED, MOMENTS, kill, 0);
      await new Promise((resolve) => setTimeout(resolve, at));
      isDead = true;
      await end();
      await acting;
      before = { scene, seen: stage.sights.slice(from), at };
    }
    await end();
    for (const [scene, seconds] of late) {
      if (seconds > 0)
        console.log(`${scene}: at most ${seconds.toFixed(1)} s of what was being typed went with the browser`);
    }
    expect(faults).toEqual([]);
  },
  KILLS * 300_000,
);

/** So many kills, room by room. */
async function rooms(kills: number, play: (kills: number, seed: number) => Promise<readonly string[]>) {
  const faults: string[] = [];
  for (let done = 0; done < kills; done += OF_A_ROOM) {
    faults.push(...(await play(Math.min(OF_A_ROOM, kills - done), SEED + done)));
  }
  return faults;
}

it(
  `D32 TE11 ${TOGETHER} kills of the facilitator's browser, a player's and the relay during a game day lose nothing that anybody was shown (seed ${SEED})`,
  async () => {
    const relay = await RelayProcess.start();
    const { url: served } = relay.served;
    expect(await rooms(TOGETHER, (kills, seed) => tortured({ kills, seed, served, relay }))).toEqual([]);
  },
  KILLS * 300_000,
);

it(
  `D32 ${ALONE} kills of a browser in which all of a game day happens lose nothing that was shown (seed ${SEED})`,
  async () => {
    const { url: served, close } = await serveDist();
    onTestFinished(close);
    expect(await rooms(ALONE, (kills, seed) => tortured({ kills, seed, served, relay: null }))).toEqual([]);
  },
  KILLS * 300_000,
);
