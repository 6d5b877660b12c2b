import { Search } from "lucide-react";
import type { DrillCard } from "#domain/drill";
import { Button } from "../../kit/Button";
import { Select, TextField } from "../../kit/Field";
import css from "./FilterBar.module.css";
import { type Filters, FORM_WORDS, LENGTHS, LEVELS, NO_FILTERS, occurring } from "./filters";

const any = (label: string) => ({ value: "", label });
const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Narrows the list of incidents; only offers what occurs in it. */
export function FilterBar({
  cards,
  filters,
  onChange,
  found,
}: {
  cards: readonly DrillCard[];
  filters: Filters;
  onChange: (filters: Filters) => void;
  found: number;
}) {
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  const forms = occurring(cards.map((card) => card.form)) as readonly DrillCard["form"][];
  const levels = LEVELS.filter((level) => cards.some((card) => card.level === level));
  return (
    <search className={css.bar}>
      <div className={css.text}>
        <TextField
          label="Search incidents"
          hideLabel
          type="search"
          placeholder="Search: payment, search, release…"
          icon={<Search />}
          value={filters.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      </div>
      <Select
        label="Form"
        hideLabel
        value={filters.form}
        onChange={(form) => set({ form })}
        options={[any("Any form"), ...forms.map((value) => ({ value, label: FORM_WORDS[value] }))]}
      />
      <Select
        label="Level"
        hideLabel
        value={filters.level}
        onChange={(level) => set({ level })}
        options={[any("Any level"), ...levels.map((value) => ({ value, label: capital(value) }))]}
      />
      <Select
        label="Length"
        hideLabel
        value={filters.minutes}
        onChange={(minutes) => set({ minutes })}
        options={[
          any("Any length"),
          ...LENGTHS.map((minutes) => ({ value: String(minutes), label: `Up to ${minutes} min` })),
        ]}
      />
      <Select
        label="Tag"
        hideLabel
        value={filters.tag}
        onChange={(tag) => set({ tag })}
        options={[any("Any tag"), ...plain(occurring(cards.flatMap((card) => card.tags)))]}
      />
      <Select
        label="Company"
        hideLabel
        value={filters.company}
        onChange={(company) => set({ company })}
        options={[any("Any company"), ...plain(occurring(cards.map((card) => card.company)))]}
      />
      <p role="status" className={css.found}>
        {found} of {cards.length} {cards.length === 1 ? "incident" : "incidents"}
      </p>
      {filters !== NO_FILTERS && (
        <Button kind="quiet" onClick={() => onChange(NO_FILTERS)}>
          Clear
        </Button>
      )}
    </search>
  );
}
