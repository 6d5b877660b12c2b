import type { StageId } from "#debrief/index";
import { count, duration, offset } from "#lib/format";
import type { Compared } from "#modes/gameday/compare";
import { TimeSeries } from "../../../kit/chart/TimeSeries";
import { useStartsAt } from "../../../who";
import { STAGE_WORDS } from "../../debrief/words";
import css from "./after.module.css";

/** Teams side by side: what customers bore, how long the stages took, and how they worked. No ranking: the figures are there to ask why. */
export function Comparison({ compared }: { compared: Compared }) {
  const startsAt = useStartsAt();
  const { teams, impact, stages, harm, firstWord, figures, dimensions } = compared;
  const length = Math.max(0, ...impact.curves.map((curve) => curve.length));
  return (
    <div className={css.comparison}>
      {impact.curves.length > 0 && (
        <TimeSeries
          title="Harm to customers"
          unit="/s"
          height={180}
          x={Array.from({ length }, (_, i) => i * impact.step)}
          startsAt={startsAt}
          series={impact.curves.map((values, index) => ({
            label: teams[index] ?? "",
            values,
            colour: `var(--series-${(index % 8) + 1})`,
            ...(index % 2 === 1 && { dash: true }),
          }))}
        />
      )}
      <div className={css.wide}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">Team</th>
              {teams.map((team, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two teams may have one name
                <th key={index} scope="col">
                  {team}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stages.map(({ id, values }) => (
              <Row
                key={id}
                title={STAGE_WORDS[id as StageId] ?? id}
                values={values.map((value) => (value === null ? "never" : duration(value)))}
              />
            ))}
            <Row
              title={firstWord.title}
              values={firstWord.values.map((value) => (value === null ? "never" : offset(value)))}
            />
            {[harm, ...figures].map(({ id, title, values }) => (
              <Row
                key={id}
                title={title}
                values={values.map((value) => (value === null ? "–" : count(Math.round(value))))}
              />
            ))}
            {dimensions.map(({ id, title, values }) => (
              <Row
                key={id}
                title={title}
                values={values.map((value) =>
                  value === null ? "–" : value.score === null ? value.sentence : `${value.score}: ${value.sentence}`,
                )}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ title, values }: { title: string; values: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{title}</th>
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one column for each team
        <td key={index}>{value}</td>
      ))}
    </tr>
  );
}
