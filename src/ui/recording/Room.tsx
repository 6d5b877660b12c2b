import { useEffect, useState } from "react";
import type { SoundRoom } from "#session/contract";
import { Callout } from "../kit/State";
import { useServices } from "../services";
import { BYTES_A_SECOND, roomWords } from "./words";

/** Below so many bytes it is said that there is little room: half an hour. */
const LITTLE = BYTES_A_SECOND * 30 * 60;

/** How much sound can be kept; null until it is known. The browser is asked to keep what is stored. */
export function useRoom(): SoundRoom | null {
  const { microphone } = useServices();
  const [room, setRoom] = useState<SoundRoom | null>(null);
  useEffect(() => {
    let gone = false;
    microphone()
      .then((port) => port.room())
      .then(
        (found) => !gone && setRoom(found),
        // Then nothing is known of it; recording works all the same.
        () => undefined,
      );
    return () => {
      gone = true;
    };
  }, [microphone]);
  return room;
}

/** That there is little room left. Nothing while there is enough, or the browser does not say. */
export function LittleRoom() {
  const room = useRoom();
  if (room === null || room.free === null || room.free >= LITTLE) return null;
  return (
    <Callout tone="warn" title="Little room is left" action={<a href="#/data">Make room</a>}>
      The browser has room for {roomWords(room.free)} of speech. What does not fit waits in the tab and can be saved as
      a file.
    </Callout>
  );
}
