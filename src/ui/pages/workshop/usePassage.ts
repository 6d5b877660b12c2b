import { useCallback, useEffect, useRef, useState } from "react";
import type { Passage } from "#debrief/index";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { messageOf } from "#lib/message";
import type { RunStore } from "#session/contract";
import { beside } from "../../beside/index";
import { useServices } from "../../services";
import { playsOf } from "./trying";

/** A play that was played through, as it went. */
export interface Shown {
  /** Whose way it is: "your last run", or the name of a play. */
  readonly whose: string;
  /** Null: a run that was played by hand. */
  readonly play: string | null;
  readonly variant: string;
  readonly passage: Passage;
  readonly run: Run;
  /** What it was played on. */
  readonly program: Program;
}

interface Asked {
  /** As a sentence without its end. */
  readonly says: string;
  readonly play?: string;
  readonly variant?: string;
}

export interface PassageState {
  readonly shown: Shown | null;
  /** What is being worked out now. */
  readonly asked: Asked | null;
  readonly failure: string | null;
  /** Plays a play of a drill, beside the page. */
  readonly play: (program: Program, play: string, variant: string) => Promise<Shown | null>;
  readonly clear: () => void;
}

/** Runs are played on the same chance, so that a change of the drill is all that differs. */
const SEED = 1;

/** The newest finished run of a drill, if it can still be replayed. */
async function lastRun(runs: RunStore, slugs: readonly string[]): Promise<Shown | null> {
  const newest = (await runs.list()).find(({ drill, status }) => slugs.includes(drill) && status === "finished");
  const run = newest === undefined ? null : await runs.load(newest.id);
  if (run === null) return null;
  const { programKey, whyNotPlayable } = await import("#session/index");
  const program = await runs.program(programKey(run.header));
  if (program === null || whyNotPlayable(program, run.header) !== null) return null;
  const passage = await beside("passage", { program, run });
  return { whose: "Your last run", play: null, variant: run.header.variant, passage, run, program };
}

export const labelOf = (program: Program, play: string): string =>
  program.plays.find(({ id }) => id === play)?.label || play;

async function played(program: Program, play: string, variant: string): Promise<Shown> {
  const { run, passage } = await beside("rehearse", { program, play, seed: SEED, variant });
  return { whose: labelOf(program, play), play, variant, passage, run, program };
}

/**
 * The way through the story that is drawn in. At first that of the newest finished run of one of these drills, else that of the drill's
 * first play.
 */
export function usePassage(program: Program | null, slugs: readonly string[]): PassageState {
  const { runs } = useServices();
  const [shown, setShown] = useState<Shown | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const count = useRef(0);
  const isLooked = useRef(false);

  const work = useCallback(async (what: Asked, doing: () => Promise<Shown | null>): Promise<Shown | null> => {
    const mine = ++count.current;
    setAsked(what);
    setFailure(null);
    try {
      const found = await doing();
      if (mine === count.current && found !== null) setShown(found);
      return found;
    } catch (error) {
      if (mine === count.current) setFailure(messageOf(error));
      return null;
    } finally {
      if (mine === count.current) setAsked(null);
    }
  }, []);

  const play = useCallback(
    (on: Program, id: string, variant: string) =>
      work({ says: `Playing “${labelOf(on, id)}”`, play: id, variant }, () => played(on, id, variant)),
    [work],
  );

  useEffect(() => {
    if (program === null || isLooked.current) return;
    isLooked.current = true;
    void work({ says: "Looking for your last run" }, async () => {
      const [first] = playsOf(program);
      const found = await lastRun(runs, slugs);
      return found ?? (first === undefined ? null : played(program, first, program.base.variant.id));
    });
  }, [program, runs, slugs, work]);

  useEffect(() => () => void count.current++, []);
  const clear = useCallback(() => setShown(null), []);
  return { shown, asked, failure, play, clear };
}
