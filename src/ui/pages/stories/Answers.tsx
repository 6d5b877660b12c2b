import { Search } from "lucide-react";
import { useState } from "react";
import type { Sources } from "#session/contract";
import { TextField } from "../../kit/Field";
import { Callout, Loading } from "../../kit/State";
import { Checkbox } from "../../kit/Toggle";
import { type Group, groupsOf } from "./groups";
import css from "./stories.module.css";

/** The questions a story answers, to be ticked. Ticked ones are shown whatever is searched for. */
export function Answers({
  sources,
  answers,
  onChange,
}: {
  sources: Sources | null;
  answers: readonly string[];
  onChange: (answers: readonly string[]) => void;
}) {
  const [typed, setTyped] = useState("");
  if (sources === null) return <Loading label="Loading the questions" lines={4} />;
  const wanted = typed.trim().toLowerCase();
  const groups = groupsOf(sources)
    .map((group) => ({
      ...group,
      sources: group.sources.filter(({ id, asks }) => answers.includes(id) || asks.toLowerCase().includes(wanted)),
    }))
    .filter((group) => group.sources.length > 0);
  const chosen = (group: Group) => group.sources.filter(({ id }) => answers.includes(id)).length;
  const chosenOf = (group: Group) => (chosen(group) === 0 ? "" : `${chosen(group)} ticked`);
  const isOpen = (group: Group) => wanted !== "" || chosen(group) > 0;
  const toggle = (id: string, on: boolean) => onChange(on ? [...answers, id] : answers.filter((each) => each !== id));
  if (groups.length === 0 && wanted === "") {
    return <Callout tone="warn">The questions could not be loaded. Reload the page to try again.</Callout>;
  }
  return (
    <div className={css.fields}>
      <TextField
        label="Search questions"
        hideLabel
        type="search"
        placeholder="Search questions"
        icon={<Search />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className={css.why}>
        {answers.length === 0 ? "It answers none yet." : `It answers ${answers.length}.`} Tick what you would tell it
        for.
      </p>
      <div className={css.groups}>
        {groups.map((group) => (
          <details key={group.id} className={css.group} open={isOpen(group)}>
            <summary>
              {group.label} <span className="muted">{chosenOf(group)}</span>
            </summary>
            <fieldset className={css.checks}>
              <legend className="visually-hidden">{group.label}</legend>
              {group.sources.map(({ id, asks }) => (
                <Checkbox key={id} label={asks} checked={answers.includes(id)} onChange={(on) => toggle(id, on)} />
              ))}
            </fieldset>
          </details>
        ))}
      </div>
    </div>
  );
}
