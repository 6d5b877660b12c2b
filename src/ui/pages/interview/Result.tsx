import { lazy, Suspense, useMemo, useState } from "react";
import type { InterviewDeed } from "#domain/interview";
import type { RoundState } from "#modes/interview/fold";
import { bankPrint } from "#modes/interview/plan";
import { missedOf, type QuestionScore, scoreInterview } from "#modes/interview/scorecard";
import { deedsFromConcepts } from "#modes/study/gather";
import type { ConceptStatus } from "#questions/assess";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextArea } from "../../kit/Field";
import { Section } from "../../kit/Page";
import { Callout, EmptyState, ErrorState, Loading } from "../../kit/State";
import { NotKept } from "../../recording/NotKept";
import { Model } from "../../rubric/Model";
import { STATUS_WORDS } from "../../rubric/words";
import { Sheet, SheetHead } from "../../Sheet";
import { useServices } from "../../services";
import { StudyMissed } from "../../study/StudyMissed";
import { useTitle } from "../../title";
import { when } from "../../when";
import { Calibrated } from "./Calibrated";
import { scoresOf } from "./incident/result";
import { useIncidents } from "./incident/useIncidents";
import { closeInterview } from "./keeping";
import { heardOf, type Takes, useTakes } from "./Listening";
import { Overall } from "./Overall";
import { QuestionResult } from "./QuestionResult";
import css from "./result.module.css";
import { type Opened, useLive, useOpened } from "./useLive";
import { WaysOut } from "./WaysOut";
import { BAND_WORDS, setupWords } from "./words";

const IncidentResult = lazy(() =>
  import("./incident/IncidentResult").then((part) => ({ default: part.IncidentResult })),
);

/** What an interview came to: one's own judgement beside the rubric, round by round. */
export default function ResultPage({ id }: { id: string }) {
  const opened = useOpened(id);
  useTitle("Interview result");
  return (
    <Frame>
      <Sheet>
        {opened === null ? (
          <Loading label="Reading the interview" lines={8} />
        ) : opened === "missing" ? (
          <EmptyState title="This interview is not in this browser" action={<a href="#/interviews">Interviews</a>}>
            It was deleted, or was held on another machine.
          </EmptyState>
        ) : "failed" in opened ? (
          <ErrorState title="The result cannot be shown" action={<a href="#/interviews">Interviews</a>}>
            {opened.failed} Nothing of it is lost; reload the page to try again.
          </ErrorState>
        ) : (
          <Body key={id} {...opened} />
        )}
      </Sheet>
    </Frame>
  );
}

