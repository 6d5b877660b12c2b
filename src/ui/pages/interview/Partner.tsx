import { useState } from "react";
import type { Probe } from "#domain/interview";
import type { Concept } from "#domain/questions";
import type { RoundState } from "#modes/interview/fold";
import { nextRound, partnerProbes } from "#modes/interview/next";
import type { ConceptStatus } from "#questions/assess";
import type { QuestionMatcher } from "#questions/matcher";
import { Button } from "../../kit/Button";
import { useHotkeys } from "../../kit/hotkeys";
import { SegmentedControl } from "../../kit/Toggle";
import { STATUS_WORDS, WEIGHT_WORDS } from "../../rubric/words";
import { Aside } from "./Aside";
import type { LiveInterview } from "./live";
import css from "./room.module.css";
import { Said } from "./Said";
import { useLive, useNow } from "./useLive";
import { PROBE_WORDS } from "./words";

const STATUSES = (["hit", "unclear", "missed"] as const).map((value) => ({ value, label: STATUS_WORDS[value] }));

/** Two people at one machine: whoever asks sees probes and rubric, whoever answers, only the question and the time. */
export function Partner({
  live,
  matcher,
  at,
  round,
}: {
  live: LiveInterview;
  matcher: QuestionMatcher;
  at: number;
  round: RoundState;
}) {
  const { header, state } = useLive(live);
  const now = useNow(live);
  const [isHidden, setHidden] = useState(false);
  const { question } = matcher;
  const { phase } = state;
  const turn = round.turns.length - 1;
  const probe = round.turns[turn]?.probe ?? null;
  const isOpen = phase === "answering" || phase === "probing";
  useHotkeys([
    { keys: "h", label: "Hide or show the rubric", group: "Interview", run: () => setHidden((was) => !was) },
  ]);
  const done = () => live.do({ type: "answer", round: at, turn, text: "", take: null });
  return (
    <div className={css.columns}>
      <div className={css.main}>
        <p className={css.meta}>
          Round {at + 1} of {header.rounds.length}
        </p>
        <h1 className={css.question}>{question.asks}</h1>
        {probe !== null && <Said>{probe.text}</Said>}
        <div className={css.actions}>
          {isOpen ? (
            <Button kind="primary" onClick={done}>
              {turn === 0 ? "The answer is over" : "The reply is over"}
            </Button>
          ) : (
            <Button kind="primary" onClick={() => live.do(nextRound(header, live.getState().state))}>
              {at + 1 >= header.rounds.length ? "To the self-score" : "Next round"}
            </Button>
          )}
          <Button keys="h" aria-pressed={isHidden} onClick={() => setHidden(!isHidden)}>
            {isHidden ? "Show the rubric" : "Hide the rubric"}
          </Button>
          <a href={`#/interview/${header.id}/candidate`} target="_blank" rel="noreferrer">
            The candidate's window
          </a>
        </div>
        {!isHidden && (
          <>
            {phase === "listening" && (
              <ProbeList
                probes={partnerProbes(round, matcher)}
                onAsk={(chosen) => live.do({ type: "probe", round: at, turn: round.turns.length, probe: chosen })}
              />
            )}
            {phase === "answering" && turn === 0 && question.clarifications.length > 0 && (
              <section aria-label="If they ask back">
                <h2 className={css.small}>If they ask back</h2>
                <ul className={css.choices}>
                  {question.clarifications.map(({ asks, answer }, index) => {
                    const isAsked = round.clarified.some((one) => one.index === index);
                    return (
                      <li key={asks}>
                        <Button
                          kind="quiet"
                          aria-pressed={isAsked}
                          disabled={isAsked}
                          onClick={() => live.do({ type: "clarify", round: at, text: asks, index })}
                        >
                          {isAsked ? "asked" : "They asked"}
                        </Button>
                        <span>
                          {asks} <span className={css.meta}>{answer}</span>
                        </span>
                      </li>
                    );
                  })}
                </ul>
              </section>
            )}
            <Ticks
              concepts={question.concepts}
              round={round}
              onTick={(concept, status) => live.do({ type: "tick", round: at, concept, status, by: "partner" })}
            />
          </>
        )}
      </div>
      <Aside live={live} round={round} now={now} onStop={() => undefined} />
    </div>
  );
}

function ProbeList({ probes, onAsk }: { probes: readonly Probe[]; onAsk: (probe: Probe) => void }) {
  return (
    <section aria-label="Ask on">
      <h2 className={css.small}>Ask on</h2>
      <ul className={css.choices}>
        {probes.map((probe) => (
          <li key={probe.text}>
            <Button kind="quiet" onClick={() => onAsk(probe)}>
              Ask
            </Button>
            <span>
              {probe.text} <span className={css.meta}>{PROBE_WORDS[probe.kind]}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ticks({
  concepts,
  round,
  onTick,
}: {
  concepts: readonly Concept[];
  round: RoundState;
  onTick: (concept: string, status: ConceptStatus) => void;
}) {
  return (
    <section aria-label="Rubric">
      <h2 className={css.small}>Rubric: tick what you hear</h2>
      <ul className={css.ticks}>
        {concepts.map(({ id, says, weight }) => (
          <li key={id}>
            <span>
              {says} <span className={css.meta}>{WEIGHT_WORDS[weight]}</span>
            </span>
            <SegmentedControl
              label={says}
              segments={STATUSES}
              value={round.ticks[id]?.status ?? "missed"}
              onChange={(status) => onTick(id, status)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
