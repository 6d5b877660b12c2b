import { useCallback, useRef, useState } from "react";
import type { CommandBody, Refusal } from "#domain/commands";
import type { Right } from "#engine/team/rights";
import { useLive, useSend, useView } from "./live";

/** One place on screen from which commands are given: whether one is under way, and why the last one was refused. */
export function useCommand(): {
  /** Resolves with whether it was accepted. Ignored while another one is under way. */
  readonly give: (command: CommandBody) => Promise<boolean>;
  readonly busy: boolean;
  readonly refusal: Refusal | null;
  /** What was refused has been changed since. */
  readonly forget: () => void;
} {
  const send = useSend();
  const underWay = useRef(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const give = useCallback(
    async (command: CommandBody) => {
      if (underWay.current) return false;
      underWay.current = true;
      setBusy(true);
      try {
        const refused = await send(command);
        setRefusal(refused);
        return refused === null;
      } finally {
        underWay.current = false;
        setBusy(false);
      }
    },
    [send],
  );
  const forget = useCallback(() => setRefusal(null), []);
  return { give, busy, refusal, forget };
}

/** Whether commands are taken at all: not in a run that is over or that another tab plays. */
export function useCanPlay(): boolean {
  return useLive(({ status }) => status === "playing" || status === "paused" || status === "skipping");
}

/** Whether commands of a kind, or deeds as `team.<do>`, are taken now: in a team, from those whose business it is. */
export function useCanDo(right: Right): boolean {
  const canPlay = useCanPlay();
  const isAllowed = useView(({ team }) => team === null || team.may.includes(right));
  return canPlay && isAllowed;
}
