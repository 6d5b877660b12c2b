import { Frame } from "../../../Frame";
import { useFocusOnArrival } from "../../../kit/focus-back";
import { useLive } from "../../../live";
import { useOpenRoom, useTeamView } from "../../../team/context";
import { ExerciseMark } from "../../../team/ExerciseMark";
import { useTitle } from "../../../title";
import css from "./room.module.css";

/** The exercise is over: how it ended, and where it is talked about. */
export default function Over() {
  const { setup, address } = useOpenRoom();
  const stopped = useTeamView((team) => team.clock.state === "stopped");
  const ending = useLive((state) => state.view?.ending ?? null);
  const heading = useFocusOnArrival<HTMLHeadingElement>();
  useTitle(setup.title);
  return (
    <Frame title={setup.title} actions={<ExerciseMark />}>
      <div className={css.over}>
        {stopped ? (
          <>
            <p className={css.quiet}>The exercise has stopped</p>
            <h1 ref={heading} tabIndex={-1}>
              A real incident: leave this, something needs you
            </h1>
            <p>Nothing on these screens was real. What was done is kept and can be talked about another day.</p>
          </>
        ) : (
          <>
            <p className={css.quiet}>The exercise is over</p>
            <h1 ref={heading} tabIndex={-1}>
              {ending?.title ?? "The team has left the incident"}
            </h1>
            <p>{ending?.text}</p>
          </>
        )}
        <p>
          <a href={`#/gameday/room/${address.room}/after`}>Talk about it: debrief, hot wash, report</a>
        </p>
      </div>
    </Frame>
  );
}
