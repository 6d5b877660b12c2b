import { Timestamp } from "../../../kit/Timestamp";
import css from "./result.module.css";
import { type RoundInterview, sayingsOf } from "./round";

/** What was said in the round, each line leading into the run at its second. Folded away until it is wanted. */
export function Transcript({
  interview,
  index,
  run,
  startsAt,
}: {
  interview: RoundInterview;
  index: number;
  run: string;
  startsAt: number;
}) {
  const said = sayingsOf(interview, index);
  if (said.length === 0) return <p className="muted">Nothing was said in this round.</p>;
  return (
    <details className={css.transcript}>
      <summary>What was said ({said.length})</summary>
      <ol className={css.said}>
        {said.map((each, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said does not change
          <li key={i}>
            <p className={css.who}>
              <a href={`#/run/${run}/walk/${Math.max(0, each.second)}`}>
                <Timestamp second={each.second} startsAt={startsAt} />
              </a>{" "}
              <strong>{each.kind === "request" ? "You" : each.kind === "hint" ? "Hint" : "Interviewer"}</strong>
              {each.kind === "request" && each.intent !== null && <span className="muted"> meant: {each.intent}</span>}
            </p>
            <p className={css.words}>{each.text}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}
