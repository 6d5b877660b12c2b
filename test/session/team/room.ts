import type { Program } from "#domain/drill";
import type { RunHeader } from "#domain/run";
import { newHeader } from "#engine/index";
import type { TeamEntry, TeamSetup } from "#session/team/contract";
import { openTeam } from "#session/team/index";
import { frozen } from "../../adapters/storage/samples";
import { FakeClock, FakeStore } from "../fakes";
import { SAMPLE } from "../program";
import { type MemoryLog, MemoryNet } from "./memory";

export const FOUNDER = "ann";

export function teamHeader(program: Program = SAMPLE, founder = FOUNDER): RunHeader {
  const header = newHeader(program, { seed: 7, clock: "team", id: "team-run", author: founder });
  return { ...header, roles: [{ author: founder, role: "facilitator" }] };
}

export const setupFor = (program: Program = SAMPLE, founder = FOUNDER): TeamSetup => ({
  format: 1,
  title: "Tuesday",
  header: teamHeader(program, founder),
  subject: { kind: "drill", slug: program.card.slug },
  renames: { services: {}, people: {} },
});

/** A room with a clock of its own for each device, as each machine has one. */
export class Room {
  readonly net: MemoryNet;
  constructor(readonly program: Program = SAMPLE) {
    this.net = new MemoryNet(setupFor(program));
  }

  async open(device: string | null, kept: readonly TeamEntry[] = [], clock = new FakeClock(), store = new FakeStore()) {
    const log = this.net.join(device, kept);
    return this.around(log, clock, store);
  }

  private async around(log: MemoryLog, clock: FakeClock, store: FakeStore) {
    const session = await openTeam({
      program: this.program,
      log,
      setup: this.net.setup,
      clock,
      store,
      freeze: (_program, run) => frozen(run.horizon),
    });
    return { log, clock, store, session };
  }
}

export type Device = Awaited<ReturnType<Room["open"]>>;

/** Lets the same time pass for all. */
export async function turn(devices: readonly Device[], seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left--) for (const { clock } of devices) await clock.turn(1);
}

/** Closes a device, as a reload does, and opens it again with what it had stored. */
export async function reload(room: Room, device: Device): Promise<Device> {
  const { log, clock, store, session } = device;
  session.dispose();
  log.close();
  return room.open(log.device, log.entries(), clock, store);
}
