import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { InterviewHeader } from "#domain/interview";
import type { RoundState } from "#modes/interview/fold";
import { nextProbe, nextRound } from "#modes/interview/next";
import { interruptionDue, isCutDue, SPOKEN } from "#modes/interview/pace";
import { assess } from "#questions/assess";
import { saying } from "#questions/interviewers";
import type { QuestionMatcher } from "#questions/matcher";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { useHotkeys } from "../../kit/hotkeys";
import { Loading } from "../../kit/State";
import { useMicrophone } from "../../recording/useMicrophone";
import { Answering } from "./Answering";
import { Aside } from "./Aside";
import { Feedback } from "./Feedback";
import { useIncidents } from "./incident/useIncidents";
import type { LiveInterview } from "./live";
import { Partner } from "./Partner";
import css from "./room.module.css";
import { Said } from "./Said";
import { SelfScore } from "./SelfScore";
import { Speaking } from "./Speaking";
import { Turns } from "./Turns";
import { type Draft, useDraft } from "./useDraft";
import { type Opened, useLive, useNow } from "./useLive";

const IncidentResult = lazy(() =>
  import("./incident/IncidentResult").then((part) => ({ default: part.IncidentResult })),
);

/** Rounds are counted as people count. */
const roundWords = (at: number, of: number): string => `Round ${at + 1} of ${of}`;

/** What the interviewer says before the question of a round. */
function leadIn({ setup }: InterviewHeader, at: number): string {
  const { persona, seed } = setup;
  return at === 0
    ? `${saying(persona, "open", seed, -1)} ${saying(persona, "ask", seed, 0)}`
    : saying(persona, "next", seed, at);
}

/** An interview under way: one round after the other. */
export function Conversation({ live, matchers }: Opened) {
  const { header, state } = useLive(live);
  const at = state.at;
  const round = at === null ? undefined : state.rounds[at];
  if (at === null || round === undefined) return <Between live={live} />;
  if (round.round.kind === "incident") return <AfterIncident key={at} live={live} at={at} />;
  const matcher = matchers.get(round.round.question);
  if (matcher === undefined) return <Gone live={live} title={roundWords(at, header.rounds.length)} />;
  return header.setup.partner ? (
    <Partner key={at} live={live} matcher={matcher} at={at} round={round} />
  ) : (
    <Alone key={at} live={live} matcher={matcher} at={at} round={round} />
  );
}

interface RoundProps {
  readonly live: LiveInterview;
  readonly matcher: QuestionMatcher;
  readonly at: number;
  readonly round: RoundState;
}

/** Nothing was asked yet: the page went away right after it had begun. */
function Between({ live }: { live: LiveInterview }) {
  const { header, state } = useLive(live);
  return (
    <div className={css.actions}>
      <Button kind="primary" onClick={() => live.do(nextRound(header, state))}>
        Ask me the first question
      </Button>
    </div>
  );
}

