import { Plus } from "lucide-react";
import type { Scene } from "#domain/drill";
import type { PlannedInject } from "#domain/exercise";
import { Button } from "../../kit/Button";
import { TextArea, TextField } from "../../kit/Field";
import { Menu } from "../../kit/Menu";
import { EffectFields, kindsFor, usualEffect } from "./EffectFields";
import { ExpectationFields } from "./ExpectationFields";
import css from "./injects.module.css";
import { WhenFields } from "./WhenFields";
import { EFFECT_WORDS } from "./words";

/** An inject as it is written: what it is called, when it comes, what it does, what is said, and what is expected. Every change is given on at once. */
export function InjectForm({
  inject,
  scene,
  seats = [],
  isTold = false,
  newId,
  onChange,
}: {
  inject: PlannedInject;
  scene: Pick<Scene, "people" | "system" | "facts">;
  /** Seats of a team that is there already. */
  seats?: readonly { readonly id: string; readonly name: string }[];
  /** Whether the incident is only told. */
  isTold?: boolean;
  newId: () => string;
  onChange: (inject: PlannedInject) => void;
}) {
  const { effects } = inject;
  const set = (part: Partial<PlannedInject>) => onChange({ ...inject, ...part });
  return (
    <div className={css.form}>
      <TextField
        label="Title"
        value={inject.title}
        maxLength={200}
        error={inject.title.trim() === "" ? "It needs a title: it stands in the queue and in the report." : undefined}
        onChange={(event) => set({ title: event.target.value })}
      />
      <WhenFields when={inject.when} cast={scene} facts={scene.facts} onChange={(when) => set({ when })} />
      <section aria-label="What happens" className={css.list}>
        {effects.map((effect, index) => (
          <EffectFields
            // biome-ignore lint/suspicious/noArrayIndexKey: effects have no identity but their place
            key={index}
            effect={effect}
            cast={scene}
            seats={seats}
            onChange={(next) => set({ effects: effects.map((each, at) => (at === index ? next : each)) })}
            onRemove={() => set({ effects: effects.filter((_, at) => at !== index) })}
          />
        ))}
        {effects.length < MOST && (
          <Menu
            align="start"
            trigger={
              <Button kind="quiet" icon={<Plus />}>
                Add what happens
              </Button>
            }
            groups={[
              kindsFor(scene, isTold).map((kind) => ({
                id: kind,
                label: EFFECT_WORDS[kind],
                onSelect: () => set({ effects: [...effects, usualEffect(kind, scene)] }),
              })),
            ]}
          />
        )}
      </section>
      <TextArea
        label="What you say aloud or do then"
        hint="Nobody but you sees this."
        rows={2}
        maxLength={4000}
        value={inject.read}
        onChange={(event) => set({ read: event.target.value })}
      />
      <section aria-label="Expectations" className={css.list}>
        <ExpectationFields
          expectations={inject.expectations}
          newId={newId}
          onChange={(expectations) => set({ expectations })}
        />
      </section>
    </div>
  );
}

/** Effects one inject may have. */
const MOST = 10;
