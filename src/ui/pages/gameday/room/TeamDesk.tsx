import { type ConsolePanel, useConsole } from "../../../console-state";
import { NARROW, useMedia } from "../../../media";
import { useTeamView } from "../../../team/context";
import { PanelSlot } from "../../console/Centre";
import css from "../../console/console.module.css";
import { Desk } from "../../console/Desk";
import { Places } from "../../console/Places";
import { useWide } from "../../console/wide";
import { useTeamKeys } from "./keys";
import { TeamHeader } from "./TeamHeader";

const PHONE: readonly ConsolePanel[] = ["board", "team", "channel", "status"];

/** The console of a team: what the seat may see in the middle, beside it the channel and the team's own work; for the facilitator the exercise. */
export default function TeamDesk() {
  const isWide = useWide();
  const isNarrow = useMedia(NARROW);
  const panel = useConsole((state) => state.panel);
  const facilitates = useTeamView((team) => team.roles.includes("facilitator"));
  const keys = useTeamKeys();
  const beside = facilitates ? "conduct" : "team";
  return (
    <Desk
      header={<TeamHeader />}
      keys={keys}
      places={(onHelp) => isNarrow && <Places label="Panels" panels={PHONE} onHelp={onHelp} />}
    >
      {isWide && (
        <aside aria-label={facilitates ? "The exercise" : "The team"} className={css.side}>
          {panel !== "channel" && !facilitates && (
            <div className={css.sideChannel}>
              <PanelSlot id="channel" label="Channel" />
            </div>
          )}
          {panel !== beside && (
            <div className={facilitates ? css.sideChannel : css.sideWork}>
              <PanelSlot id={beside} label={facilitates ? "The exercise" : "The team"} />
            </div>
          )}
        </aside>
      )}
    </Desk>
  );
}
