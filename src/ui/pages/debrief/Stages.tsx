import type { ReactNode } from "react";
import type { Stage, StageTimes } from "#debrief/index";
import { duration, fixed, offset } from "#lib/format";
import { cx } from "../../kit/cx";
import { walkTo } from "../walk/places";
import { SecondLink } from "./AtSecond";
import { useExamined } from "./examination";
import css from "./Stages.module.css";
import { STAGE_WORDS } from "./words";

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Seconds that hold every stage of both runs. */
function spanOf({ player, expert }: StageTimes): Span {
  const seconds = [...player, ...(expert ?? [])].flatMap(({ from, to }) => [from ?? [], to ?? []].flat());
  return { from: Math.min(0, ...seconds), to: Math.max(60, ...seconds) };
}

/** A stage on the line of time. One that never ended runs on to the edge, open. */
function Bar({ stage, span, isExpert }: { stage: Stage; span: Span; isExpert: boolean }) {
  if (stage.from === null) return null;
  const at = (second: number) => (100 * (second - span.from)) / (span.to - span.from);
  const end = stage.to ?? span.to;
  return (
    <i
      className={cx(css.bar, isExpert && css.expertBar)}
      data-open={stage.to === null || undefined}
      style={{ left: `${at(stage.from)}%`, width: `${Math.max(0, at(end) - at(stage.from))}%` }}
    />
  );
}

/** How long a stage took, and the seconds it began and ended at. */
function Took({ stage, children }: { stage: Stage; children: (second: number) => ReactNode }) {
  const { from, to, seconds } = stage;
  return (
    <>
      <strong className={css.took}>{seconds === null ? (to === null ? "never" : "–") : duration(seconds)}</strong>
      <span className={css.seconds}>
        {from !== null && children(from)}
        {to !== null && (
          <>
            {from === null ? "" : " → "}
            {children(to)}
          </>
        )}
      </span>
    </>
  );
}

/** The stages of the incident: yours, and below them the expert's. */
export function Stages({ times }: { times: StageTimes }) {
  const { run } = useExamined();
  const span = spanOf(times);
  return (
    <>
      <table className={css.stages}>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <td className={css.legend}>
              <span>
                <i className={css.bar} /> you
              </span>
              {times.expert !== null && (
                <span>
                  <i className={cx(css.bar, css.expertBar)} /> expert
                </span>
              )}
            </td>
            <th scope="col">You</th>
            {times.expert !== null && <th scope="col">Expert</th>}
          </tr>
        </thead>
        <tbody>
          {times.player.map((stage) => {
            const expert = times.expert?.find(({ id }) => id === stage.id);
            return (
              <tr key={stage.id}>
                <th scope="row">{STAGE_WORDS[stage.id]}</th>
                <td className={css.middle}>
                  <span aria-hidden="true" className={css.track}>
                    <Bar stage={stage} span={span} isExpert={false} />
                    {expert !== undefined && <Bar stage={expert} span={span} isExpert />}
                  </span>
                  <span className={css.note}>{stage.note}</span>
                </td>
                <td className={css.own}>
                  <Took stage={stage}>{(second) => <SecondLink second={second} />}</Took>
                </td>
                {expert !== undefined && (
                  <td className={css.other}>
                    <Took stage={expert}>
                      {(second) => <a href={walkTo(run, second, "expert")}>{offset(second)}</a>}
                    </Took>
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      <details className={css.rules}>
        <summary>How it is measured</summary>
        <p>
          Harm is read as the mean of 30 s. Customers are hurt above {fixed(times.hurtLimit, 1)} failed requests' worth
          of it per second: what was usual before, plus 2 % of the way to the worst of nobody acting. It is mitigated
          when harm is down to a fifth of the worst until then and stays there for four minutes, after something was
          done about it. Cause and containment are both worked on from the moment somebody is at it, so those two
          overlap. Validated is what was looked at after it had gone quiet for good.
        </p>
      </details>
    </>
  );
}
