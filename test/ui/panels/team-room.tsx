import { act, render } from "@testing-library/react";
import type { ReactElement } from "react";
import type { CommandBody, Refusal } from "#domain/commands";
import type { TeamDeed, TeamRole } from "#domain/team";
import { consoleStore, initialConsole } from "#ui/console-state";
import { type Services, ServicesProvider } from "#ui/services";
import { type OpenRoom, RoomProvider } from "#ui/team/context";
import { type Device, FOUNDER, Room } from "../../session/team/room";
import { drill } from "./session";

export const ADDRESS = { room: "room", secret: "secret", founder: FOUNDER, relay: null };

/** Somebody around the facilitator's screen. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly TeamRole[];
  readonly services?: readonly string[];
}

export const TEAM: readonly Person[] = [
  { id: "ana", name: "Ana", roles: ["commander"] },
  { id: "bo", name: "Bo", roles: ["resolver"] },
  { id: "cal", name: "Cal", roles: ["communications"] },
  { id: "sam", name: "Sam", roles: ["scribe"] },
];

/** A real room on the real drill: the facilitator's device, which acts for everybody around it, and others that join. */
export class TeamRoom {
  readonly devices: Device[] = [];

  private constructor(
    readonly room: Room,
    readonly main: Device,
  ) {
    this.devices.push(main);
  }

  /** In the lobby. */
  static async open(people = TEAM): Promise<TeamRoom> {
    const room = new Room(drill());
    const made = new TeamRoom(room, await room.open(FOUNDER));
    for (const { id, name, roles, services = [] } of people) {
      await made.deed({ do: "seat", seat: id, name, device: null, roles, services }, "facilitator");
    }
    return made;
  }

  /** Under way: the clock runs, and so many seconds have passed. */
  static async running(seconds = 170, people = TEAM): Promise<TeamRoom> {
    const made = await TeamRoom.open(people);
    await made.pass(5);
    await made.main.session.setClock("running", 5, "");
    await made.pass(Math.ceil(seconds / 5));
    return made;
  }

  get now(): number {
    return this.main.session.getState().view?.now ?? -1;
  }

  /** Real seconds. */
  async pass(seconds: number): Promise<void> {
    await act(async () => {
      for (let left = seconds; left > 0; left--) for (const { clock } of this.devices) await clock.turn(1);
    });
  }

  async join(device: string | null): Promise<Device> {
    const joined = await this.room.open(device);
    this.devices.push(joined);
    await this.pass(1);
    return joined;
  }

  async deed(deed: TeamDeed, seat: string, device = this.main): Promise<void> {
    await this.send({ kind: "team", args: deed }, seat, device);
  }

  async send(body: CommandBody, seat: string, device = this.main): Promise<void> {
    let refusal: Refusal | null = null;
    await act(async () => {
      refusal = await device.session.send(body, seat);
    });
    if (refusal !== null) throw new Error(`${JSON.stringify(body)}: ${JSON.stringify(refusal)}`);
  }

  opened(device = this.main): OpenRoom {
    const { log, session } = device;
    return { address: ADDRESS, setup: this.room.net.setup, log, session };
  }

  /** Shows part of the console as a seat sees it. */
  show(element: ReactElement, seat: string | null = "ana", device = this.main, services: Partial<Services> = {}) {
    consoleStore.setState(initialConsole, true);
    if (seat !== null) device.session.actAs(seat);
    return render(
      <ServicesProvider value={{ clock: device.clock, runs: device.store, ...services } as unknown as Services}>
        <RoomProvider room={this.opened(device)}>{element}</RoomProvider>
      </ServicesProvider>,
    );
  }

  /** What was accepted, by kind of deed. */
  deeds<K extends TeamDeed["do"]>(kind: K): readonly Extract<TeamDeed, { do: K }>[] {
    const done = this.main.session.viewOf("facilitator")?.team?.deeds ?? [];
    return done.flatMap(({ deed }) => (deed.do === kind ? [deed as Extract<TeamDeed, { do: K }>] : []));
  }
}
