import { AUDIENCES } from "#domain/commands";
import type { RoleId } from "#domain/ids";
import type { Deed, TeamView } from "#domain/team";
import type { DrillState } from "../state";
import { seatOf } from "./seats";

/** What a seat knows of its team. */
export function teamView(state: DrillState, id: RoleId): TeamView | null {
  const { team } = state.story;
  if (team === undefined) return null;
  const seat = seatOf(team, id);
  return {
    seat: id,
    roles: seat?.roles ?? [],
    seats: team.seats,
    deeds: deedsOf(state),
    clock: team.clock,
    panels: [],
    services: state.scene.system.nodes.map((node) => node.id),
    hears: AUDIENCES,
    speaks: AUDIENCES,
    may: [],
    down: [],
    unreachable: [],
  };
}

function deedsOf(state: DrillState): readonly Deed[] {
  return state.journal.flatMap(({ kind, at, by, data }) => {
    const command = kind === "team" ? state.log[Number(data.log)] : undefined;
    return command?.kind === "team" ? [{ at, seat: by, deed: command.args }] : [];
  });
}
