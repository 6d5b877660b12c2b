import type { Audience } from "#domain/commands";
import type { FactId, Second } from "#domain/ids";
import type { RunHeader } from "#domain/run";
import { FIRST_SEAT, type Seat, type TeamView } from "#domain/team";
import type { PanelId } from "#domain/telemetry";

/** Who knows a fact: seats that saw it on their own screen, those who hear an audience it was told in, or everybody. */
export interface Known {
  readonly fact: FactId;
  readonly seats: readonly string[];
  readonly audiences: readonly Audience[];
  readonly all: boolean;
}

/** What has to be known of deeds to judge later ones; the deeds themselves stand in the log. */
export interface TeamIndex {
  readonly tasks: readonly {
    readonly id: string;
    readonly owner: string;
    readonly state: "assigned" | "acknowledged" | "done" | "dropped";
  }[];
  readonly polls: readonly {
    readonly id: string;
    readonly by: string;
    readonly options: number;
    readonly isOpen: boolean;
  }[];
  /** `log`: where its text stands. */
  readonly drafts: readonly {
    readonly id: string;
    readonly by: string;
    readonly isOpen: boolean;
    readonly log: number;
  }[];
  readonly timers: readonly string[];
  readonly decisions: readonly string[];
  readonly injects: readonly string[];
  readonly cards: readonly string[];
  readonly entries: readonly string[];
  readonly gaps: readonly string[];
  /** Deeds so far, by seat. */
  readonly counts: readonly { readonly seat: string; readonly deeds: number }[];
}

/** Who plays together, as far as it decides what they may see and do. Lists are replaced, never changed. */
export interface TeamStory {
  seats: readonly Seat[];
  clock: TeamView["clock"];
  /** The second in which the clock first ran; null in the lobby, in which no time passes. */
  ranSince: Second | null;
  /** Tools that do not load, and who cannot be reached; what is over is taken out in its second. */
  down: readonly { readonly panel: PanelId; readonly until: Second }[];
  unreachable: readonly { readonly seat: string; readonly since: Second; readonly until: Second }[];
  known: readonly Known[];
  index: TeamIndex;
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
    ranSince: null,
    down: [],
    unreachable: [],
    known: [],
    index: {
      tasks: [],
      polls: [],
      drafts: [],
      timers: [],
      decisions: [],
      injects: [],
      cards: [],
      entries: [],
      gaps: [],
      counts: [],
    },
  };
}

/** What is over by this second: tools load again, people can be reached. */
export function endOutages(team: TeamStory, now: Second): void {
  if (team.down.some(({ until }) => until <= now)) team.down = team.down.filter(({ until }) => until > now);
  if (team.unreachable.some(({ until }) => until <= now)) {
    team.unreachable = team.unreachable.filter(({ until }) => until > now);
  }
}
