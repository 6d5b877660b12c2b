import type { Command, CommandBody, Refusal } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { RunHeader } from "#domain/run";
import type { Seat, TeamDeed, TeamRole } from "#domain/team";
import { advanceTo, apply, createState, type DrillState, newHeader, view } from "#engine/index";
import { PROGRAM } from "./fixture";

/** Of a team on the tiny shop: whoever opened the room sits at the device `main`. */
export const teamHeader = (seed = 7): RunHeader => ({
  ...newHeader(PROGRAM, { seed, variant: "bad-pod" }),
  clock: "team",
  roles: [{ author: "main", role: "facilitator" }],
});

/** Seats of a whole team, one device each; `rex` works on the shop, `sia` on the stock. */
export const SEATS: readonly (readonly [string, TeamRole, readonly string[]])[] = [
  ["ada", "commander", []],
  ["dee", "deputy", []],
  ["rex", "resolver", ["shop"]],
  ["sia", "resolver", ["stock"]],
  ["cal", "communications", []],
  ["sam", "scribe", []],
  ["oli", "observer", []],
];

/** A team's run under way, and what is needed to play it: each seat acts from the device of its name, in capitals. */
export class Team {
  readonly state: DrillState;
  readonly commands: Command[] = [];
  private counter = 0;

  constructor(
    readonly header: RunHeader = teamHeader(),
    readonly program: Program = PROGRAM,
  ) {
    this.state = createState(program, header);
  }

  /** A command from a seat, from its own device unless another is given. */
  give(seat: string, body: CommandBody, device = this.deviceOf(seat)): Refusal | null {
    const { now } = this.state;
    const command: Command = { ...body, second: now, author: device, counter: this.counter++, role: seat, seen: now };
    this.commands.push(command);
    return apply(this.state, command).refusal;
  }

  deed(seat: string, deed: TeamDeed, device?: string): Refusal | null {
    return this.give(seat, { kind: "team", args: deed }, device);
  }

  deviceOf(seat: string): string {
    return this.seat(seat)?.device ?? (seat === "facilitator" ? "main" : seat.toUpperCase());
  }

  seat(id: string): Seat | undefined {
    return this.state.story.team?.seats.find((seat) => seat.id === id);
  }

  join(id: string, roles: readonly TeamRole[], services: readonly string[] = []): Refusal | null {
    return this.deed(id, { do: "join", seat: id, name: `${id[0]?.toUpperCase()}${id.slice(1)}`, roles, services });
  }

  run(): Refusal | null {
    return this.deed("facilitator", { do: "clock", state: "running", tempo: 1, reason: "" });
  }

  to(second: number): this {
    advanceTo(this.state, second, []);
    return this;
  }

  view(seat: string) {
    return view(this.state, seat);
  }
}

/** A whole team with its clock running, at a second. */
export function wholeTeam(second = 0, seats = SEATS, program = PROGRAM): Team {
  const team = new Team(teamHeader(), program);
  for (const [id, role, services] of seats) team.join(id, [role], services);
  team.run();
  return team.to(second);
}
