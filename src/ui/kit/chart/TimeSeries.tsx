import { Table2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "../Button";
import { formatClock, formatValue, type Unit } from "../format";
import { Skeleton } from "../State";
import { lastValue, type TimeSeriesProps, tableRows } from "./series";
import css from "./TimeSeries.module.css";

export type { Annotation, Series, Threshold, TimeSeriesProps } from "./series";

const Canvas = lazy(() => import("./TimeSeriesCanvas"));

function summary({ series, comparison = [], thresholds = [], annotations = [], unit = "" }: TimeSeriesProps): string {
  const parts = series.map((each) => `${each.label} ${formatValue(lastValue(each.values), each.unit ?? unit)}`);
  for (const each of comparison) parts.push(`${each.label} ${formatValue(lastValue(each.values), each.unit ?? unit)}`);
  for (const each of thresholds) parts.push(`limit ${each.label} ${formatValue(each.value, unit)}`);
  if (annotations.length > 0) parts.push(annotations.map((each) => each.label).join(", "));
  return parts.join("; ");
}

/**
 * Values over time. A chart library is loaded when the first chart is shown; the room is kept, so nothing jumps.
 *
 * - Hover (of any chart with the same `syncKey`) shows values and second in the legend; a click gives the second to
 *   `onPick`. With the keyboard: arrows move the crosshair (Shift: ten steps), Enter picks, Escape leaves.
 * - New arrays are drawn without rebuilding. Buffers that are changed in place need a new `revision`.
 * - The button in the legend shows the same data as a table.
 */
export function TimeSeries(props: TimeSeriesProps) {
  const { title, unit = "", height = 140, startsAt = 0 } = props;
  const [asTable, setAsTable] = useState(false);
  return (
    // biome-ignore lint/a11y/useSemanticElements: fieldset is for forms
    <div role="group" aria-label={`${title}. ${summary(props)}`} className={css.frame}>
      <div className={css.head}>
        <span className={css.title}>{title}</span>
        <IconButton
          label={`${title}: show as table`}
          icon={<Table2 />}
          pressed={asTable}
          onClick={() => setAsTable(!asTable)}
          className={css.tableButton}
        />
      </div>
      {asTable ? (
        <DataTable {...props} unit={unit} height={height + LEGEND} startsAt={startsAt} />
      ) : (
        <Suspense fallback={<Skeleton height={height + LEGEND} />}>
          <Canvas {...props} unit={unit} height={height} startsAt={startsAt} />
        </Suspense>
      )}
    </div>
  );
}

/** Height of the legend line, px; the canvas and its substitutes take the same room. */
const LEGEND = 22;

function DataTable({
  title,
  x,
  series,
  comparison = [],
  unit = "",
  height,
  startsAt,
}: TimeSeriesProps & { height: number; startsAt: number; unit: Unit }) {
  const all = [...series, ...comparison];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={`${title}, values`} tabIndex={0} className={css.table} style={{ height }}>
      <table>
        <thead>
          <tr>
            <th scope="col">time</th>
            {all.map((each) => (
              <th key={each.label} scope="col">
                {each.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tableRows(x.length, 60).map((index) => (
            <tr key={index}>
              <th scope="row">{formatClock(startsAt + (x[index] ?? 0))}</th>
              {all.map((each) => (
                <td key={each.label}>{formatValue(each.values[index], each.unit ?? unit)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
