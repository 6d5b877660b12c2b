import type { Scene } from "#domain/drill";
import type { InjectTime } from "#domain/exercise";
import { Select } from "../../kit/Field";
import { ConditionFields, usualCondition } from "./ConditionFields";
import css from "./injects.module.css";
import { NumberField } from "./NumberField";
import type { Cast } from "./words";

const KINDS: readonly { readonly value: InjectTime["kind"]; readonly label: string }[] = [
  { value: "hand", label: "When I press" },
  { value: "time", label: "At a time" },
  { value: "condition", label: "Once something holds" },
];

/** When an inject happens, as fields. */
export function WhenFields({
  when,
  cast,
  facts,
  onChange,
}: {
  when: InjectTime;
  cast: Cast;
  facts: Scene["facts"];
  onChange: (when: InjectTime) => void;
}) {
  const setKind = (kind: InjectTime["kind"]) => {
    if (kind === when.kind) return;
    if (kind === "hand") onChange({ kind });
    else if (kind === "time") onChange({ kind, since: "ack", seconds: 600 });
    else onChange({ kind, condition: usualCondition("stuck", facts) });
  };
  return (
    <div className={css.fields}>
      <Select label="When" value={when.kind} options={KINDS} onChange={setKind} />
      {when.kind === "time" && (
        <>
          <NumberField
            label="Minutes after"
            unit="minutes"
            min={0}
            max={480}
            whole={false}
            value={when.seconds / 60}
            onChange={(minutes) => onChange({ ...when, seconds: Math.round(minutes * 60) })}
          />
          <Select
            label="Counted from"
            value={when.since}
            options={[
              { value: "ack", label: "The acknowledgement" },
              { value: "start", label: "The start" },
            ]}
            onChange={(since) => onChange({ ...when, since })}
          />
        </>
      )}
      {when.kind === "condition" && (
        <ConditionFields
          condition={when.condition}
          cast={cast}
          facts={facts}
          onChange={(condition) => onChange({ kind: "condition", condition })}
        />
      )}
    </div>
  );
}
