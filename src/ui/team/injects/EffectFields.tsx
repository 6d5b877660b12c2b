import { Trash2 } from "lucide-react";
import { AUDIENCES } from "#domain/commands";
import { FRONT_SYMPTOMS, type FrontSymptom, type InjectEffect, TEAM_ROLES } from "#domain/team";
import type { PanelId } from "#domain/telemetry";
import { IconButton } from "../../kit/Button";
import { Select, TextArea } from "../../kit/Field";
import { Checkbox } from "../../kit/Toggle";
import { AUDIENCE_WORDS } from "../../words";
import { ROLE_WORDS } from "../roles";
import css from "./injects.module.css";
import { NumberField } from "./NumberField";
import { type Cast, capital, EFFECT_WORDS, SYMPTOM_WORDS, TOOL_WORDS } from "./words";

type Kind = InjectEffect["kind"];

/** Effects this drill has something for. `isTold`: nothing is simulated, and tools show nothing that could be taken away. */
export const kindsFor = ({ people, system }: Cast, isTold: boolean): readonly Kind[] =>
  (["remark", "front", "panel-down", "unreachable", "plan"] as const).filter(
    (kind) =>
      (!isTold || kind === "remark" || kind === "unreachable") &&
      (kind !== "remark" || people.length > 0) &&
      (kind !== "front" || system.nodes.length > 0) &&
      (kind !== "plan" || system.plans.length > 0),
  );

/** A usual effect of a kind, to be changed. */
export function usualEffect(kind: Kind, { people, system }: Cast): InjectEffect {
  switch (kind) {
    case "remark":
      return { kind, from: people[0]?.id ?? "", audience: "incident", text: "", interrupts: false };
    case "front":
      return { kind, node: system.nodes[0]?.id ?? "", symptom: "slow", amount: 5, minutes: 10 };
    case "panel-down":
      return { kind, panel: "logs", minutes: 10 };
    case "unreachable":
      return { kind, seat: "@resolver", minutes: 10 };
    case "plan":
      return { kind, plan: system.plans[0]?.id ?? "" };
  }
}

const named = (list: readonly { readonly id: string; readonly name?: string; readonly label?: string }[]) =>
  list.map(({ id, name, label }) => ({ value: id, label: name ?? label ?? id }));

/** Somebody or something that the drill has not stays in the list, so that the choice is not changed by looking at it. */
function withUnknown(options: readonly { readonly value: string; readonly label: string }[], value: string) {
  return options.some((option) => option.value === value)
    ? options
    : [{ value, label: `${value === "" ? "Nobody" : value} (not in this drill)` }, ...options];
}

const AMOUNTS: Readonly<Record<FrontSymptom, number>> = { slow: 5, errors: 0.3, down: 0 };

/** What one effect does, as fields. */
export function EffectFields({
  effect,
  cast,
  seats = [],
  onChange,
  onRemove,
}: {
  effect: InjectEffect;
  cast: Cast;
  /** Seats there are already; in a plan there are only roles. */
  seats?: readonly { readonly id: string; readonly name: string }[];
  onChange: (effect: InjectEffect) => void;
  onRemove: () => void;
}) {
  const words = EFFECT_WORDS[effect.kind];
  return (
    <fieldset className={css.effect}>
      <legend className={css.legend}>{words}</legend>
      <div className={css.fields}>
        <Fields effect={effect} cast={cast} seats={seats} onChange={onChange} />
      </div>
      <IconButton label={`Remove: ${words}`} icon={<Trash2 />} onClick={onRemove} />
    </fieldset>
  );
}

function Fields({
  effect,
  cast: { people, system },
  seats,
  onChange,
}: {
  effect: InjectEffect;
  cast: Cast;
  seats: readonly { readonly id: string; readonly name: string }[];
  onChange: (effect: InjectEffect) => void;
}) {
  const minutes = "minutes" in effect && (
    <NumberField
      label="Minutes"
      unit="minutes"
      min={1}
      max={240}
      value={effect.minutes}
      onChange={(value) => onChange({ ...effect, minutes: value })}
    />
  );
  switch (effect.kind) {
    case "remark":
      return (
        <>
          <Select
            label="Who"
            value={effect.from}
            options={withUnknown(named(people), effect.from)}
            onChange={(from) => onChange({ ...effect, from })}
          />
          <Select
            label="Where"
            value={effect.audience}
            options={AUDIENCES.map((value) => ({ value, label: capital(AUDIENCE_WORDS[value].place) }))}
            onChange={(audience) => onChange({ ...effect, audience })}
          />
          <div className={css.wide}>
            <TextArea
              label="What they write"
              rows={2}
              maxLength={4000}
              value={effect.text}
              error={effect.text.trim() === "" ? "Write what is said." : undefined}
              onChange={(event) => onChange({ ...effect, text: event.target.value })}
            />
            <Checkbox
              label="It interrupts"
              hint="It is announced at once, like a page."
              checked={effect.interrupts}
              onChange={(interrupts) => onChange({ ...effect, interrupts })}
            />
          </div>
        </>
      );
    case "front":
      return (
        <>
          <Select
            label="Which service"
            value={effect.node}
            options={withUnknown(named(system.nodes), effect.node)}
            onChange={(node) => onChange({ ...effect, node })}
          />
          <Select
            label="It is"
            value={effect.symptom}
            options={FRONT_SYMPTOMS.map((value) => ({ value, label: SYMPTOM_WORDS[value] }))}
            onChange={(symptom) => onChange({ ...effect, symptom, amount: AMOUNTS[symptom] })}
          />
          {effect.symptom === "slow" && (
            <NumberField
              label="Times as slow"
              min={1.5}
              max={50}
              whole={false}
              value={effect.amount}
              onChange={(amount) => onChange({ ...effect, amount })}
            />
          )}
          {effect.symptom === "errors" && (
            <NumberField
              label="Failing calls, %"
              min={1}
              max={100}
              value={Math.round(effect.amount * 100)}
              onChange={(share) => onChange({ ...effect, amount: share / 100 })}
            />
          )}
          {minutes}
        </>
      );
    case "panel-down":
      return (
        <>
          <Select
            label="Which tool"
            value={effect.panel}
            options={Object.entries(TOOL_WORDS).map(([value, label]) => ({ value: value as PanelId, label }))}
            onChange={(panel) => onChange({ ...effect, panel })}
          />
          {minutes}
        </>
      );
    case "unreachable":
      return (
        <>
          <Select
            label="Who"
            value={effect.seat}
            options={withUnknown(
              [
                ...seats.map(({ id, name }) => ({ value: id, label: name })),
                ...TEAM_ROLES.filter((role) => role !== "facilitator").map((role) => ({
                  value: `@${role}`,
                  label: `Whoever is ${ROLE_WORDS[role].label.toLowerCase()}`,
                })),
              ],
              effect.seat,
            )}
            onChange={(seat) => onChange({ ...effect, seat })}
          />
          {minutes}
        </>
      );
    case "plan":
      return (
        <Select
          label="Which plan"
          value={effect.plan}
          options={withUnknown(named(system.plans), effect.plan)}
          onChange={(plan) => onChange({ ...effect, plan })}
        />
      );
  }
}
