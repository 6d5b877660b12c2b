import { Trash2 } from "lucide-react";
import { FACTOR_WORDS } from "#debrief/postmortem/index";
import { MEASURES, MECHANISMS } from "#domain/commands";
import { FACTOR_KINDS, type Factor, type Postmortem, TRIGGER_KINDS } from "#domain/documents";
import type { System } from "#domain/system";
import { IconButton } from "../../kit/Button";
import { type Option, Select, TextArea } from "../../kit/Field";
import { Checkbox } from "../../kit/Toggle";
import { MEASURE_WORDS, MECHANISM_WORDS } from "../../words";
import { fieldId } from "./fields";
import { CHOICES, type Choice, choose, className, factorName, joined, ofKind } from "./graph";
import css from "./postmortem.module.css";
import { LEADS_WORDS, TRIGGER_WORDS } from "./words";

const LABELS: Readonly<Record<Choice, string>> = {
  class: "Traffic that suffered",
  trigger: "What changed",
  mechanism: "Mechanism",
  measure: "Measure",
  node: "Where",
};
const KINDS = FACTOR_KINDS.map((kind) => ({ value: kind, label: FACTOR_WORDS[kind] }));

/** What can be chosen, with nothing as the first. */
function optionsOf(choice: Choice, system: System): readonly Option<string>[] {
  const lists: Readonly<Record<Choice, () => readonly Option<string>[]>> = {
    class: () => system.classes.map(({ id }) => ({ value: id, label: className(system, id) })),
    trigger: () => TRIGGER_KINDS.map((kind) => ({ value: kind, label: TRIGGER_WORDS[kind] })),
    mechanism: () => MECHANISMS.map((mechanism) => ({ value: mechanism, label: MECHANISM_WORDS[mechanism] })),
    measure: () => MEASURES.map((measure) => ({ value: measure, label: MEASURE_WORDS[measure] })),
    node: () => system.nodes.map(({ id, label }) => ({ value: id, label })),
  };
  return [{ value: "", label: "Choose…" }, ...lists[choice]()];
}

/** One factor: what it is, in choices and in own words, and what it led to. */
export function FactorForm({
  factor,
  index,
  factors,
  links,
  system,
  onChange,
  onLinks,
  onRemove,
}: {
  factor: Factor;
  index: number;
  factors: readonly Factor[];
  links: Postmortem["links"];
  system: System;
  onChange: (factor: Factor) => void;
  onLinks: (links: Postmortem["links"]) => void;
  onRemove: () => void;
}) {
  const others = factors.filter(({ id }) => id !== factor.id);
  const next = others.filter(({ id }) => links.some((link) => link.from === factor.id && link.to === id));
  return (
    <fieldset className={css.item}>
      <legend className="visually-hidden">Factor {index + 1}</legend>
      <div className={css.itemHead}>
        <div className={css.fields}>
          <Select
            label={`Factor ${index + 1}`}
            value={factor.kind}
            options={KINDS}
            onChange={(kind) => onChange(ofKind(factor, kind))}
          />
          {CHOICES[factor.kind].map((choice) => (
            <Select
              key={choice}
              label={LABELS[choice]}
              value={factor[choice] ?? ""}
              options={optionsOf(choice, system)}
              onChange={(value) => onChange(choose(factor, choice, value))}
            />
          ))}
        </div>
        <IconButton label={`Remove factor ${index + 1}`} icon={<Trash2 />} onClick={onRemove} />
      </div>
      <TextArea
        id={fieldId(`factors.${index}`)}
        label="In your words"
        rows={1}
        className={css.line}
        value={factor.text}
        onChange={(event) => onChange({ ...factor, text: event.target.value })}
      />
      {others.length > 0 && (
        <details className={css.leads}>
          <summary>
            {LEADS_WORDS[factor.kind]}:{" "}
            {next.length === 0 ? "nothing yet" : next.map((each) => factorName(factors, each, system)).join("; ")}
          </summary>
          <fieldset className={css.choices}>
            <legend className="visually-hidden">
              Factor {index + 1}: {LEADS_WORDS[factor.kind]}
            </legend>
            {others.map((other) => (
              <Checkbox
                key={other.id}
                label={factorName(factors, other, system)}
                checked={next.includes(other)}
                onChange={(isJoined) => onLinks(joined(links, factor.id, other.id, isJoined))}
              />
            ))}
          </fieldset>
        </details>
      )}
    </fieldset>
  );
}
