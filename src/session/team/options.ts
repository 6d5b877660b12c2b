import type { SharedLog, TeamSetup } from "./contract";
import type { Keeping } from "./keep";

/** What a team's session is opened with. */
export interface TeamOptions extends Keeping {
  readonly log: SharedLog;
  /** As the log has it. */
  readonly setup: TeamSetup;
}
