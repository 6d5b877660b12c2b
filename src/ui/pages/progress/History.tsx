import { useMemo } from "react";
import type { RunSummary } from "#session/contract";
import { CLOCK_WORDS } from "../../clocks";
import { Button } from "../../kit/Button";
import { type DataColumn, type DataRow, DataTable } from "../../kit/DataTable";
import { Select, TextField } from "../../kit/Field";
import { NARROW, useMedia } from "../../media";
import { dateText, momentText, wayText } from "./days";
import { type Filters, kindOfLabel, NO_FILTERS } from "./filters";
import css from "./progress.module.css";

const COLUMNS: readonly DataColumn[] = [
  { id: "played", title: "Played", unit: "text", keep: true },
  { id: "code", title: "Code", unit: "text" },
  { id: "drill", title: "Drill", unit: "text", keep: true },
  { id: "score", title: "Score", unit: "", keep: true },
  { id: "way", title: "Way", unit: "text" },
  { id: "clock", title: "Clock", unit: "text" },
  { id: "ending", title: "Ending", unit: "text" },
  { id: "labels", title: "How", unit: "text" },
];

function rowOf(run: RunSummary, when: (at: number) => string): DataRow {
  const { id, updatedAt, code, title, total, variant, clock, ending, labels } = run;
  const score = total === null ? null : Math.round(total);
  const clockWord = CLOCK_WORDS[clock].label;
  return {
    id,
    values: [when(updatedAt), code, title, score, wayText(variant), clockWord, ending, labels.join(", ")],
  };
}

/** Runs that fit; each row leads to its debrief. */
export function History({ runs }: { runs: readonly RunSummary[] }) {
  // On a phone there is room for the day only.
  const when = useMedia(NARROW) ? dateText : momentText;
  const rows = useMemo(() => runs.map((run) => rowOf(run, when)), [runs, when]);
  return (
    <div className={css.history}>
      <DataTable
        label="History"
        columns={COLUMNS}
        rows={rows}
        onOpen={({ id }) => {
          location.hash = `#/run/${id}/debrief`;
        }}
        empty="No run fits the filters."
      />
    </div>
  );
}

const each = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();
const any = (label: string) => ({ value: "", label });

/** Narrows the runs; offers only what occurs among them. */
export function FilterBar({
  runs,
  found,
  filters,
  onChange,
}: {
  runs: readonly RunSummary[];
  found: number;
  filters: Filters;
  onChange: (filters: Filters) => void;
}) {
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  const titles = new Map(runs.map(({ drill, code, title }) => [drill, `${code} ${title}`]));
  const drills = [...titles].sort(([, a], [, b]) => (a < b ? -1 : 1));
  const ofDrill = runs.filter(({ drill }) => filters.drill === "" || drill === filters.drill);
  const variants = each(ofDrill.map(({ variant }) => variant));
  const clocks = each(runs.map(({ clock }) => clock)) as readonly RunSummary["clock"][];
  const labels = each(runs.flatMap((run) => run.labels.map(kindOfLabel)));
  const number = (name: "least" | "most", label: string, placeholder: string) => (
    <TextField
      label={label}
      type="number"
      inputMode="numeric"
      min={0}
      max={100}
      placeholder={placeholder}
      value={filters[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  const date = (name: "from" | "until", label: string) => (
    <TextField
      label={label}
      type="date"
      value={filters[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <search aria-label="Filters" className={css.filters}>
      <Select
        label="Drill"
        value={filters.drill}
        onChange={(drill) => set({ drill, variant: "" })}
        options={[any("Any"), ...drills.map(([value, label]) => ({ value, label }))]}
      />
      <Select
        label="Way"
        value={filters.variant}
        onChange={(variant) => set({ variant })}
        options={[any("Any"), ...variants.map((value) => ({ value, label: wayText(value) }))]}
      />
      <Select
        label="Clock"
        value={filters.clock}
        onChange={(clock) => set({ clock })}
        options={[any("Any"), ...clocks.map((value) => ({ value, label: CLOCK_WORDS[value].label }))]}
      />
      <Select
        label="How"
        value={filters.label}
        onChange={(label) => set({ label })}
        options={[any("Any"), ...labels.map((value) => ({ value, label: value }))]}
      />
      {number("least", "Score from", "0")}
      {number("most", "to", "100")}
      {date("from", "From")}
      {date("until", "Until")}
      <p role="status" className={css.found}>
        {found} of {runs.length} {runs.length === 1 ? "run" : "runs"}
      </p>
      {Object.values(filters).some((value) => value !== "") && (
        <Button kind="quiet" onClick={() => onChange(NO_FILTERS)}>
          Clear
        </Button>
      )}
    </search>
  );
}
