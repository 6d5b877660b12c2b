import type { Seat, TeamRole } from "#domain/team";

/** What a role is called, and what it is there for. */
export const ROLE_WORDS: Readonly<
  Record<TeamRole, { readonly label: string; readonly short: string; readonly about: string }>
> = {
  facilitator: { label: "Facilitator", short: "FAC", about: "Runs the exercise; is no part of the incident" },
  commander: { label: "Incident commander", short: "IC", about: "Decides, delegates, and does not debug" },
  deputy: { label: "Deputy", short: "DEP", about: "Keeps time and tasks, stands in for the commander" },
  resolver: { label: "Resolver", short: "RES", about: "Looks into services and mends them" },
  communications: { label: "Communications", short: "COM", about: "Writes to customers, support and leadership" },
  scribe: { label: "Scribe", short: "SCR", about: "Keeps the timeline of what was decided and done" },
  observer: { label: "Observer", short: "OBS", about: "Watches how the team works" },
};

/** Roles somebody may ask for in the lobby. */
export const JOINABLE = [
  "commander",
  "deputy",
  "resolver",
  "communications",
  "scribe",
  "observer",
] as const satisfies readonly TeamRole[];

/** "Incident commander, Scribe". */
export const rolesText = (seat: Pick<Seat, "roles">): string =>
  seat.roles.length === 0 ? "No role" : seat.roles.map((role) => ROLE_WORDS[role].label).join(", ");
