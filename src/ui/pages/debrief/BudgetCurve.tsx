import type { Budget, Spending } from "#debrief/index";
import { count, duration, percent } from "#lib/format";
import { type Annotation, TimeSeries } from "../../kit/chart/TimeSeries";
import { SecondLink } from "./AtSecond";
import css from "./Curve.module.css";

/** Share of the budget that was spent, with a decimal where it is small. */
function spent({ bad }: Spending, { allowed }: Budget): string {
  const share = bad / allowed;
  return percent(share, share < 0.1 ? 1 : 0);
}

/** What is left of the error budget, over the same time as the harm. */
export function BudgetCurve({
  budget,
  startsAt,
  second,
  idle,
  onSecond,
}: {
  budget: Budget;
  /** Second of the day at T+0. */
  startsAt: number;
  second: number | null;
  /** Whether nobody acting is drawn, too. */
  idle: boolean;
  onSecond: (second: number) => void;
}) {
  const { player, expert, step, horizon } = budget;
  const x = player.left.map((_, i) => Math.min(horizon, i * step));
  const here: readonly Annotation[] = second === null ? [] : [{ x: second, label: "here", tone: "info" }];
  return (
    <div className={css.budget}>
      <p className={css.sum}>
        Spent of the error budget: you <strong>{spent(player, budget)}</strong>
        {expert !== null && (
          <>
            , the expert <strong>{spent(expert, budget)}</strong>
          </>
        )}
        , nobody acting <strong>{spent(budget.idle, budget)}</strong>.
        {player.emptyAt !== null && (
          <>
            {" "}
            Yours was used up at <SecondLink second={player.emptyAt} />.
          </>
        )}
      </p>
      <TimeSeries
        title="Error budget left"
        unit="ratio"
        height={200}
        x={x}
        startsAt={startsAt}
        yMax={1}
        series={[
          { label: "you", values: player.left, colour: "var(--series-2)" },
          ...(expert === null ? [] : [{ label: "expert", values: expert.left, colour: "var(--series-3)" }]),
          ...(idle
            ? [{ label: "nobody acting", values: budget.idle.left, colour: "var(--series-other)", dash: true }]
            : []),
        ]}
        annotations={here}
        onPick={onSecond}
      />
      <details className={css.rules}>
        <summary>How it is counted</summary>
        <p>
          The budget is what the objectives allow to fail or be late in {budget.days} days of the traffic there was
          before the incident: {count(budget.allowed)} requests. Every counted request that failed, or was answered
          later than its objective, takes one. It is full at the beginning and counted over {duration(horizon)}; below
          nothing, more was spent than there was.
        </p>
      </details>
    </div>
  );
}
