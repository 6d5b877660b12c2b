import type { Question } from "#domain/questions";
import type { Assessment } from "#questions/assess";
import { Status } from "../kit/Sign";
import { Callout } from "../kit/State";
import css from "./rubric.module.css";

/** What else there is to say about an answer: its order, red flags, and that a list of keywords is no answer. */
export function Remarks({ question, assessment }: { question: Question; assessment: Assessment }) {
  const says = (ids: readonly string[]): string =>
    ids.map((id) => question.concepts.find((concept) => concept.id === id)?.says ?? id).join("; ");
  const judged = assessment.orders.filter(({ kept }) => kept !== null);
  return (
    <>
      {assessment.soup && (
        <Callout tone="warn" title="Keywords are no answer">
          Say it in sentences: who does what, in which order, and why. Bare words count for nothing.
        </Callout>
      )}
      {judged.length > 0 && (
        <ul className={css.orders} aria-label="Order">
          {judged.map(({ order, kept }) => (
            <li key={order.why} className={css.note}>
              <Status tone={kept === true ? "good" : "bad"}>{kept === true ? "in order" : "out of order"}</Status>
              <span>
                First: {says(order.before)}. Then: {says(order.after)}. {order.why}
              </span>
            </li>
          ))}
        </ul>
      )}
      {assessment.flags.length > 0 && (
        <ul className={css.flags} aria-label="Red flags">
          {assessment.flags.map(({ id }) => {
            const flag = question.flags.find((each) => each.id === id);
            return (
              flag && (
                <li key={id} className={css.note}>
                  <Status tone="bad">red flag</Status>
                  <span>
                    {flag.says}. {flag.why}
                  </span>
                </li>
              )
            );
          })}
        </ul>
      )}
    </>
  );
}
