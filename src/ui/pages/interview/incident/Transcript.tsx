import { speakerOf } from "#modes/interview/incident/markdown";
import { useUnfolded } from "../../../unfold";
import css from "./result.module.css";
import { type RoundInterview, sayingsOf } from "./round";
import { WalkTo } from "./WalkTo";

/** What was said in the round, each line leading into the run at its second. Folded away until it is wanted, or on paper. */
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
  const details = useUnfolded();
  const said = sayingsOf(interview, index);
  if (said.length === 0) return <p className="muted">Nothing was said in this round.</p>;
  return (
    <details ref={details} className={css.transcript}>
      <summary>What was said ({said.length})</summary>
      <ol className={css.said}>
        {said.map((each, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said does not change
          <li key={i}>
            <p>
              <WalkTo run={run} second={each.second} startsAt={startsAt} /> <strong>{speakerOf(each)}</strong>
              {each.kind === "request" && each.intent !== null && <span className="muted"> meant: {each.intent}</span>}
            </p>
            <p className={css.words}>{each.text}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}
