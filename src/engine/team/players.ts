import type { Seat } from "#domain/team";
import type { DrillState } from "../state";

/** Who plays a run: authors of its commands, or the seats of a team, by the ids that the journal and messages carry. */
export interface Players {
  readonly ids: ReadonlySet<string>;
  /** Seats of a team; none in a run that is played alone. */
  readonly seats: readonly Seat[];
  readonly isTeam: boolean;
  /** What somebody who played is called: `You` alone, in a team the name of the seat. Null for whoever did not play. */
  name(id: string): string | null;
}

/** The players of a run as it stands: everybody who has had a seat, whoever is here now. */
export function playersOf({ header, story }: DrillState): Players {
  if (story.team === undefined) {
    const ids = new Set(header.roles.map(({ author }) => author));
    return { ids, seats: [], isTeam: false, name: (id) => (ids.has(id) ? "You" : null) };
  }
  const { seats } = story.team;
  const names = new Map(seats.map(({ id, name }) => [id, name]));
  return { ids: new Set(names.keys()), seats, isTeam: true, name: (id) => names.get(id) ?? null };
}
