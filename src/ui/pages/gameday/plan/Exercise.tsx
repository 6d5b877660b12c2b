import { Dices } from "lucide-react";
import type { Program } from "#domain/drill";
import type { ExercisePlan } from "#domain/exercise";
import { TEAM_ROLES } from "#domain/team";
import { duration } from "#lib/format";
import { withRole } from "#modes/gameday/plan";
import { Button } from "../../../kit/Button";
import { Select, TextField } from "../../../kit/Field";
import { Section } from "../../../kit/Page";
import { Checkbox, SegmentedControl, Toggle } from "../../../kit/Toggle";
import { useServices } from "../../../services";
import { ExpectationFields } from "../../../team/injects/ExpectationFields";
import { NumberField } from "../../../team/injects/NumberField";
import { ROLE_WORDS } from "../../../team/roles";
import css from "./plan.module.css";
import { sceneOf } from "./usePlayed";

/** Usual lengths: a short one, an hour, an hour and a half, half a day's block. Minutes. */
const LENGTHS = [20, 60, 90, 180] as const;
const MOST_SEED = 0xffffffff;

interface PartProps {
  readonly plan: ExercisePlan;
  readonly program: Program;
  readonly onChange: (part: Partial<ExercisePlan>) => void;
}

/** What is played, for how long, with which roles, and what is expected of the team as a whole. */
export function Exercise({ plan, program, onChange }: PartProps) {
  const { clock } = useServices();
  return (
    <div className={css.part}>
      <Section title="What is played">
        <div className={css.fields}>
          <div className={css.wide}>
            <TextField
              label="Title"
              hint="Everybody in the room reads it: no causes."
              value={plan.title}
              maxLength={200}
              onChange={(event) => onChange({ title: event.target.value })}
            />
          </div>
          {plan.subject.kind === "tabletop" ? (
            <div className={css.wide}>
              <p className={css.label}>What you tell</p>
              <p className={css.scenario}>{plan.subject.incident.scenario || "Nothing beyond its title."}</p>
            </div>
          ) : (
            <Which plan={plan} program={program} onChange={onChange} />
          )}
        </div>
      </Section>
      <Section title="How long">
        <Length plan={plan} program={program} onChange={onChange} />
      </Section>
      <Section title="Who is wanted">
        <fieldset className={css.roles}>
          <legend className="visually-hidden">Roles</legend>
          {TEAM_ROLES.map((role) => (
            <Checkbox
              key={role}
              checked={plan.roles.includes(role)}
              disabled={role === "facilitator"}
              label={ROLE_WORDS[role].label}
              hint={ROLE_WORDS[role].about}
              onChange={(wanted) => onChange(withRole(plan, role, wanted))}
            />
          ))}
        </fieldset>
        <p className={css.note}>
          One person may hold several. With few people, leave out the scribe and the deputy first.
        </p>
      </Section>
      <Section title="Expected of the team as a whole">
        <p className={css.note}>
          Observers tick these during the exercise; the report names them. Injects have their own.
        </p>
        <ExpectationFields
          expectations={plan.expectations}
          newId={() => clock.id()}
          onChange={(expectations) => onChange({ expectations })}
        />
      </Section>
      <Section title="Scores">
        <Toggle
          checked={plan.scores}
          onChange={(scores) => onChange({ scores })}
          label="The team sees the incident's score afterwards"
          hint="Never per person. You can turn it on or off at any time."
        />
      </Section>
    </div>
  );
}

function Which({ plan, program, onChange }: PartProps) {
  const { clock } = useServices();
  const variants = program.variants.map(({ info }) => ({ value: info.id, label: info.label }));
  const isGone = plan.variant !== null && !variants.some(({ value }) => value === plan.variant);
  return (
    <>
      {variants.length > 1 && (
        <Select
          label="Variant"
          hint="The names of variants tell what breaks."
          value={plan.variant ?? ""}
          error={isGone ? `The drill has no variant “${plan.variant}” any more: choose another.` : undefined}
          options={[
            { value: "", label: "Drawn by the seed" },
            ...variants,
            ...(isGone ? [{ value: plan.variant ?? "", label: `${plan.variant} (gone)` }] : []),
          ]}
          onChange={(variant) => onChange({ variant: variant === "" ? null : variant })}
        />
      )}
      <div className={css.withButton}>
        <NumberField label="Seed" min={0} max={MOST_SEED} value={plan.seed} onChange={(seed) => onChange({ seed })} />
        <Button icon={<Dices />} onClick={() => onChange({ seed: clock.seed() })}>
          Draw another
        </Button>
      </div>
      <p className={css.wideNote}>
        Teams that play the same drill, variant and seed meet the very same incident and can be compared.
      </p>
    </>
  );
}

function Length({ plan, program, onChange }: PartProps) {
  const { limit } = sceneOf(program, plan.variant, plan.seed);
  const isUsual = LENGTHS.some((minutes) => minutes === plan.minutes);
  const lengths = isUsual ? LENGTHS : [...LENGTHS, plan.minutes].sort((a, b) => a - b);
  return (
    <div className={css.stack}>
      <SegmentedControl
        label="Length"
        value={String(plan.minutes)}
        segments={lengths.map((minutes) => ({ value: String(minutes), label: `${minutes} min` }))}
        onChange={(minutes) => onChange({ minutes: Number(minutes) })}
      />
      <p className={css.note}>
        Of simulated time; pauses come on top. Allow ten minutes before for the lobby, and half as long again to talk
        about it.
        {plan.minutes * 60 > limit &&
          ` What the drill itself has in store ends after ${duration(limit)}; what comes later is yours: injects and second fronts.`}
      </p>
    </div>
  );
}