function Body({ live, matchers }: Opened) {
  const services = useServices();
  const { clock } = services;
  const { header, events, state, keeping } = useLive(live);
  const interview = useMemo(() => ({ header, events }), [header, events]);
  const incidents = useIncidents(interview, state.phase === "result");
  const { outcomes } = incidents;
  const score = useMemo(
    () => scoreInterview(header, state, matchers, scoresOf(outcomes)),
    [header, state, matchers, outcomes],
  );
  const takes = useTakes(header.id);
  const missed = useMemo(() => {
    const origin = { kind: "interview", id: header.id } as const;
    return score.questions.flatMap((one) => deedsFromConcepts(one.question.id, missedOf(one), origin));
  }, [header.id, score]);
  if (state.phase !== "result" && header.copyOf !== undefined) {
    return (
      <EmptyState title="It was saved before it was over" action={<a href="#/interviews">Interviews</a>}>
        The file holds an interview that was still going on. It can only be gone on with where it was begun.
      </EmptyState>
    );
  }
  if (state.phase !== "result") {
    return (
      <EmptyState
        title="This interview is not over"
        action={<a href={`#/interview/${header.id}`}>{state.phase === "briefing" ? "To the room" : "Go on with it"}</a>}
      >
        Nothing is shown before you have judged yourself.
      </EmptyState>
    );
  }
  const change = (deed: InterviewDeed) => {
    live.do(deed);
    // The list of interviews shows what it comes to now; where that cannot be stored, the deed says so.
    closeInterview({ live, matchers }, services).catch(() => undefined);
  };
  const hasIncident = incidents.rounds.length > 0;
  const hasChanged =
    bankPrint(
      header.rounds,
      [...matchers.values()].map((each) => each.question),
    ) !== header.bank;
  const isCopy = header.copyOf !== undefined;
  const unmarked = score.questions.filter(({ coverage }) => coverage === null).length;
  const isScoring = outcomes.size < incidents.rounds.length;
  return (
    <>
      <SheetHead
        path={
          <>
            <a href="#/interviews">Interviews</a> · {setupWords(header.setup)} · {when(header.createdAt, clock.now())} ·
            seed {header.setup.seed}
          </>
        }
        title={header.candidate === "" ? "Result" : `Result of ${header.candidate}`}
        about={
          <>
            {(score.questions.length > 0 || !hasIncident) && (
              <>
                Rubric coverage: how much of each question's rubric was heard in the words. It is no hire decision, and{" "}
                <a href="#/questions/accuracy">the rules are wrong now and then</a>.{" "}
                {score.questions.some(({ basis }) => basis === "self") &&
                  "What was spoken was read by nobody: its figure is made of your own marks. "}
              </>
            )}
            {hasIncident && "An incident is scored by what was done, second by second; that is no hire decision."}
          </>
        }
      >
        <div className={css.actions} data-print="hide">
          {!isCopy && <StudyMissed deeds={missed} />}
          <WaysOut live={live} score={score} incidents={incidents} takes={takes} />
        </div>
      </SheetHead>
      <NotKept />
      {unmarked > 0 && !isCopy && (
        <Callout title={unmarked === 1 ? "One answer waits for your marks" : `${unmarked} answers wait for your marks`}>
          It was spoken, so no rule has read it: listen to it below and mark each line of its rubric. Until then it has
          no figure{score.coverage === null ? "" : " and is left out of the overall one"}.
        </Callout>
      )}
      {isCopy && (
        <Callout title="From a file">
          A copy to look at: what the file says was not checked by anybody, and nothing here changes it.
        </Callout>
      )}
      {hasChanged && (
        <Callout title="Its questions have changed since">
          What is heard by today's rules may differ from what was shown then.
        </Callout>
      )}
      {keeping.state === "failed" && (
        <Callout tone="bad" title="Not saved" action={<Button onClick={() => void live.write()}>Try again</Button>}>
          {keeping.why}
        </Callout>
      )}
      {keeping.state === "elsewhere" && (
        <Callout
          tone="warn"
          title="Changed in another tab"
          action={<Button onClick={() => location.reload()}>Reload</Button>}
        >
          What you change here is not kept.
        </Callout>
      )}
      {state.at === null ? (
        <EmptyState title="Nothing was asked" action={<a href="#/interviews">Interviews</a>}>
          It was stopped before the first one.
        </EmptyState>
      ) : (
        <Overall header={header} state={state} score={score} incidents={incidents} />
      )}
      {state.band !== null && (
        <Section title="Given by the interviewer">
          <p>
            <strong>{BAND_WORDS[state.band.band]}</strong>, because {state.band.why}
          </p>
        </Section>
      )}
      {score.questions.map((one) => (
        <Section key={one.index} title={`Round ${one.index + 1}`}>
          <RoundResult one={one} round={state.rounds[one.index]} takes={takes} {...(!isCopy && { onChange: change })} />
        </Section>
      ))}
      {incidents.rounds.map((index) => (
        <Section key={`incident ${index}`} title={`Round ${index + 1}`}>
          <h3 className={css.asks}>The incident</h3>
          <Suspense fallback={<Loading label="Scoring the incident round" lines={6} />}>
            <IncidentResult
              interview={interview}
              round={index}
              incidents={incidents}
              self={state.rounds[index]?.self ?? null}
              away={state.rounds[index]?.away ?? 0}
            />
          </Suspense>
        </Section>
      ))}
      {state.self !== null && score.overall !== null && !isScoring && !isCopy && (
        <Calibrated id={header.id} self={state.self} score={score.overall} />
      )}
      {state.notes !== "" && (
        <Section title="Your notes">
          <p className={css.notes}>{state.notes}</p>
        </Section>
      )}
    </>
  );
}

interface Change {
  readonly concept: string;
  readonly status: ConceptStatus;
}

/** One round; with `onChange` what the rules heard may be changed, for a reason that is kept. */
function RoundResult({
  one,
  round,
  takes,
  onChange,
}: {
  one: QuestionScore;
  round: RoundState | undefined;
  takes: Takes;
  onChange?: (deed: InterviewDeed) => void;
}) {
  const [change, setChange] = useState<Change | null>(null);
  const [why, setWhy] = useState("");
  const { question } = one;
  const says = question.concepts.find(({ id }) => id === change?.concept)?.says;
  const close = () => {
    setChange(null);
    setWhy("");
  };
  const take = () => {
    if (change === null) return;
    onChange?.({ type: "override", round: one.index, ...change, why: why.trim() });
    close();
  };
  return (
    <div className={css.question}>
      <h3 className={css.asks}>{question.asks}</h3>
      <QuestionResult
        score={one}
        level={4}
        {...(onChange !== undefined && { onOverride: (concept, status) => setChange({ concept, status }) })}
        {...(round !== undefined && {
          heard: heardOf(
            one,
            round,
            takes,
            onChange &&
              ((concept, status) => onChange({ type: "tick", round: one.index, concept, status, by: "self" })),
          ),
        })}
      />
      {one.coverage !== null && (
        <p className={css.meta}>
          {missedOf(one).length === 0
            ? "Every line was said."
            : `${missedOf(one).length} lines were not said, or unclear.`}
        </p>
      )}
      <details>
        <summary>Model answer</summary>
        <Model question={question} />
      </details>
      <Dialog
        open={change !== null}
        onOpenChange={(open) => !open && close()}
        size="s"
        title="Why do you say otherwise?"
        description={change === null ? "" : `${says ?? change.concept}: ${STATUS_WORDS[change.status]}`}
        footer={
          <>
            <Button onClick={close}>Leave it</Button>
            <Button kind="primary" disabled={why.trim() === ""} onClick={take}>
              Change it
            </Button>
          </>
        }
      >
        <TextArea
          label="Reason"
          rows={3}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          hint="It is kept beside the verdict of the rules."
        />
      </Dialog>
    </div>
  );
}
