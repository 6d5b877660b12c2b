import { ClipboardPaste } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import type { Program } from "#domain/drill";
import type { ExercisePlan } from "#domain/exercise";
import { type Renameable, type RenameProblem, renameable, renameProblems } from "#modes/gameday/rename";
import { Button } from "../../../kit/Button";
import { TextField } from "../../../kit/Field";
import { Section } from "../../../kit/Page";
import { Status } from "../../../kit/Sign";
import { EmptyState } from "../../../kit/State";
import { useLatest, useUndo } from "../../../team/plan/useUndo";
import { MOST, readNames, renamed, takenBack } from "./names";
import { PasteNames } from "./PasteNames";
import css from "./plan.module.css";

/** One's own names for services and people, as the team knows them. */
export function Names({
  plan,
  program,
  onChange,
}: {
  plan: ExercisePlan;
  program: Program;
  onChange: (part: Partial<ExercisePlan>) => void;
}) {
  const form = useMemo(() => renameable(program), [program]);
  const [isPasting, setPasting] = useState(false);
  const { renames } = plan;
  const settled = useDeferredValue(renames);
  const problems = useMemo(() => renameProblems(program, settled), [program, settled]);
  const given = Object.keys(renames.services).length + Object.keys(renames.people).length;
  const offerUndo = useUndo();
  const latest = useLatest(renames);
  const set = (next: ExercisePlan["renames"], said: string) => {
    onChange({ renames: next });
    offerUndo(said, () => onChange({ renames: takenBack(latest.current, renames, next) }));
  };
  const clear = () => set({ services: {}, people: {} }, "All names are as they came");
  if (plan.subject.kind === "tabletop") {
    return (
      <EmptyState title="Nothing to rename">
        <p>An incident that is only told is called as you tell it.</p>
      </EmptyState>
    );
  }
  const fields = (kind: "services" | "people", list: readonly Renameable[]) => (
    <div className={css.names}>
      {list.map((each) => (
        <NameField
          key={each.id}
          each={each}
          value={renames[kind][each.id] ?? ""}
          problem={problems.find(
            (problem) => problem.id === each.id && (problem.kind === "service") === (kind === "services"),
          )}
          onChange={(name) => onChange({ renames: { ...renames, [kind]: renamed(renames[kind], each.id, name) } })}
        />
      ))}
    </div>
  );
  return (
    <div className={css.part}>
      <div className={css.tools}>
        <p className={css.note}>
          Call things as your team does: everywhere in the room, in charts, logs, terminal and texts. What is simulated
          stays the same. Left empty, a name stays as it is. This plan keeps the names the drill came with; the room has
          yours.
        </p>
        <div className={css.buttons}>
          <Button icon={<ClipboardPaste />} onClick={() => setPasting(true)}>
            Paste a list
          </Button>
          {given > 0 && (
            <Button kind="quiet" onClick={clear}>
              Clear all {given}
            </Button>
          )}
        </div>
      </div>
      {problems.length > 0 && (
        <p role="status">
          <Status tone="bad" plain>
            {problems.length === 1 ? "One name cannot be given" : `${problems.length} names cannot be given`}: the
            reason stands at its field.
          </Status>
        </p>
      )}
      <Section title="Services">{fields("services", form.services)}</Section>
      <Section title="People">{fields("people", form.people)}</Section>
      {isPasting && (
        <PasteNames
          example={form.services[0]?.id ?? "checkout"}
          onClose={() => setPasting(false)}
          onRead={(text) => readNames(text, form, renames)}
          onTake={(next, count) => {
            setPasting(false);
            set(next, count === 1 ? "One name is set" : `${count} names are set`);
          }}
        />
      )}
    </div>
  );
}

function NameField({
  each: { name, about, texts, machines },
  value,
  problem,
  onChange,
}: {
  each: Renameable;
  value: string;
  problem: RenameProblem | undefined;
  onChange: (name: string) => void;
}) {
  const places = [
    ...(texts > 0 ? [`in ${texts} ${texts === 1 ? "text" : "texts"}`] : []),
    ...(machines > 0 ? [`${machines} times in logs and configuration`] : []),
  ];
  return (
    <TextField
      label={name}
      value={value}
      maxLength={MOST}
      autoComplete="off"
      spellCheck={false}
      placeholder={name}
      hint={[about.replace(/\.$/, ""), ...places].join(" · ")}
      error={problem?.text}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
