import { offset } from "#lib/format";
import { ToneShape } from "../../kit/Sign";
import { Loading } from "../../kit/State";
import { walkTo } from "../walk/places";
import css from "./AtSecond.module.css";
import { useExamined, useSight } from "./examination";
import type { SeenFact } from "./story";

/** A second of the run, leading to the console as it was then. */
export function SecondLink({ second }: { second: number }) {
  const { run } = useExamined();
  return <a href={walkTo(run, Math.max(0, second))}>{offset(second)}</a>;
}

/** What had been found out by a second, with the second and the place of each. */
export function SeenFacts({ facts, title }: { facts: readonly SeenFact[]; title: string }) {
  const { cannot } = useExamined();
  if (facts.length === 0) return <p className={css.quiet}>Nothing had been found out by then.</p>;
  return (
    <details open={facts.length <= 4} className={css.facts}>
      <summary>
        {title}: {facts.length}
      </summary>
      <ul>
        {facts.map(({ text, second, source }) => (
          <li key={text}>
            {text}
            {second !== undefined && (
              <span className={css.where}>
                {cannot !== null ? offset(second) : <SecondLink second={second} />} · {source}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What looking would have shown at a second, of what had not been seen by then; and the way to that second. */
export function KnowableThen({ second }: { second: number }) {
  const { run, cannot } = useExamined();
  const { sight, failure } = useSight(second);
  if (cannot !== null) return <p className={css.quiet}>{`What could have been seen then: ${cannot}`}</p>;
  const missed = sight?.knowable.filter(({ seen }) => !seen) ?? [];
  return (
    <>
      {failure !== null ? (
        <p className={css.quiet}>What could have been seen then is not known: {failure}</p>
      ) : sight === null ? (
        <Loading label="Looking at everything that was there" lines={2} />
      ) : missed.length === 0 ? (
        <p className={css.quiet}>Nothing more could have been seen then: all that was there had been.</p>
      ) : (
        <details open={missed.length <= 4} className={css.facts}>
          <summary>Could have been seen then, too: {missed.length}</summary>
          <ul>
            {missed.map(({ fact, text, why, decoy, places }) => (
              <li key={fact}>
                {text}
                <span className={css.where}>
                  On {places.map((place) => place.text).join("; or ")}. {why}
                  {decoy && " True, and beside the point."}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className={css.open}>
        <a href={walkTo(run, second)}>
          <ToneShape tone="info" /> Open this second
        </a>
      </p>
    </>
  );
}

/** A second without a mark: what was known then. */
export function AtSecond({ second, facts }: { second: number; facts: readonly SeenFact[] }) {
  const seen = facts.filter((fact) => (fact.second ?? 0) <= second);
  return (
    <section aria-label={`At ${offset(second)}`} className={css.at}>
      <p className={css.time}>At {offset(second)}</p>
      <SeenFacts facts={seen} title="Found out by then" />
      <KnowableThen second={second} />
    </section>
  );
}
