import { AUDIENCES } from "#domain/commands";
import type { Scene } from "#domain/drill";
import type { InjectCondition } from "#domain/exercise";
import { CATALOGUE } from "#world/index";
import { Select } from "../../kit/Field";
import { AUDIENCE_WORDS } from "../../words";
import { NumberField } from "./NumberField";
import { type Cast, CONDITION_WORDS, capital, factText } from "./words";

const ACTIONS = CATALOGUE.map(({ kind, label }) => ({ value: kind as string, label }));

/** A usual condition of a kind, to be changed. */
export function usualCondition(is: InjectCondition["is"], facts: Scene["facts"]): InjectCondition {
  switch (is) {
    case "acknowledged":
      return { is, minutes: 5 };
    case "severity":
      return { is, level: 2 };
    case "impact":
      return { is, side: "below", perSecond: 1 };
    case "silence":
      return { is, audience: "customers", minutes: 20 };
    case "fact":
      return { is, fact: facts[0]?.id ?? "none" };
    case "action":
      return { is, action: "rollback", node: null };
    case "hypothesis":
      return { is, state: "favoured" };
    case "phase":
      return { is, phase: "resolved" };
    case "tasks-acknowledged":
      return { is };
    case "stuck":
      return { is, minutes: 8 };
  }
}

const MINUTES: Readonly<Partial<Record<InjectCondition["is"], string>>> = {
  acknowledged: "Minutes since",
  silence: "Minutes of silence",
  stuck: "Minutes without anything new",
};

/** What has to hold before an inject happens, as fields. */
export function ConditionFields({
  condition,
  cast: { system },
  facts,
  onChange,
}: {
  condition: InjectCondition;
  cast: Cast;
  facts: Scene["facts"];
  onChange: (condition: InjectCondition) => void;
}) {
  return (
    <>
      <Select
        label="What has to hold"
        value={condition.is}
        options={Object.entries(CONDITION_WORDS)
          .map(([value, label]) => ({ value: value as InjectCondition["is"], label }))
          // A drill without facts has none to wait for.
          .filter(({ value }) => value !== "fact" || facts.length > 0)}
        onChange={(is) => onChange(usualCondition(is, facts))}
      />
      {"minutes" in condition && (
        <NumberField
          label={MINUTES[condition.is] ?? "Minutes"}
          unit="minutes"
          min={0}
          max={240}
          value={condition.minutes}
          onChange={(minutes) => onChange({ ...condition, minutes })}
        />
      )}
      {condition.is === "severity" && (
        <Select
          label="At least"
          value={String(condition.level)}
          options={[1, 2, 3, 4].map((level) => ({ value: String(level), label: `SEV-${level}` }))}
          onChange={(level) => onChange({ ...condition, level: Number(level) as 1 | 2 | 3 | 4 })}
        />
      )}
      {condition.is === "impact" && (
        <>
          <Select
            label="Side"
            value={condition.side}
            options={[
              { value: "above", label: "More than" },
              { value: "below", label: "Fewer than" },
            ]}
            onChange={(side) => onChange({ ...condition, side })}
          />
          <NumberField
            label="Failed requests a second"
            min={0}
            max={1_000_000}
            whole={false}
            value={condition.perSecond}
            onChange={(perSecond) => onChange({ ...condition, perSecond })}
          />
        </>
      )}
      {condition.is === "silence" && (
        <Select
          label="Audience"
          value={condition.audience}
          options={AUDIENCES.map((value) => ({ value, label: capital(AUDIENCE_WORDS[value].place) }))}
          onChange={(audience) => onChange({ ...condition, audience })}
        />
      )}
      {condition.is === "fact" && (
        <Select
          label="Which fact"
          value={condition.fact}
          options={facts.map(({ id, text }) => ({
            value: id as string,
            label: factText(text),
          }))}
          onChange={(fact) => onChange({ ...condition, fact })}
        />
      )}
      {condition.is === "action" && (
        <>
          <Select
            label="Which action"
            value={condition.action}
            options={ACTIONS}
            onChange={(action) => onChange({ ...condition, action })}
          />
          <Select
            label="On"
            value={condition.node ?? ""}
            options={[
              { value: "", label: "Anything" },
              ...system.nodes.map(({ id, label }) => ({ value: id as string, label })),
            ]}
            onChange={(node) => onChange({ ...condition, node: node === "" ? null : node })}
          />
        </>
      )}
      {condition.is === "hypothesis" && (
        <Select
          label="Which"
          value={condition.state}
          options={[
            { value: "favoured", label: "Any" },
            { value: "right", label: "One that names the cause" },
          ]}
          onChange={(state) => onChange({ ...condition, state })}
        />
      )}
      {condition.is === "phase" && (
        <Select
          label="Phase"
          value={condition.phase}
          options={[
            { value: "live", label: "The incident is live" },
            { value: "resolved", label: "It is called resolved" },
            { value: "ended", label: "It is over" },
          ]}
          onChange={(phase) => onChange({ ...condition, phase })}
        />
      )}
    </>
  );
}
