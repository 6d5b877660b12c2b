import { useLive } from "../../../live";
import { useOpenRoom, useTeamView } from "../../../team/context";
import css from "./project.module.css";
import { Wall } from "./Wall";

/** The end: how it ended, or that something real has happened. */
export function Ended() {
  const { address } = useOpenRoom();
  const isStopped = useTeamView((team) => team.clock.state === "stopped");
  const ending = useLive((state) => state.view?.ending ?? null);
  return (
    <Wall>
      <div className={css.ended}>
        {isStopped ? (
          <>
            <h2 className={css.stop}>STOP: a real incident</h2>
            <p>Leave the exercise: something real needs you. Nothing on these screens was real.</p>
          </>
        ) : (
          <>
            <p className={css.quiet}>The exercise is over</p>
            <h2>{ending?.title ?? "The team has left the incident"}</h2>
            <p>{ending?.text}</p>
          </>
        )}
        <p>
          <a href={`#/gameday/room/${encodeURIComponent(address.room)}/after`}>Talk about it on this screen</a>
        </p>
      </div>
    </Wall>
  );
}
