import { expect, it } from "vitest";
import type { SharedLog, TeamSetup } from "#session/team/contract";
import { openTeam } from "#session/team/index";
import { frozen } from "../../adapters/storage/samples";
import { browser, until } from "../../adapters/sync/samples";
import { FakeStore } from "../fakes";
import { SAMPLE } from "../program";
import { setupFor } from "./room";
import { foldedHash, QuickClock } from "./several";

async function sessionOn(log: SharedLog) {
  await until(() => log.setup() !== null);
  const clock = new QuickClock();
  const setup = log.setup() as TeamSetup;
  const freeze = (_program: unknown, run: { readonly horizon: number }) => frozen(run.horizon);
  const session = await openTeam({ program: SAMPLE, log, setup, clock, store: new FakeStore(), freeze });
  const second = () => session.getState().view?.now ?? -1;
  return { log, clock, session, second };
}

it("TE11 windows of one browser, over the logs they really use: a facilitator, a player and a projector agree", async () => {
  const { window } = await browser();
  const { address, log } = await window().found((device) => setupFor(SAMPLE, device), null);
  const ann = await sessionOn(log);
  const bea = await sessionOn(await window().join(address, false));
  const projector = await sessionOn(await window().join(address, true));
  const all = [ann, bea, projector];
  const seat = { seat: "bea", name: "Bea", roles: ["resolver"], services: [] } as const;
  expect(await bea.session.deed({ do: "join", ...seat })).toBeNull();
  await until(() => ann.session.getState().view?.team?.seats.length === 2);
  for (let i = 0; i < 3; i++) await ann.clock.second();
  expect(await ann.session.setClock("running", 1, "")).toBeNull();
  // So few that nobody takes them for a flood, however soon they come.
  for (let i = 0; i < 4; i++) await ann.clock.second();
  await until(() => all.every((each) => each.second() === 4));
  expect(await bea.session.deed({ do: "poll", poll: "p", question: "Objections?", options: ["no", "yes"] })).toBeNull();
  expect(await bea.session.send({ kind: "note", args: { text: "Odd." } })).toBeNull();
  await until(() => all.every(({ session }) => session.log().run.commands.length === 4));
  expect(ann.session.getTeam().presence).toMatchObject([{ seat: "bea", second: 4 }]);
  expect(projector.session.getState()).toMatchObject({ status: "read-only", view: { role: "" } });
  expect(new Set(all.map(({ session }) => foldedHash(session))).size).toBe(1);
  for (const { session } of all) expect(session.log().run).toEqual(ann.session.log().run);
  for (const { session, log } of all) {
    session.dispose();
    log.close();
  }
});

it("TE13 who drives alone goes on after a reload where the clock was, not from the last checkpoint", async () => {
  const { window } = await browser();
  const { address, log } = await window().found((device) => setupFor(SAMPLE, device), null);
  const ann = await sessionOn(log);
  for (let i = 0; i < 3; i++) await ann.clock.second();
  expect(await ann.session.setClock("running", 1, "")).toBeNull();
  for (let i = 0; i < 12; i++) await ann.clock.second();
  expect(ann.second()).toBe(12);
  ann.session.dispose();
  log.close();
  const own = await reopened(() => window().join(address, false), log.device);
  const again = await sessionOn(own);
  expect(again.second()).toBe(12);
  for (let i = 0; i < 4; i++) await again.clock.second();
  expect(again.second()).toBeGreaterThan(12);
  again.session.dispose();
  own.close();
});

/** The window's place is free again when what it was writing is written. */
async function reopened(join: () => Promise<SharedLog>, device: string | null): Promise<SharedLog> {
  for (;;) {
    const log = await join();
    if (log.device === device) return log;
    log.close();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
