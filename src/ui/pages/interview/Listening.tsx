import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Take } from "#domain/interview";
import type { Question } from "#domain/questions";
import { messageOf } from "#lib/message";
import type { RoundState, Turn } from "#modes/interview/fold";
import type { QuestionScore } from "#modes/interview/scorecard";
import type { ConceptStatus } from "#questions/assess";
import { Callout, Loading } from "../../kit/State";
import { takesOf } from "../../recording/keeping";
import { SelfMarking } from "../../recording/SelfMarking";
import { StoredTake } from "../../recording/StoredTake";
import type { PlayerHandle } from "../../recording/TakePlayer";
import { useServices } from "../../services";
import css from "./result.module.css";

/** Recordings of an interview by id; null while they are read. */
export type Takes = ReadonlyMap<string, Take> | { readonly failed: string } | null;

export function useTakes(interview: string): Takes {
  const { interviews } = useServices();
  const [takes, setTakes] = useState<Takes>(null);
  useEffect(() => {
    let gone = false;
    const read = async () => takesOf(await interviews(), interview);
    read().then(
      (found) => !gone && setTakes(new Map(found.map((take) => [take.id, take]))),
      (error: unknown) => !gone && setTakes({ failed: messageOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [interviews, interview]);
  return takes;
}

const labelOf = ({ probe }: Turn, part: number): string =>
  `${probe === null ? "Your answer" : `Your reply to “${probe.text}”`}${part === 0 ? "" : `, part ${part + 1}`}`;

/** What was recorded in a round, to listen to. */
export function Recordings({ round, takes, players }: { round: RoundState; takes: Takes; players?: Players }) {
  const sounds = round.turns.flatMap((turn) => turn.takes.map((id, part) => ({ id, label: labelOf(turn, part) })));
  if (sounds.length === 0) return null;
  if (takes === null) return <Loading label="Looking for recordings" lines={2} />;
  if ("failed" in takes) {
    return (
      <Callout tone="bad" title="Recordings cannot be read">
        {takes.failed} Nothing of them is lost; reload the page to try again.
      </Callout>
    );
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
    <ul role="list" className={css.plain}>
      {sounds.map(({ id, label }) => {
        const take = takes.get(id);
        return (
          // Not by focus: whoever goes by Tab from here to the marks passes all of them.
          <li key={id} onPlayCapture={() => players?.choose(id)}>
            <p className={css.meta}>{label}</p>
            {take === undefined ? (
              <p>
                The recording is not here: its tab was gone before anything was stored, or it was left out of the file.
              </p>
            ) : (
              <StoredTake take={take} label={label} handle={(handle) => players?.set(id, handle)} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The players of a round; the one that was played last is played by key. */
export interface Players {
  set(id: string, handle: PlayerHandle | null): void;
  choose(id: string): void;
}

/** A round that nobody has read: its recordings, and the rubric to be marked while listening. */
export function Listening({
  question,
  round,
  takes,
  onTick,
}: {
  question: Question;
  round: RoundState;
  takes: Takes;
  /** Left out where nothing can be marked any more. */
  onTick?: (concept: string, status: ConceptStatus) => void;
}) {
  const handles = useRef(new Map<string, PlayerHandle>());
  const chosen = useRef<string | null>(null);
  const [players] = useState<Players>(() => ({
    set: (id, handle) => {
      if (handle === null) handles.current.delete(id);
      else handles.current.set(id, handle);
    },
    choose: (id) => {
      chosen.current = id;
    },
  }));
  const play = () => {
    const [first] = handles.current.values();
    (handles.current.get(chosen.current ?? "") ?? first)?.toggle();
  };
  const marks = Object.fromEntries(
    question.concepts.map(({ id }) => [
      id,
      round.overrides.findLast((each) => each.concept === id)?.status ?? round.ticks[id]?.status,
    ]),
  );
  return (
    <>
      <Recordings round={round} takes={takes} players={players} />
      <SelfMarking question={question} marks={marks} onPlay={play} {...(onTick !== undefined && { onTick })} />
    </>
  );
}

/** What there is to listen to of a round that was scored, and to mark where nobody has read it; null where nothing was recorded. */
export function heardOf(
  score: QuestionScore,
  round: RoundState,
  takes: Takes,
  onTick?: (concept: string, status: ConceptStatus) => void,
): ReactNode {
  if (round.turns.every((turn) => turn.takes.length === 0)) return null;
  if (score.basis !== "self") return <Recordings round={round} takes={takes} />;
  return <Listening question={score.question} round={round} takes={takes} {...(onTick !== undefined && { onTick })} />;
}
