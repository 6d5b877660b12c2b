import { Plus } from "lucide-react";
import { useState } from "react";
import { FACTOR_WORDS } from "#debrief/postmortem/index";
import { FACTOR_KINDS, type FactorKind, type Postmortem } from "#domain/documents";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import type { Debrief } from "../debrief/load";
import { Chain } from "./Chain";
import { Comparison } from "./Comparison";
import { FactorForm } from "./FactorForm";
import { goTo } from "./fields";
import { withFactor, withoutFactor } from "./graph";
import css from "./postmortem.module.css";
import { KIND_LINES } from "./words";

const KINDS = FACTOR_KINDS.map((kind) => ({ value: kind, label: `${FACTOR_WORDS[kind]}: ${KIND_LINES[kind]}` }));

/** What led to what: the factors, the same as a drawing, and how it stands beside what happened. */
export function Factors({
  body,
  debrief,
  onChange,
}: {
  body: Postmortem;
  debrief: Debrief;
  onChange: (part: Pick<Postmortem, "factors" | "links">) => void;
}) {
  const { factors, links } = body;
  const { system } = debrief.scene;
  const [kind, setKind] = useState<FactorKind>("cause");
  const add = () => {
    onChange({ factors: withFactor(factors, kind), links });
    requestAnimationFrame(() => goTo(`factors.${factors.length}`));
  };
  const remove = (id: string) => {
    onChange(withoutFactor(body, id));
    document.getElementById("add-factor")?.focus();
  };
  return (
    <div className={css.part}>
      <p className={css.note}>
        Hardly anything has one root cause. Say what people saw, what it began with, what had to be there for that, what
        made it worse, and what was missing that would have caught it; then what led to what.
      </p>
      <Chain factors={factors} links={links} system={system} />
      {factors.map((factor, index) => (
        <FactorForm
          key={factor.id}
          factor={factor}
          index={index}
          factors={factors}
          links={links}
          system={system}
          onChange={(changed) =>
            onChange({ factors: factors.map((each) => (each === factor ? changed : each)), links })
          }
          onLinks={(changed) => onChange({ factors, links: changed })}
          onRemove={() => remove(factor.id)}
        />
      ))}
      <div className={css.adding}>
        <Select label="Kind of the next factor" hideLabel value={kind} options={KINDS} onChange={setKind} />
        <Button id="add-factor" icon={<Plus />} onClick={add}>
          Add a factor
        </Button>
      </div>
      <Comparison body={body} debrief={debrief} />
    </div>
  );
}
