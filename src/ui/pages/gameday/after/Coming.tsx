import { formatClock } from "../../../kit/format";
import { Skeleton } from "../../../kit/State";
import { useView } from "../../../live";
import { useTeam } from "../../../team/context";
import css from "./after.module.css";

/** Real milliseconds without a word from whoever drives the clock, after which they count as gone. */
const SILENT = 3_000;

/** What is waited for until the run can be retold. */
export function Coming() {
  const end = useTeam((team) => team.end);
  const isLeft = useTeam((team) => !team.isHolder && (team.silence ?? SILENT) >= SILENT);
  const isRunningOn = end === "ending" && !isLeft;
  const what =
    end === "whole" || end === "kept"
      ? "Retelling the run: its stages, how the team worked, what it came to."
      : isRunningOn
        ? "The world runs on to its ending, with nobody there."
        : end === "ending"
          ? "The device that drives the clock says nothing. After ten seconds the world runs on to its ending without it."
          : "Waiting for what others have done to arrive here.";
  return (
    <div className={css.coming}>
      <p className={css.quiet}>
        <span role="status">{what}</span> {isRunningOn && <Reached />}
      </p>
      <Skeleton lines={6} />
    </div>
  );
}

function Reached() {
  const time = useView((view) => view.clock);
  return <time aria-hidden="true">{formatClock(time)}</time>;
}
