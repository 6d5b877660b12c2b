import { useState } from "react";
import { INTERVIEW_MINUTES, PERSONA_IDS } from "#domain/interview";
import { LEVELS, QUESTION_SKILL_IDS, QUESTION_SKILLS, ROLES } from "#domain/questions";
import { messageOf } from "#lib/message";
import { INCIDENT_LEAST } from "#modes/interview/plan";
import { PERSONAS } from "#questions/interviewers";
import { Button } from "../../kit/Button";
import { Select, TextField } from "../../kit/Field";
import { ErrorState } from "../../kit/State";
import { Checkbox, SegmentedControl, Toggle } from "../../kit/Toggle";
import { useObstacle } from "../../recording/useMicrophone";
import { LEVEL_WORDS, ROLE_WORDS } from "../../rubric/words";
import { useServices } from "../../services";
import { createInterview } from "./create";
import css from "./interview.module.css";
import { Medium } from "./Medium";
import { keepWish, keptWish, obstacleOf, seedIn, type Wish } from "./setup";
import { FOCUS_WORDS } from "./words";

const options = <T extends string>(ids: readonly T[], words: Readonly<Record<T, string>>) =>
  ids.map((value) => ({ value, label: words[value] }));

/** What is agreed before an interview. Everything has a usual value: Enter begins. */
export function Setup() {
  const services = useServices();
  const [wish, setWish] = useState(keptWish);
  const [people, setPeople] = useState({ candidate: "", interviewer: "" });
  const [seedText, setSeedText] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (part: Partial<Wish>) => setWish((now) => ({ ...now, ...part }));
  const seed = seedIn(seedText);
  const obstacle = obstacleOf(wish);
  const deaf = useObstacle();
  // Two people record nothing, and nobody can without a microphone.
  const medium = wish.partner || deaf ? "typed" : wish.medium;
  const begin = async () => {
    setBusy(true);
    setFailure(null);
    keepWish(wish);
    try {
      const drawn = seed ?? services.clock.seed();
      const id = await createInterview({ ...wish, medium, seed: drawn }, people, services);
      location.hash = `#/interview/${id}`;
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (obstacle === null && seed !== null && !busy) void begin();
      }}
    >
      <div className={css.fields}>
        <Select
          label="Role"
          options={options(ROLES, ROLE_WORDS)}
          value={wish.role}
          onChange={(role) => change({ role })}
        />
        <Select
          label="Level"
          options={options(LEVELS, LEVEL_WORDS)}
          value={wish.level}
          onChange={(level) => change({ level })}
        />
      </div>
      <Labelled label="Length">
        <SegmentedControl
          label="Length"
          segments={INTERVIEW_MINUTES.map((value) => ({ value: String(value), label: `${value} min` }))}
          value={String(wish.minutes)}
          onChange={(value) => change({ minutes: INTERVIEW_MINUTES.find((each) => String(each) === value) ?? 30 })}
        />
      </Labelled>
      <Rounds wish={wish} onChange={change} />
      <Focus wish={wish} onChange={change} />
      {!wish.partner && (
        <Labelled label="Interviewer">
          <SegmentedControl
            label="Interviewer"
            segments={PERSONA_IDS.map((value) => ({ value, label: PERSONAS[value].label }))}
            value={wish.persona}
            onChange={(persona) => change({ persona })}
          />
          <p className={css.meta}>{PERSONAS[wish.persona].manner}</p>
        </Labelled>
      )}
      {!wish.partner && (
        <Labelled label="Answers">
          <Medium value={medium} obstacle={deaf} onChange={(next) => change({ medium: next })} />
        </Labelled>
      )}
      <Manner wish={wish} onChange={change} />
      <details className={css.more}>
        <summary>Names, and the same interview for two</summary>
        <div className={css.fields}>
          <TextField
            label="Candidate"
            value={people.candidate}
            maxLength={80}
            onChange={({ currentTarget: { value } }) => setPeople((now) => ({ ...now, candidate: value }))}
          />
          {wish.partner && (
            <TextField
              label="Interviewer's name"
              value={people.interviewer}
              maxLength={80}
              onChange={({ currentTarget: { value } }) => setPeople((now) => ({ ...now, interviewer: value }))}
            />
          )}
          <TextField
            label="Seed"
            inputMode="numeric"
            value={seedText}
            onChange={(event) => setSeedText(event.currentTarget.value)}
            hint="Same choices and same seed: same questions, probes and interruptions. Empty draws one."
            error={seed === null ? "A whole number from 0 to 4294967295." : undefined}
          />
        </div>
      </details>
      {failure !== null && <ErrorState title="The interview could not be made">{failure}</ErrorState>}
      <div className={css.actions}>
        <Button type="submit" kind="primary" busy={busy} disabled={obstacle !== null || seed === null}>
          Prepare the interview
        </Button>
        {obstacle !== null && (
          <p role="status" className={css.meta}>
            {obstacle}
          </p>
        )}
      </div>
    </form>
  );
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={css.field}>
      <span className={css.label}>{label}</span>
      {children}
    </div>
  );
}

