import { Plus, Trash2 } from "lucide-react";
import { MEASURES, type Measure } from "#domain/commands";
import type { PostmortemAction } from "#domain/documents";
import type { System } from "#domain/system";
import { Button, IconButton } from "../../kit/Button";
import { Select, TextArea, TextField } from "../../kit/Field";
import { MEASURE_WORDS } from "../../words";
import { fieldId, goTo, replaced, without } from "./fields";
import css from "./postmortem.module.css";

const EMPTY: PostmortemAction = { text: "", measure: null, node: "", owner: "", due: "", check: "" };
const KINDS = [
  { value: "", label: "–" },
  ...MEASURES.map((measure) => ({ value: measure, label: MEASURE_WORDS[measure] })),
] as const satisfies readonly { readonly value: Measure | ""; readonly label: string }[];

/** What will be done, by whom, until when, and how one will see that it works. */
export function Actions({
  actions,
  system,
  onChange,
}: {
  actions: readonly PostmortemAction[];
  system: System;
  onChange: (actions: readonly PostmortemAction[]) => void;
}) {
  const add = () => {
    onChange([...actions, EMPTY]);
    requestAnimationFrame(() => goTo(`actions.${actions.length}`));
  };
  const remove = (index: number) => {
    onChange(without(actions, index));
    document.getElementById("add-action")?.focus();
  };
  const nodes = [{ value: "", label: "–" }, ...system.nodes.map(({ id, label }) => ({ value: id as string, label }))];
  return (
    <div className={css.part}>
      {actions.length === 0 && (
        <p className={css.note}>None yet. An action without somebody who owns it and a date is a wish.</p>
      )}
      {actions.map((action, index) => {
        const change = (part: Partial<PostmortemAction>) => onChange(replaced(actions, index, { ...action, ...part }));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: actions have no identity but their place
          <fieldset key={index} className={css.item}>
            <legend className="visually-hidden">Action {index + 1}</legend>
            <div className={css.itemHead}>
              <TextArea
                id={fieldId(`actions.${index}`)}
                label={`Action ${index + 1}`}
                rows={1}
                className={css.line}
                value={action.text}
                onChange={(event) => change({ text: event.target.value })}
              />
              <IconButton label={`Remove action ${index + 1}`} icon={<Trash2 />} onClick={() => remove(index)} />
            </div>
            <div className={css.fields}>
              <Select<Measure | "">
                label="Measure"
                value={action.measure ?? ""}
                options={KINDS}
                onChange={(measure) => change({ measure: measure === "" ? null : measure })}
              />
              <Select label="Where" value={action.node} options={nodes} onChange={(node) => change({ node })} />
              <TextField
                id={fieldId(`actions.${index}`, "owner")}
                label="Owner"
                value={action.owner}
                onChange={(event) => change({ owner: event.target.value })}
              />
              <TextField
                id={fieldId(`actions.${index}`, "due")}
                label="Due"
                type="date"
                value={action.due}
                onChange={(event) => change({ due: event.target.value })}
              />
            </div>
            <TextField
              id={fieldId(`actions.${index}`, "check")}
              label="How we see that it works"
              value={action.check}
              onChange={(event) => change({ check: event.target.value })}
            />
          </fieldset>
        );
      })}
      <Button id="add-action" icon={<Plus />} onClick={add}>
        Add an action
      </Button>
    </div>
  );
}
