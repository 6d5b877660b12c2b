import { Frame } from "../../../Frame";
import { EmptyState } from "../../../kit/State";
import { useLive } from "../../../live";
import { useOpenRoom, useTeamView } from "../../../team/context";
import { ExerciseMark } from "../../../team/ExerciseMark";
import { useTitle } from "../../../title";
import { Room } from "../room/Room";
import { After } from "./After";

/** Where a game day is talked about, by everybody on the same page. */
export default function AfterPage({ id }: { id: string }) {
  return (
    <Room id={id}>
      <Afterwards />
    </Room>
  );
}

/** The page of a room that is open; before the end there is nothing to talk about yet. */
export function Afterwards() {
  const { setup, address } = useOpenRoom();
  const isOver = useLive(({ status, view }) => status === "finished" || view?.phase === "ended");
  const isStopped = useTeamView((team) => team.clock.state === "stopped");
  useTitle(`${setup.title}, afterwards`);
  return (
    <Frame title={setup.title} actions={<ExerciseMark />}>
      {isOver || isStopped ? (
        <After />
      ) : (
        <EmptyState
          title="The exercise is not over yet"
          action={<a href={`#/gameday/room/${encodeURIComponent(address.room)}`}>Back into the room</a>}
        >
          <p>It is talked about when it is over: this page gives away what was behind it.</p>
        </EmptyState>
      )}
    </Frame>
  );
}
