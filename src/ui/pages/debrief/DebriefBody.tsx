import { useState } from "react";
import type { Timeline } from "#debrief/index";
import type { Mark } from "#domain/score";
import { offset } from "#lib/format";
import { CLOCK_WORDS } from "../../clocks";
import type { Annotation } from "../../kit/chart/TimeSeries";
import { KeyValue } from "../../kit/KeyValue";
import { Markdown } from "../../kit/Markdown";
import { Panel, Section } from "../../kit/Page";
import { Callout, Loading } from "../../kit/State";
import { NotesList } from "../../notes/NotesList";
import { walkTo } from "../walk/places";
import { Again } from "./Again";
import { AtSecond } from "./AtSecond";
import { Beyond } from "./Beyond";
import { Curve } from "./Curve";
import css from "./debrief.module.css";
import { ExaminedContext, useExamination } from "./examination";
import type { Debrief } from "./load";
import { Marks } from "./Marks";
import { RunTimeline } from "./RunTimeline";
import { Scorecard } from "./Scorecard";
import { Stages } from "./Stages";
import { factsOf, type Line, linesOf, nearest } from "./story";
import { Unmet } from "./Unmet";
import { Unseen } from "./Unseen";
import { placeOf } from "./words";

/** What is looked at: a mark, a second, both (a mark that happened), or neither. */
interface Selection {
  readonly mark: string | null;
  readonly second: number | null;
}

/** A second picked on a curve means the line of the run that is no further away. */
const NEAR = 20;

/** The whole debrief. `timeline` is undefined while the run is being retold, null when it cannot be. */
export function DebriefBody({
  debrief,
  timeline,
  failure,
}: {
  debrief: Debrief;
  timeline: Timeline | null | undefined;
  failure: string | null;
}) {
  const { run, program, scene, frozen, readOnly } = debrief;
  const { scorecard: card } = frozen;
  const { header } = run;
  const startsAt = scene.system.startOfDay;
  const [selection, setSelection] = useState<Selection>({ mark: null, second: null });
  const lines: readonly Line[] = timeline?.entries ?? linesOf(frozen);
  const facts = factsOf(scene, timeline ?? null);
  const examined = useExamination(debrief, timeline, failure);
  const { study, coverage, progress } = examined;

  const selectMark = (mark: Mark | null) =>
    setSelection(mark === null ? { mark: null, second: null } : { mark: mark.id, second: mark.second });
  const selectLine = (line: Line) => setSelection({ mark: line.marks[0] ?? null, second: line.second });
  const selectSecond = (second: number) => {
    const line = nearest(lines, second);
    if (line !== undefined && Math.abs(line.second - second) <= NEAR) selectLine(line);
    else setSelection({ mark: null, second });
  };
  const pinned = lines.find((line) => selection.mark !== null && line.marks.includes(selection.mark));
  const current = selection.second === null ? undefined : (pinned ?? nearest(lines, selection.second));
  const moments = (timeline?.entries ?? []).flatMap(({ kind, second }): Annotation[] => {
    if (kind === "page") return [{ x: second, label: "paged", tone: "bad" }];
    return kind === "resolve" ? [{ x: second, label: "resolved", tone: "good" }] : [];
  });

  return (
    <ExaminedContext value={examined}>
      <div className={css.debrief}>
        <div className={css.heading}>
          <p className={css.code}>
            <span className="mono">{header.code}</span> · {program.card.company} · {CLOCK_WORDS[header.clock].label}
          </p>
          <h1 className={css.title}>{program.card.title}</h1>
          {readOnly === null && failure === null && (
            <p className={css.ways}>
              <a href={walkTo(header.id, timeline?.entries.find(({ kind }) => kind === "page")?.second ?? 0)}>
                Walk back into it
              </a>
            </p>
          )}
        </div>
        {readOnly !== null && (
          <Callout tone="info" title="For reading only">
            {readOnly} What follows was kept when it was finished.
          </Callout>
        )}
        {failure !== null && (
          <Callout tone="warn" title="The run could not be retold">
            {failure} What follows was kept when it was finished.
          </Callout>
        )}
        <Scorecard card={card} />
        <Section title="What it cost">
          <Curve
            impact={card.impact}
            marks={card.marks}
            startsAt={startsAt}
            moments={moments}
            selected={selection.mark}
            second={selection.second}
            onMark={(id) => selectMark(card.marks.find((mark) => mark.id === id) ?? null)}
            onSecond={selectSecond}
            budget={study?.budget ?? (examined.cannot === null ? undefined : null)}
          />
        </Section>
        <div className={css.columns}>
          <Panel title="What counted" flush>
            <Marks
              marks={card.marks}
              facts={facts}
              startsAt={startsAt}
              selected={selection.mark}
              onSelect={selectMark}
            />
          </Panel>
          <Panel title="The run" flush>
            {timeline === undefined && readOnly === null ? (
              <Loading label="Retelling the run" lines={12} />
            ) : (
              <RunTimeline lines={lines} startsAt={startsAt} current={current} onSelect={selectLine}>
                {selection.mark === null && selection.second !== null && timeline && (
                  <AtSecond second={selection.second} facts={timeline.facts} />
                )}
              </RunTimeline>
            )}
          </Panel>
        </div>
        <Section title="How long it took">
          <Beyond needs="Stage times" value={study?.stages ?? null}>
            {(stages) => <Stages times={stages} />}
          </Beyond>
        </Section>
        <Section title="What you did not look at">
          <Beyond
            needs="What there was to see"
            value={coverage}
            {...(progress !== null && {
              label: `Going back through the run: second ${progress.done + 1} of ${progress.of}`,
            })}
          >
            {(known) => <Unseen coverage={known} isWhole={progress === null} />}
          </Beyond>
        </Section>
        <Section title="Who and what you did not meet">
          <Beyond needs="Which ways there were" value={study?.unmet ?? null}>
            {(ways) => <Unmet ways={ways} />}
          </Beyond>
        </Section>
        <Section title="Once more">
          <Again debrief={debrief} />
        </Section>
        <Section title="The incident itself">
          <div className={css.teaching}>
            <Markdown text={scene.debrief} level={3} />
            <KeyValue
              pairs={[
                { key: "This time", value: scene.variant.label },
                { key: "Drill", value: header.drill, mono: true },
                { key: "Source", value: program.sources.join(", ") },
                { key: "Seed", value: String(header.seed), mono: true },
                { key: "Played until", value: offset(run.horizon) },
                { key: "Engine", value: String(header.engine), mono: true },
              ]}
            />
          </div>
        </Section>
        <Section title="What was said">
          <details className={css.transcript}>
            <summary>{frozen.transcript.length} messages</summary>
            <ol>
              {frozen.transcript.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a finished run does not change
                <li key={index}>
                  <span className={css.meta}>
                    {offset(line.second)} · <strong>{line.from}</strong>, {placeOf(line.audience)}
                  </span>
                  <p>{line.text}</p>
                </li>
              ))}
            </ol>
          </details>
        </Section>
        <NotesList run={header.id} canWalk={readOnly === null} />
      </div>
    </ExaminedContext>
  );
}
