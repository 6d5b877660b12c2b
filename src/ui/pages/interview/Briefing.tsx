import { QUESTION_SKILLS } from "#domain/questions";
import { duration } from "#lib/format";
import { nextRound } from "#modes/interview/next";
import { PERSONAS } from "#questions/interviewers";
import { Button } from "../../kit/Button";
import { KeyValue } from "../../kit/KeyValue";
import { LEVEL_WORDS, ROLE_WORDS } from "../../rubric/words";
import type { LiveInterview } from "./live";
import css from "./room.module.css";
import { useLive } from "./useLive";

/** What was agreed and how it goes, before the clock runs. */
export function Briefing({ live }: { live: LiveInterview }) {
  const { header, state } = useLive(live);
  const { setup, rounds } = header;
  const of = (kind: string): number => rounds.filter((round) => round.kind === kind).length;
  const count = (n: number, one: string, many: string): readonly string[] =>
    n === 0 ? [] : [n === 1 ? one : `${n} ${many}`];
  const begin = () => {
    live.do({ type: "begin" });
    live.do(nextRound(header, state));
  };
  return (
    <div className={css.briefing}>
      <h1 className={css.title}>Before it begins</h1>
      <KeyValue
        pairs={[
          { key: "For", value: `${LEVEL_WORDS[setup.level]} ${ROLE_WORDS[setup.role]}` },
          { key: "Time", value: duration(setup.minutes * 60) },
          {
            key: "Rounds",
            value: [
              ...count(of("question"), "one question", "questions"),
              ...count(of("coding"), "one about code", "about code"),
              ...count(of("incident"), "an incident", "incidents"),
            ].join(", "),
          },
          ...(setup.skills.length > 0
            ? [{ key: "About", value: setup.skills.map((skill) => QUESTION_SKILLS[skill].label).join(", ") }]
            : []),
          ...(setup.partner
            ? []
            : [{ key: "Interviewer", value: `${PERSONAS[setup.persona].label}. ${PERSONAS[setup.persona].manner}` }]),
        ]}
      />
      {setup.partner ? (
        <ul className={css.rules}>
          <li>
            The interviewer sees questions, probes and the rubric; H hides the rubric while the candidate looks on.
          </li>
          <li>The candidate answers aloud. Nothing is recorded.</li>
          <li>Tick what you hear as you hear it, and choose what to ask next.</li>
        </ul>
      ) : (
        <ul className={css.rules}>
          {setup.medium === "recorded" && (
            <li>
              You speak, and it is recorded in this browser: R records and pauses, Ctrl Enter hands in. Nothing grades
              speech; you mark the rubric yourself while listening. <a href="#/recording">Check your microphone</a>
            </li>
          )}
          <li>Answer as you would say it. Ask back where something is unclear: good questions are credited.</li>
          <li>Each round has its time. You may be interrupted, and far over the time the interviewer moves on.</li>
          <li>
            {setup.strict
              ? "Nothing is said about your answers until the end."
              : "After each question you judge yourself, then see its rubric."}
          </li>
          <li>You can leave and come back: it goes on where it was, and the clock rests meanwhile.</li>
        </ul>
      )}
      <div className={css.actions}>
        <Button kind="primary" onClick={begin} autoFocus>
          Begin
        </Button>
        <a href="#/interviews">Not now</a>
      </div>
    </div>
  );
}
