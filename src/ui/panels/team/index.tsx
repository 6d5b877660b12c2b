import { useTeamView } from "../../team/context";
import { Asking } from "./Asking";
import { LateBriefing } from "./Briefing";
import { Decisions } from "./Decisions";
import { Everybody } from "./Everybody";
import { Findings } from "./Findings";
import { MyTasks } from "./MyTasks";
import { People } from "./People";
import { Polls } from "./Polls";
import { Timers } from "./Timers";
import css from "./team.module.css";
import { Watch } from "./Watch";
import { YourPart } from "./YourPart";

/** How the team works: one's own tasks first, what is asked and decided, everybody's tasks, who is who, and what one knows alone. */
export default function TeamPanel() {
  const away = useTeamView((team) => team.unreachable.some(({ seat }) => seat === team.seat));
  if (away) return <p className={css.away}>You cannot be reached at present: the others go on without you.</p>;
  return (
    <div className={css.panel}>
      <YourPart />
      <LateBriefing />
      <Watch />
      <MyTasks />
      <Polls />
      <Asking />
      <Timers />
      <Everybody />
      <Decisions />
      <Findings />
      <People />
    </div>
  );
}
