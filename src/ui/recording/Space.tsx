import { useEffect, useState } from "react";
import type { SoundSpace } from "#session/contract";
import { Callout } from "../kit/State";
import { useServices } from "../services";
import { BYTES_A_SECOND, spaceWords } from "./words";

/** Below so many bytes it is said that there is little space: half an hour. */
const LITTLE = BYTES_A_SECOND * 30 * 60;

/** How much sound can be kept; null until it is known. The browser is asked to keep what is stored. */
export function useSpace(): SoundSpace | null {
  const { microphone } = useServices();
  const [space, setSpace] = useState<SoundSpace | null>(null);
  useEffect(() => {
    let gone = false;
    microphone()
      .then((port) => port.space())
      .then(
        (found) => !gone && setSpace(found),
        // Then nothing is known of it; recording works all the same.
        () => undefined,
      );
    return () => {
      gone = true;
    };
  }, [microphone]);
  return space;
}

/** That there is little space left. Nothing while there is enough, or the browser does not say. */
export function LittleSpace() {
  const space = useSpace();
  if (space === null || space.free === null || space.free >= LITTLE) return null;
  return (
    <Callout tone="warn" title="Little space is left" action={<a href="#/data">Make space</a>}>
      The browser has space for {spaceWords(space.free)} of speech. What does not fit waits in the tab and can be saved
      as a file.
    </Callout>
  );
}
