import { useEffect, useState } from "react";
import type { ExploreResult } from "#domain/telemetry";
import { type ConsoleState, consoleStore, useConsole } from "../../console-state";
import { Loading } from "../../kit/State";
import { useLook } from "../../looking";
import { EXAMPLES } from "./examples";
import css from "./explore.module.css";
import { QueryForm } from "./QueryForm";
import { Result } from "./Result";

/** Seconds of simulated time between two evaluations; a query may read many more series than a board. */
const EVERY = 15;

/** Any question to the metrics, in PromQL. */
export default function ExplorePanel() {
  const asked = useConsole((state) => state.explore);
  const [problem, setProblem] = useState<ExploreResult["problem"]>(null);
  return (
    <div className={css.panel}>
      <QueryForm asked={asked} problem={problem} />
      {asked.query === "" ? <Examples /> : <Asked asked={asked} onProblem={setProblem} />}
    </div>
  );
}

/** What came back; a problem is told to the form, which shows it at its place. */
function Asked({
  asked,
  onProblem,
}: {
  asked: ConsoleState["explore"];
  onProblem: (problem: ExploreResult["problem"]) => void;
}) {
  const result = useLook(asked, EVERY);
  const found = result?.panel === "explore" ? result.explore : null;
  const problem = found?.problem ?? null;
  useEffect(() => onProblem(problem), [problem, onProblem]);
  if (found === null) return <Loading label="Evaluating the query" lines={8} />;
  return problem === null ? <Result result={found} /> : <Examples />;
}

function Examples() {
  return (
    <section aria-labelledby="explore-examples" className={css.examples}>
      <h2 id="explore-examples">Questions to begin with</h2>
      <ul>
        {EXAMPLES.map(({ title, query }) => (
          <li key={title}>
            <button
              type="button"
              className={css.example}
              onClick={() => consoleStore.setState(({ explore }) => ({ explore: { ...explore, query } }))}
            >
              <span>{title}</span>
              <code>{query}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
