import { FUNCTIONS } from "#world/telemetry/explore/functions";
import { METRIC_NAMES } from "#world/telemetry/explore/names";
import { Dialog } from "../../kit/Dialog";
import css from "./explore.module.css";

const SYNTAX = [
  ['http_requests_total{region="eu", status=~"5.."}', "series of a metric whose labels match; also != and !~"],
  ["http_requests_total[5m]", "their samples of the last five minutes, for functions of a range"],
  ["… offset 10m", "as it was ten minutes ago"],
  ["sum by (region) (…)", "one series for each region; without (…) keeps all other labels"],
  ["sum avg min max count group", "how series are put together; topk(5, …), bottomk(5, …), quantile(0.9, …)"],
  ["a / b", "series with the same labels; on (…), ignoring (…), group_left (…), group_right (…)"],
  ["a > 5", "only values above 5; a > bool 5 gives 1 and 0"],
  ["a and b, a or b, a unless b", "series that both have, that one has, that b has not"],
] as const;

/** The subset of PromQL that is understood, with the metrics and functions there are. */
export function Help({
  open,
  onOpenChange,
  onTry,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onTry: (query: string) => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      side
      title="How to query"
      description="PromQL over the metrics of this system. Counters need rate or increase; gauges are used as they are."
    >
      <div className={css.help}>
        <h3>Writing</h3>
        <dl>
          {SYNTAX.map(([example, meaning]) => (
            <div key={example}>
              <dt className="mono">{example}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <h3>Functions</h3>
        <dl>
          {Object.entries(FUNCTIONS).map(([name, { example, help }]) => (
            <div key={name}>
              <dt>
                <button type="button" className={css.query} onClick={() => onTry(example)}>
                  {example}
                </button>
              </dt>
              <dd>{help}</dd>
            </div>
          ))}
        </dl>
        <h3>Metrics</h3>
        <dl>
          {METRIC_NAMES.map(({ name, kind, help, labels }) => (
            <div key={name}>
              <dt className="mono">{name}</dt>
              <dd>
                {help} ({kind === "gauge" ? "gauge" : kind === "counter" ? "counter" : "histogram"}). Labels:{" "}
                {labels.join(", ")}
              </dd>
            </div>
          ))}
        </dl>
        <p>
          Not supported: subqueries [1h:5m], @, label_replace, and what else is not listed here. At most 50 series are
          shown: those that reach highest.
        </p>
      </div>
    </Dialog>
  );
}
