import { Plus, Trash2 } from "lucide-react";
import type { Expectation } from "#domain/gameday";
import { TEAM_ROLES, type TeamRole } from "#domain/team";
import { Button, IconButton } from "../../kit/Button";
import { Select, TextArea, TextField } from "../../kit/Field";
import { ROLE_WORDS } from "../roles";
import css from "./injects.module.css";

const ROLES = TEAM_ROLES.map((value) => ({ value, label: ROLE_WORDS[value].label }));
const POINTS = [1, 2, 3].map((points) => ({
  value: String(points),
  label: points === 1 ? "1 point" : `${points} points`,
}));

/** What somebody should be seen to do, what good looks like, what it is worth, and who is watched. */
export function ExpectationFields({
  expectations,
  newId,
  onChange,
}: {
  expectations: readonly Expectation[];
  newId: () => string;
  onChange: (expectations: readonly Expectation[]) => void;
}) {
  const set = (id: string, part: Partial<Expectation>) =>
    onChange(expectations.map((each) => (each.id === id ? { ...each, ...part } : each)));
  const add = () => onChange([...expectations, { id: newId(), title: "", good: "", points: 1, by: "commander" }]);
  return (
    <div className={css.list}>
      {expectations.map((each, index) => (
        <fieldset key={each.id} className={css.effect}>
          <legend className="visually-hidden">Expectation {index + 1}</legend>
          <div className={css.fields}>
            <div className={css.wide}>
              <TextField
                label="What is expected"
                value={each.title}
                maxLength={200}
                onChange={(event) => set(each.id, { title: event.target.value })}
              />
            </div>
            <div className={css.wide}>
              <TextArea
                label="What good looks like"
                rows={2}
                maxLength={4000}
                value={each.good}
                onChange={(event) => set(each.id, { good: event.target.value })}
              />
            </div>
            <Select<TeamRole>
              label="Who is watched"
              value={each.by}
              options={ROLES}
              onChange={(by) => set(each.id, { by })}
            />
            <Select
              label="Worth"
              value={String(each.points)}
              options={POINTS}
              onChange={(points) => set(each.id, { points: Number(points) as Expectation["points"] })}
            />
          </div>
          <IconButton
            label={`Remove expectation ${index + 1}`}
            icon={<Trash2 />}
            onClick={() => onChange(expectations.filter(({ id }) => id !== each.id))}
          />
        </fieldset>
      ))}
      <Button kind="quiet" icon={<Plus />} onClick={add}>
        Add an expectation
      </Button>
    </div>
  );
}
