import type { Report } from "#modes/gameday/report";
import { ScoreBar } from "../../../kit/Meter";
import { Status } from "../../../kit/Sign";
import { At } from "./At";
import css from "./after.module.css";

/** How the team worked together, each with what speaks for it and against it, and where in the run that was. */
export function Dimensions({ dimensions }: { dimensions: Report["dimensions"] }) {
  return (
    <div className={css.dimensions}>
      {dimensions.map(({ id, title, score, sentence, reasons }) => (
        <section key={id} aria-label={title} className={css.dimension}>
          {score === null ? <h3>{title}</h3> : <ScoreBar label={title} value={score} />}
          <p>{sentence}</p>
          {reasons.length > 0 && (
            <ul className={css.reasons}>
              {reasons.map((reason, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: reasons have no other name
                <li key={index}>
                  <Status tone={reason.speaks === "for" ? "good" : "warn"} plain>
                    {reason.speaks}
                  </Status>
                  <span>
                    {reason.second !== null && (
                      <>
                        <At second={reason.second} />{" "}
                      </>
                    )}
                    {reason.text}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}
