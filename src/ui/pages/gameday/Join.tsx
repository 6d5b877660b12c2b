import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { RoomAddress } from "#session/team/contract";
import { Frame } from "../../Frame";
import { ErrorState, Loading } from "../../kit/State";
import { useServices } from "../../services";

/** Comes in by an address, and goes on to the room: its secret does not stay where a projector shows it. */
export default function JoinPage({ address }: { address: RoomAddress }) {
  const services = useServices();
  const [failure, setFailure] = useState<string | null>(null);
  const { room, secret, founder, relay } = address;
  useEffect(() => {
    let isGone = false;
    const come = async () => {
      const rooms = await services.rooms();
      await rooms.remember({ room, secret, founder, relay });
      if (!isGone) location.replace(`#/gameday/room/${encodeURIComponent(room)}`);
    };
    come().catch((error: unknown) => !isGone && setFailure(messageOf(error)));
    return () => {
      isGone = true;
    };
  }, [services, room, secret, founder, relay]);
  if (failure === null) return <Loading label="Finding the room" height="100dvh" />;
  return (
    <Frame>
      <h1 className="visually-hidden">Join a game day</h1>
      <ErrorState title="This room cannot be joined" action={<a href="#/gameday">Game days</a>}>
        {failure}
      </ErrorState>
    </Frame>
  );
}