interface PartProps {
  readonly wish: Wish;
  readonly onChange: (part: Partial<Wish>) => void;
}

function Rounds({ wish, onChange }: PartProps) {
  const { rounds, minutes } = wish;
  const set = (part: Partial<Wish["rounds"]>) => onChange({ rounds: { ...rounds, ...part } });
  const hasRoom = minutes >= INCIDENT_LEAST;
  const isAlone = rounds.incident && minutes === INCIDENT_LEAST && (rounds.questions || rounds.coding);
  return (
    <fieldset className={css.checks}>
      <legend className={css.label}>Rounds</legend>
      <Checkbox checked={rounds.questions} onChange={(questions) => set({ questions })} label="Questions" />
      <Checkbox
        checked={rounds.coding}
        onChange={(coding) => set({ coding })}
        label="Code"
        hint="Read and reason; the code comes after your answer."
      />
      <Checkbox
        checked={rounds.incident && hasRoom}
        disabled={!hasRoom}
        onChange={(incident) => set({ incident })}
        label="Incident"
        hint={
          hasRoom
            ? isAlone
              ? "Takes all thirty minutes: nothing else is asked."
              : "Half an hour of a real drill, by conversation and console."
            : `Needs an interview of ${INCIDENT_LEAST} minutes or more.`
        }
      />
    </fieldset>
  );
}

function Focus({ wish, onChange }: PartProps) {
  const { focus, skills } = wish;
  return (
    <Labelled label="Asked about">
      <SegmentedControl
        label="Asked about"
        segments={(["balanced", "weakest", "chosen"] as const).map((value) => ({ value, label: FOCUS_WORDS[value] }))}
        value={focus}
        onChange={(next) => onChange({ focus: next })}
      />
      {focus === "weakest" && (
        <p className={css.meta}>
          The three skills that your drills, interviews and study say least good of. Without any it is balanced.
        </p>
      )}
      {focus === "chosen" && (
        <fieldset className={css.skills}>
          <legend className="visually-hidden">Skills</legend>
          {QUESTION_SKILL_IDS.map((id) => (
            <Checkbox
              key={id}
              checked={skills.includes(id)}
              onChange={(isOn) => onChange({ skills: isOn ? [...skills, id] : skills.filter((each) => each !== id) })}
              label={QUESTION_SKILLS[id].label}
            />
          ))}
        </fieldset>
      )}
    </Labelled>
  );
}

function Manner({ wish, onChange }: PartProps) {
  return (
    <div className={css.checks}>
      <Toggle
        checked={wish.partner}
        onChange={(partner) => onChange({ partner })}
        label="Two people at this machine"
        hint="One asks, chooses probes and ticks the rubric; the other answers aloud."
      />
      <Toggle
        checked={wish.strict || wish.partner}
        disabled={wish.partner}
        onChange={(strict) => onChange({ strict })}
        label="No feedback until the end"
        hint="Otherwise each question is followed by its rubric."
      />
      <Toggle
        checked={wish.thinkAloud && !wish.partner}
        disabled={wish.partner}
        onChange={(thinkAloud) => onChange({ thinkAloud })}
        label="Think aloud"
        hint="After twenty seconds of silence you are asked for your thoughts."
      />
    </div>
  );
}
