import { useCallback, useEffect, useState } from "react";
import type { MicrophoneObstacle, OpenMicrophone } from "#session/contract";
import { useServices } from "../services";

/** The microphone as a page has it. `closed`: the browser will ask when it is opened. */
export type MicrophoneState =
  | { readonly state: "looking" | "opening" | "closed" }
  | { readonly state: "open"; readonly microphone: OpenMicrophone }
  | { readonly state: "obstacle"; readonly obstacle: MicrophoneObstacle; readonly wasOpen: boolean };

export interface UsedMicrophone {
  readonly now: MicrophoneState;
  /** Opens it, or tries again. */
  readonly open: () => void;
}

/**
 * The microphone while it is wanted: open at once where the browser allows it without a question, let go of when it is not
 * wanted any more.
 */
export function useMicrophone(isWanted: boolean): UsedMicrophone {
  const { microphone } = useServices();
  const [now, setNow] = useState<MicrophoneState>({ state: "looking" });
  /** How often it was asked to be opened by a press. */
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (!isWanted) return;
    let gone = false;
    let opened: OpenMicrophone | null = null;
    const fail = (obstacle: MicrophoneObstacle, wasOpen = false) => {
      if (!gone) setNow({ state: "obstacle", obstacle, wasOpen });
    };
    const take = async () => {
      const port = await microphone();
      const means = await port.means();
      if (gone) return;
      // An answer of long ago may have been changed since: a press tries all the same.
      if (asked === 0 && means !== "allowed") {
        if (means === "ask") setNow({ state: "closed" });
        else fail(means);
        return;
      }
      setNow({ state: "opening" });
      const found = await port.open();
      if (typeof found === "string") return fail(found);
      if (gone) return found.close();
      opened = found;
      found.onLost(() => fail("missing", true));
      setNow({ state: "open", microphone: found });
    };
    // Only what is fetched late can fail here: the part that records was not loaded.
    take().catch(() => fail("unsupported"));
    return () => {
      gone = true;
      opened?.close();
      setNow({ state: "looking" });
    };
  }, [isWanted, asked, microphone]);
  const open = useCallback(() => setAsked((times) => times + 1), []);
  return { now, open };
}

/** What stands in the way of recording, as far as it is known without asking; null when nothing does, undefined while it is found out. */
export function useObstacle(): MicrophoneObstacle | null | undefined {
  const { microphone } = useServices();
  const [obstacle, setObstacle] = useState<MicrophoneObstacle | null>();
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const means = await (await microphone()).means();
      return means === "allowed" || means === "ask" ? null : means;
    };
    look().then(
      (found) => !gone && setObstacle(found),
      () => !gone && setObstacle("unsupported"),
    );
    return () => {
      gone = true;
    };
  }, [microphone]);
  return obstacle;
}
