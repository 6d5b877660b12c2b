import { useCallback, useEffect, useRef, useState } from "react";
import { useServices } from "../../services";
import type { LiveInterview } from "./live";

/** What is written in a turn. It is stored every two seconds at most, and when the page goes away. */
export interface Draft {
  readonly text: string;
  readonly write: (text: string) => void;
  /** Stores what is not stored yet, at once. */
  readonly flush: () => void;
  /** As it is now, also between two renderings. */
  readonly latest: () => string;
  /** When something was written last, in seconds the interview was open. */
  readonly wroteAt: () => number;
}

const EVERY = 2000;

export function useDraft(live: LiveInterview, round: number, turn: number): Draft {
  const { clock } = useServices();
  const key = `${round}/${turn}`;
  const stored = () => live.getState().state.rounds[round]?.turns[turn]?.text ?? "";
  const [state, setState] = useState(() => ({ key, text: stored() }));
  const latest = useRef({ key, text: state.text, at: live.now() });
  if (latest.current.key !== key) {
    const text = stored();
    latest.current = { key, text, at: live.now() };
  }
  const text = state.key === key ? state.text : latest.current.text;
  const flush = useCallback(() => {
    const now = latest.current;
    const [at = 0, nth = 0] = now.key.split("/").map(Number);
    const open = live.getState().state.rounds[at]?.turns[nth];
    if (open === undefined || open.answeredAt !== null || open.text === now.text) return;
    live.do({ type: "draft", round: at, turn: nth, text: now.text });
  }, [live]);
  useEffect(() => {
    live.leaving.add(flush);
    const stop = clock.every(EVERY, flush);
    return () => {
      stop();
      flush();
      live.leaving.delete(flush);
    };
  }, [clock, live, flush]);
  const write = (next: string) => {
    latest.current.text = next;
    latest.current.at = live.now();
    setState({ key, text: next });
  };
  const wroteAt = useCallback(() => latest.current.at, []);
  const present = useCallback(() => latest.current.text, []);
  return { text, write, flush, latest: present, wroteAt };
}
