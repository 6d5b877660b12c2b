import { useEffect, useState } from "react";
import { foldInterview, type InterviewState } from "#modes/interview/fold";
import { paceOf } from "#modes/interview/pace";
import type { QuestionMatcher } from "#questions/matcher";
import type { StoredInterview } from "#session/contract";
import { Frame } from "../../Frame";
import { formatDuration } from "../../kit/format";
import { Progress } from "../../kit/Meter";
import { EmptyState, Loading } from "../../kit/State";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import css from "./room.module.css";
import { Said } from "./Said";
import { matchersOf } from "./useLive";

interface Seen {
  readonly stored: StoredInterview;
  readonly state: InterviewState;
  readonly matchers: ReadonlyMap<string, QuestionMatcher>;
}

/** The interview as another window writes it, read anew every second; `missing` where it is not stored. */
function useSeen(id: string): Seen | "missing" | null {
  const services = useServices();
  const [seen, setSeen] = useState<Seen | "missing" | null>(null);
  useEffect(() => {
    let gone = false;
    let matchers: Seen["matchers"] | null = null;
    const read = async () => {
      const stored = await (await services.interviews()).load(id);
      if (stored !== null) matchers ??= await matchersOf(stored.header, services);
      if (gone) return;
      if (stored === null || matchers === null) setSeen("missing");
      else setSeen({ stored, state: foldInterview(stored.header, stored.events), matchers });
    };
    // What cannot be read now is read a second later.
    const again = () => void read().catch(() => undefined);
    again();
    const stop = services.clock.every(1000, again);
    return () => {
      gone = true;
      stop();
    };
  }, [id, services]);
  return seen;
}

/** The candidate's side of two people at one machine: the question and the time, nothing else. */
export default function CandidatePage({ id }: { id: string }) {
  const seen = useSeen(id);
  useTitle("Interview: candidate");
  return (
    <Frame bare title={<span className={css.place}>Candidate</span>}>
      <div className={css.room}>
        {seen === null ? (
          <Loading label="Looking for the interview" lines={4} />
        ) : seen === "missing" ? (
          <EmptyState title="This interview is not in this browser">
            The candidate's window shows what is stored; where nothing is kept, hide the rubric with H instead.
          </EmptyState>
        ) : (
          <Side {...seen} />
        )}
      </div>
    </Frame>
  );
}

function Side({ stored, state, matchers }: Seen) {
  const { clock } = useServices();
  const { header, events } = stored;
  const round = state.at === null ? undefined : state.rounds[state.at];
  const question =
    round?.round.kind === "question" || round?.round.kind === "coding" ? round.round.question : undefined;
  const asks = question === undefined ? undefined : matchers.get(question)?.question.asks;
  if (round?.round.kind === "incident" && state.endedAt === null) {
    return (
      <EmptyState title="The incident is on the other screen">
        Its conversation and its console are there: handle it at that keyboard.
      </EmptyState>
    );
  }
  if (round === undefined || asks === undefined || state.endedAt !== null) {
    return (
      <EmptyState title={state.endedAt === null ? "It has not begun" : "The interview is over"}>
        {state.endedAt === null ? "The question appears here." : "Judge yourself on the interviewer's screen."}
      </EmptyState>
    );
  }
  const since = state.isAway ? 0 : Math.max(0, clock.now() - (events.at(-1)?.at ?? clock.now())) / 1000;
  const { used, box } = paceOf(round, state.elapsed + since);
  const probe = round.turns.at(-1)?.probe;
  return (
    <>
      <p className={css.meta}>
        Round {(state.at ?? 0) + 1} of {header.rounds.length} ·{" "}
        <span className={css.figure}>
          {formatDuration(used)} of {formatDuration(box)}
        </span>
      </p>
      <Progress hideLabel label="Time of this round" done={used / box} tone={used > box ? "bad" : "info"} />
      <h1 className={css.title}>{asks}</h1>
      {probe && <Said>{probe.text}</Said>}
    </>
  );
}
