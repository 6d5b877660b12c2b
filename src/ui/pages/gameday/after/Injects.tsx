import type { Observed, Report } from "#modes/gameday/report";
import { Status } from "../../../kit/Sign";
import { At } from "./At";
import css from "./after.module.css";

/** What the facilitator brought into it, what was expected of the team, and what observers saw. */
export function Injects({ report }: { report: Report }) {
  const { injects, observed } = report;
  if (injects.length === 0 && observed.length === 0) {
    return <p className={css.quiet}>Nothing was injected, and nothing was expected beforehand.</p>;
  }
  return (
    <div className={css.injects}>
      {injects.map((inject, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a report has injects without ids
        <section key={index} aria-label={inject.title}>
          <h3>
            <At second={inject.at} /> {inject.title}
          </h3>
          <ul className={css.said}>
            {inject.effects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
          <Expectations observed={inject.observed} />
          {inject.discuss.length > 0 && (
            <>
              <h4>To talk about</h4>
              <ul className={css.said}>
                {inject.discuss.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </>
          )}
        </section>
      ))}
      {observed.length > 0 && (
        <section aria-label="Of the exercise as a whole">
          <h3>Of the exercise as a whole</h3>
          <Expectations observed={observed} />
        </section>
      )}
    </div>
  );
}

function Expectations({ observed }: { observed: readonly Observed[] }) {
  if (observed.length === 0) return null;
  return (
    <ul className={css.expectations}>
      {observed.map(({ id, expectation, ticks }) => (
        <li key={id}>
          <p>
            <strong>{expectation?.title ?? id}</strong>
            {expectation !== null && <span className={css.quiet}> {expectation.good}</span>}
          </p>
          {ticks.length === 0 && (
            <Status tone="neutral" plain>
              nobody watched for it
            </Status>
          )}
          {ticks.map(({ met, text, by }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: ticks have no other name
            <p key={index}>
              <Status tone={met ? "good" : "bad"} plain>
                {met ? "met" : "not met"}
              </Status>{" "}
              <span className={css.quiet}>
                {by}
                {text !== "" && `: ${text}`}
              </span>
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
