import { lazy, Suspense } from "react";
import { Loading } from "../../../kit/State";
import { useLive } from "../../../live";
import { useActing, useTeamView } from "../../../team/context";
import { Room } from "./Room";

const Lobby = lazy(() => import("./Lobby"));
const TakeSeat = lazy(() => import("./TakeSeat"));
const TeamDesk = lazy(() => import("./TeamDesk"));
const Over = lazy(() => import("./Over"));

/** A team's room: who one is, the lobby, the incident, its end. */
export default function RoomPage({ id }: { id: string }) {
  return (
    <Room id={id}>
      <Suspense fallback={<Loading label="Opening the room" height="100dvh" />}>
        <Stage />
      </Suspense>
    </Room>
  );
}

function Stage() {
  const status = useLive((state) => state.status);
  const clock = useTeamView((team) => team.clock.state);
  const seat = useActing();
  if (status === "finished" || clock === "stopped") return <Over />;
  if (seat === null) return <TakeSeat />;
  if (clock === "lobby") return <Lobby />;
  return <TeamDesk />;
}
