import { TeamLive } from "./live";
import type { TeamOptions } from "./options";

export type * from "./contract";
export type { TeamOptions } from "./options";

/**
 * Opens a team's run, as far as it is known here. Throws a RangeError when it cannot be played with this program (see
 * `whyNotPlayable`); what happens to storage and connections is in the session's state.
 */
export async function openTeam(options: TeamOptions): Promise<TeamLive> {
  return new TeamLive(options);
}
