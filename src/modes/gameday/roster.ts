import type { Second } from "#domain/ids";
import { type Deed, FIRST_SEAT, type Seat, TEAM_ROLES, type TeamRole, type TeamView } from "#domain/team";
import { checklistOf } from "./checklists";
import { done } from "./deeds";
import type { Handover, Room, Tenure } from "./room";

/** Who takes part, as what, and since when. */
export type Roster = Pick<
  Room,
  | "seats"
  | "holders"
  | "tenures"
  | "handovers"
  | "here"
  | "gone"
  | "late"
  | "unreachable"
  | "startedAt"
  | "clock"
  | "stopped"
>;

/** Roles that one person holds at a time. */
const SINGLE: ReadonlySet<TeamRole> = new Set(["commander", "deputy", "communications"]);

/** Roles by seat while deeds are read, and the tenures that come of them. */
class Tenures {
  private readonly held = new Map<string, readonly TeamRole[]>([[FIRST_SEAT, ["facilitator"]]]);
  private readonly list: { role: TeamRole; seat: string; from: Second; to: Second | null }[] = [
    { role: "facilitator", seat: FIRST_SEAT, from: 0, to: null },
  ];

  set(seat: string, roles: readonly TeamRole[], at: Second): void {
    const before = this.held.get(seat) ?? [];
    for (const role of TEAM_ROLES) {
      if (before.includes(role) === roles.includes(role)) continue;
      if (roles.includes(role)) this.list.push({ role, seat, from: at, to: null });
      else {
        const open = this.list.find((tenure) => tenure.role === role && tenure.seat === seat && tenure.to === null);
        if (open !== undefined) open.to = at;
      }
    }
    this.held.set(seat, roles);
  }

  of(seat: string): readonly TeamRole[] {
    return this.held.get(seat) ?? [];
  }

  isFree(role: TeamRole): boolean {
    return ![...this.held.values()].some((roles) => roles.includes(role));
  }

  /** Those that lasted; what changed back within a second never was. */
  all(): readonly Tenure[] {
    return this.list.filter(({ from, to }) => to === null || to > from || from === 0);
  }
}

/** Whether the clock was running already: what happens in its first second still belongs to the lobby. */
const isLater = (second: Second, startedAt: Second | null): boolean => startedAt !== null && second > startedAt;

/** What joining gives: before the clock first ran the roles that are free, afterwards those of an observer. */
const granted = (tenures: Tenures, asked: readonly TeamRole[], hasBegun: boolean): readonly TeamRole[] =>
  hasBegun
    ? ["observer"]
    : asked.filter((role) => role !== "facilitator" && (!SINGLE.has(role) || tenures.isFree(role)));

/**
 * Who held which role when. Which roles somebody got is the engine's to decide: where the deeds say otherwise than the
 * seats do, the seats are right, from the last change of a seat on.
 */
function tenuresOf(team: TeamView, startedAt: Second | null): readonly Tenure[] {
  const tenures = new Tenures();
  const touched = new Map<string, Second>();
  for (const { at, deed } of team.deeds) {
    const { second } = at;
    switch (deed.do) {
      case "join":
        tenures.set(deed.seat, granted(tenures, deed.roles, isLater(second, startedAt)), second);
        touched.set(deed.seat, second);
        break;
      case "seat":
        tenures.set(deed.seat, deed.roles, second);
        touched.set(deed.seat, second);
        break;
      case "handover":
        tenures.set(
          deed.from,
          tenures.of(deed.from).filter((role) => role !== deed.role),
          second,
        );
        tenures.set(deed.to, [...new Set([...tenures.of(deed.to), deed.role])], second);
        for (const seat of [deed.from, deed.to]) touched.set(seat, second);
        break;
      default:
        break;
    }
  }
  for (const { id, roles } of team.seats) tenures.set(id, roles, touched.get(id) ?? startedAt ?? 0);
  return tenures.all();
}

const handoverOf = ({ at, seat, deed }: Deed): readonly Handover[] => {
  if (deed.do !== "handover") return [];
  const { role, from, to, checked, text } = deed;
  const skipped = checklistOf(role).flatMap(({ id }) => (checked.includes(id) ? [] : [id]));
  return [{ role, from, to, by: seat, at: at.second, checked, skipped, text }];
};

/** Seats that first came when the clock was running already. */
function lateOf(deeds: readonly Deed[], startedAt: Second | null): readonly string[] {
  const known = new Set<string>([FIRST_SEAT]);
  const late: string[] = [];
  for (const { at, deed } of deeds) {
    if ((deed.do !== "join" && deed.do !== "seat") || known.has(deed.seat)) continue;
    known.add(deed.seat);
    if (isLater(at.second, startedAt)) late.push(deed.seat);
  }
  return late;
}

const ids = (seats: readonly Seat[]): readonly string[] => seats.map(({ id }) => id);

/** Who takes part in a team, as far as its view tells. */
export function rosterOf(team: TeamView): Roster {
  const { seats, deeds } = team;
  const clock = done(deeds, "clock").map(({ second, state, tempo, reason, who }) => ({
    at: second,
    state,
    tempo,
    reason,
    by: who,
  }));
  const startedAt = clock.find(({ state }) => state === "running")?.at ?? null;
  const [stopped] = done(deeds, "stop");
  const holding = (role: TeamRole) => ids(seats.filter(({ roles, isHere }) => isHere && roles.includes(role)));
  return {
    seats,
    holders: Object.fromEntries(TEAM_ROLES.map((role) => [role, holding(role)])) as unknown as Room["holders"],
    tenures: tenuresOf(team, startedAt),
    handovers: deeds.flatMap(handoverOf),
    here: ids(seats.filter(({ isHere }) => isHere)),
    gone: ids(seats.filter(({ isHere }) => !isHere)),
    late: lateOf(deeds, startedAt).filter((id) => seats.some((seat) => seat.id === id)),
    unreachable: team.unreachable.map(({ seat }) => seat),
    startedAt,
    clock,
    stopped: stopped === undefined ? null : { at: stopped.second, reason: stopped.reason, by: stopped.who },
  };
}

/** The name of a seat, as people say it; of one that does not exist its id. */
export const seatName = (seats: readonly Seat[], id: string): string =>
  seats.find((seat) => seat.id === id)?.name ?? id;
