import { useId, useState } from "react";
import { BANDS, type Band, type InterviewDeed } from "#domain/interview";
import { Button } from "../../kit/Button";
import { Select, TextArea } from "../../kit/Field";
import css from "./room.module.css";
import { Scale } from "./SelfScore";
import { type Opened, useLive } from "./useLive";
import { BAND_WORDS } from "./words";

const NONE = "none";

/** Before anything is shown: how one thinks it went, round by round and as a whole. A partner may give a band, with a reason. */
export function Judging({ live, matchers }: Opened) {
  const { header, state } = useLive(live);
  const open = state.rounds.flatMap((round, at) =>
    round.askedAt !== null && round.self === null ? [{ round, at }] : [],
  );
  const [scores, setScores] = useState<Readonly<Record<number, number>>>({});
  const [whole, setWhole] = useState(50);
  const [band, setBand] = useState<Band | typeof NONE>(NONE);
  const [why, setWhy] = useState("");
  const id = useId();
  const isUnreasoned = band !== NONE && why.trim() === "";
  const submit = () => {
    if (isUnreasoned) return;
    live.do(
      ...open.map(({ at }): InterviewDeed => ({ type: "self", round: at, score: scores[at] ?? 50 })),
      ...(band === NONE ? [] : [{ type: "band", band, why: why.trim() } as const]),
      { type: "self", round: null, score: whole },
    );
  };
  return (
    <form
      className={css.briefing}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h1 className={css.title}>How did it go?</h1>
      <p>
        {header.setup.partner ? "Candidate: judge" : "Judge"} yourself first, 0 for nothing of what was sought and 100
        for all of it. Nothing is shown before: guessing well what you did well is a skill of its own.
      </p>
      {open.map(({ round, at }, nth) => (
        <Scale
          key={at}
          autoFocus={nth === 0}
          id={`${id}-${at}`}
          label={
            round.round.kind === "incident"
              ? `Round ${at + 1}: the incident`
              : `Round ${at + 1}: ${matchers.get(round.round.question)?.question.asks ?? "a question"}`
          }
          score={scores[at] ?? 50}
          onChange={(score) => setScores((now) => ({ ...now, [at]: score }))}
        />
      ))}
      <Scale
        id={`${id}-whole`}
        label="The interview as a whole"
        score={whole}
        onChange={setWhole}
        autoFocus={open.length === 0}
      />
      {header.setup.partner && (
        <fieldset className={css.band}>
          <legend>Interviewer: what would you recommend?</legend>
          <Select
            label="Band"
            value={band}
            options={[
              { value: NONE, label: "No band" },
              ...BANDS.map((value) => ({ value, label: BAND_WORDS[value] })),
            ]}
            onChange={(value) => setBand(value)}
          />
          <TextArea
            label="Because"
            rows={3}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
            error={isUnreasoned ? "A band needs a reason that refers to what was said." : undefined}
          />
        </fieldset>
      )}
      <div className={css.actions}>
        <Button type="submit" kind="primary" disabled={isUnreasoned}>
          Show the result
        </Button>
      </div>
    </form>
  );
}
