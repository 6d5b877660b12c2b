import { lazy, Suspense } from "react";
import { type ConsolePanel, useConsole } from "../../../console-state";
import { NARROW, useMedia } from "../../../media";
import { useFacilitatorSeat } from "../../../team/conducting";
import { useTeamView } from "../../../team/context";
import { useWide } from "../../../wide";
import { PanelSlot } from "../../console/Centre";
import css from "../../console/console.module.css";
import { Desk } from "../../console/Desk";
import { Places } from "../../console/Places";
import { useTeamKeys } from "./keys";
import { TeamHeader } from "./TeamHeader";
import { useBeginsWithTalk } from "./told";

/** Only a facilitator's desk loads it: it knows the plan and the guide. */
const Conductor = lazy(() => import("../../../panels/conduct/Conductor"));

const PHONE: readonly ConsolePanel[] = ["board", "team", "channel", "status"];
const PHONE_OF_FACILITATOR: readonly ConsolePanel[] = ["conduct", "board", "channel", "team"];

/** The console of a team: what the seat may see in the middle, beside it the channel and the team's own work; for the facilitator the exercise. */
export default function TeamDesk() {
  const isWide = useWide();
  const isNarrow = useMedia(NARROW);
  const panel = useConsole((state) => state.panel);
  const facilitates = useTeamView((team) => team.roles.includes("facilitator"));
  const runsIt = useFacilitatorSeat() !== null;
  const keys = useTeamKeys();
  useBeginsWithTalk();
  const beside = facilitates ? "conduct" : "team";
  return (
    <Desk
      header={<TeamHeader />}
      keys={keys}
      places={(onHelp) =>
        isNarrow && <Places label="Panels" panels={facilitates ? PHONE_OF_FACILITATOR : PHONE} onHelp={onHelp} />
      }
    >
      {isWide && (
        <aside aria-label={facilitates ? "The exercise" : "The team"} className={css.side}>
          {panel !== "channel" && (!facilitates || panel === beside) && (
            <div className={css.sideChannel}>
              <PanelSlot id="channel" label="Channel" />
            </div>
          )}
          {panel !== beside && (
            <div className={facilitates ? css.sideChannel : css.sideTeam}>
              <PanelSlot id={beside} label={facilitates ? "The exercise" : "The team"} />
            </div>
          )}
        </aside>
      )}
      {runsIt && (
        <Suspense fallback={null}>
          <Conductor />
        </Suspense>
      )}
    </Desk>
  );
}