/** After the incident round: one's own score in practice, and on. */
function AfterIncident({ live, at }: { live: LiveInterview; at: number }) {
  const { header, events, state } = useLive(live);
  const interview = useMemo(() => ({ header, events }), [header, events]);
  const { persona, seed, strict } = header.setup;
  const isScored = strict || header.setup.partner || state.phase === "feedback";
  const incidents = useIncidents(interview, state.phase === "feedback");
  const round = state.rounds[at];
  return (
    <div className={css.briefing}>
      <p className={css.meta}>{roundWords(at, header.rounds.length)}</p>
      <Said>{saying(persona, at + 1 >= header.rounds.length ? "close" : "next", seed, at + 1)}</Said>
      {isScored ? (
        <div className={css.actions}>
          <Button kind="primary" onClick={() => live.do(nextRound(header, live.getState().state))} autoFocus>
            {at + 1 >= header.rounds.length ? "To the self-score" : "Next round"}
          </Button>
        </div>
      ) : (
        <SelfScore
          label="How well did you handle the incident?"
          onScore={(score) => live.do({ type: "self", round: at, score })}
        />
      )}
      {state.phase === "feedback" && (
        <div className={css.wide}>
          <Suspense fallback={<Loading label="Scoring the incident" lines={4} />}>
            <IncidentResult
              interview={interview}
              round={at}
              incidents={incidents}
              self={round?.self ?? null}
              away={round?.away ?? 0}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}

/** The card is no longer in the bank: the round is passed over. */
function Gone({ live, title }: { live: LiveInterview; title: string }) {
  const { header, state } = useLive(live);
  const pass = () => {
    if (state.phase !== "listening") live.do({ type: "cut", round: state.at ?? 0 });
    live.do(nextRound(header, live.getState().state));
  };
  return (
    <div className={css.briefing}>
      <h1 className={css.title}>{title}</h1>
      <p>Its question is no longer in the bank, so it cannot be asked here.</p>
      <div className={css.actions}>
        <Button kind="primary" onClick={pass}>
          Go on
        </Button>
      </div>
    </div>
  );
}

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** Whether an answer has said anything yet that the rubric asks for. */
const isOnSubject = (matcher: QuestionMatcher, text: string): boolean =>
  assess(matcher, text).concepts.some(({ status }) => status !== "missed");

/** What time does to a round: the interviewer interrupts, and at last moves on. `spoken`: seconds of speech in the turn, of which nobody knows what was said. */
function useTime({ live, matcher, at }: RoundProps, draft: Draft, spoken: () => number) {
  const { flush, latest } = draft;
  return useCallback(
    (now: number) => {
      const { header, state } = live.getState();
      const round = state.rounds[at];
      const { persona, seed } = header.setup;
      if (round === undefined || state.at !== at || (state.phase !== "answering" && state.phase !== "probing")) return;
      if (isCutDue(header, round, now)) {
        flush();
        live.do({ type: "cut", round: at });
        announce(saying(persona, "cut", seed, at));
        return;
      }
      if (state.phase !== "answering") return;
      const text = latest();
      const words = wordsIn(text) + spoken() * SPOKEN;
      const due = interruptionDue(header, round, now, words, () => text.trim() === "" || isOnSubject(matcher, text));
      if (due === null) return;
      live.do({ type: "interrupt", round: at, text: saying(persona, due, seed, at) });
    },
    [live, matcher, at, flush, latest, spoken],
  );
}

function Alone(props: RoundProps) {
  const { live, matcher, at, round } = props;
  const { header, state } = useLive(live);
  const { persona, seed, strict } = header.setup;
  const turn = Math.max(0, round.turns.length - 1);
  const draft = useDraft(live, at, turn);
  const voice = useVoice(live, at, turn);
  const now = useNow(live, useTime(props, draft, voice.spoken));
  const { phase } = state;
  const turns = round.turns.length;
  useEffect(() => {
    // The log decides: an effect that runs twice asks once.
    const { state: present } = live.getState();
    const asked = present.rounds[at];
    if (phase !== "listening" || present.phase !== "listening" || asked?.turns.length !== turns) return;
    const probe = nextProbe(header, asked, at, matcher, present.elapsed);
    if (probe === null) return;
    live.do({ type: "probe", round: at, turn: turns, probe });
  }, [live, header, matcher, at, phase, turns]);
  const isOpen = phase === "answering" || phase === "probing";
  // What was begun in writing is gone on with in writing.
  const isSpoken = header.setup.medium === "recorded" && !voice.isWritten && draft.text === "";
  // Between an answer and what is asked about it the microphone stays open.
  const isAskedOn = phase === "listening" && nextProbe(header, round, at, matcher, state.elapsed) !== null;
  const microphone = useMicrophone(isSpoken && (isOpen || isAskedOn));
  const goOn = () => live.do(nextRound(header, live.getState().state));
  const isLast = at + 1 >= header.rounds.length;
  // Whoever has marked the last line is far from the button.
  useHotkeys(
    [{ keys: "mod+enter", label: isLast ? "To the self-score" : "Next round", group: "Interview", run: goOn }],
    { enabled: phase === "feedback" },
  );
  return (
    <div className={css.columns}>
      <div className={css.main}>
        <p className={css.meta}>{roundWords(at, header.rounds.length)}</p>
        <Said>{leadIn(header, at)}</Said>
        <h1 className={css.question}>{matcher.question.asks}</h1>
        <Turns header={header} round={round} matcher={matcher} at={at} isOpen={isOpen} />
        {isOpen &&
          (isSpoken ? (
            <Speaking
              key={turn}
              live={live}
              at={at}
              turn={turn}
              matcher={matcher}
              microphone={microphone}
              onSpoken={voice.onSpoken}
              onWrite={voice.write}
            />
          ) : (
            <Answering key={turn} live={live} at={at} turn={turn} matcher={matcher} draft={draft} now={now} />
          ))}
        {phase === "listening" && (
          <RoundOver
            words={
              round.cutAt !== null
                ? saying(persona, "cut", seed, at)
                : isLast
                  ? saying(persona, "close", seed, -1)
                  : null
            }
          >
            {strict ? (
              <Button kind="primary" onClick={goOn} autoFocus>
                {isLast ? "To the self-score" : "Next round"}
              </Button>
            ) : (
              <SelfScore
                label="How well did you answer this one?"
                onScore={(score) => live.do({ type: "self", round: at, score })}
              />
            )}
          </RoundOver>
        )}
        {phase === "feedback" && (
          <Feedback live={live} matcher={matcher} at={at}>
            <Button kind="primary" keys="mod+enter" onClick={goOn}>
              {isLast ? "To the self-score" : "Next round"}
            </Button>
          </Feedback>
        )}
      </div>
      <Aside live={live} round={round} now={now} onStop={draft.flush} />
    </div>
  );
}

/** Whether a turn is written though answers are recorded, and how much of it was spoken so far. */
function useVoice(live: LiveInterview, round: number, turn: number) {
  const seconds = useRef({ turn, said: 0 });
  const [written, setWritten] = useState<number | null>(null);
  const onSpoken = useCallback(
    (said: number) => {
      seconds.current = { turn, said };
    },
    [turn],
  );
  const spoken = useCallback(() => {
    const open = live.getState().state.rounds[round]?.turns.length ?? 0;
    return seconds.current.turn === open - 1 ? seconds.current.said : 0;
  }, [live, round]);
  return { isWritten: written === turn, write: () => setWritten(turn), spoken, onSpoken };
}

function RoundOver({ words, children }: { words: string | null; children: React.ReactNode }) {
  return (
    <div className={css.over}>
      {words !== null && <Said>{words}</Said>}
      {children}
    </div>
  );
}
