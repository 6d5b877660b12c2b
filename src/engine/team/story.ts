import type { RunHeader } from "#domain/run";
import { FIRST_SEAT, type Seat, type TeamView } from "#domain/team";

/** Who plays together, as far as it decides what they may see and do. Lists are replaced, never changed. */
export interface TeamStory {
  seats: readonly Seat[];
  clock: TeamView["clock"];
}

/** The team before anybody has joined: who opened the room facilitates. */
export function emptyTeam(header: RunHeader): TeamStory {
  const device = header.roles[0]?.author ?? "";
  return {
    seats: [
      {
        id: FIRST_SEAT,
        name: "Facilitator",
        device,
        roles: ["facilitator"],
        services: [],
        isReady: true,
        isHere: true,
      },
    ],
    clock: { state: "lobby", tempo: 1, holder: device },
  };
}
