import { useLive } from "../../../live";
import { useOpenRoom, useTeamView } from "../../../team/context";
import { useTitle } from "../../../title";
import { Room } from "../room/Room";
import { Ended } from "./Ended";
import { Live } from "./Live";
import { Waiting } from "./Waiting";

/** The room on a wall: what everybody may see, to be read from five metres. It adds nothing to the room. */
export default function ProjectPage({ id }: { id: string }) {
  return (
    <Room id={id} watch>
      <Projected />
    </Room>
  );
}

/** A room's wall as it is at present: before the start, under way, over. */
export function Projected() {
  const { setup } = useOpenRoom();
  const isOver = useLive(({ status, view }) => status === "finished" || view?.phase === "ended");
  const clock = useTeamView((team) => team.clock.state);
  useTitle(`${setup.title}, projector`);
  if (isOver || clock === "stopped") return <Ended />;
  return clock === "lobby" ? <Waiting /> : <Live />;
}
