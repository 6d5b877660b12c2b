import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ExercisePlan } from "#domain/exercise";
import { offset } from "#lib/format";
import { noted } from "#modes/gameday/plan";
import { Button, IconButton } from "../../../kit/Button";
import { TextArea } from "../../../kit/Field";
import { useServices } from "../../../services";
import { useLatest, useUndo } from "../../../team/plan/useUndo";
import css from "./plan.module.css";

type Note = ExercisePlan["notes"][number];

/** What the facilitator writes for oneself. */
export function Notes({ plan, onChange }: { plan: ExercisePlan; onChange: (part: Partial<ExercisePlan>) => void }) {
  const { clock } = useServices();
  const [text, setText] = useState("");
  const offerUndo = useUndo();
  const latest = useLatest(plan);
  const add = () => {
    if (text.trim() === "") return;
    onChange({ notes: noted(plan, clock.id(), null, text).notes });
    setText("");
  };
  const remove = (note: Note) => {
    onChange({ notes: plan.notes.filter(({ id }) => id !== note.id) });
    offerUndo("The note is removed", () => onChange({ notes: [...latest.current.notes, note] }));
  };
  return (
    <div className={css.part}>
      <p className={css.note}>Only you see these. They stay in this browser and never get into a room.</p>
      {plan.notes.map((note, index) => (
        <div key={note.id} className={css.noteRow}>
          <TextArea
            label={note.second === null ? `Note ${index + 1}` : `Note ${index + 1}, at ${offset(note.second)}`}
            rows={2}
            maxLength={4000}
            value={note.text}
            onChange={(event) =>
              onChange({
                notes: plan.notes.map((each) => (each.id === note.id ? { ...each, text: event.target.value } : each)),
              })
            }
          />
          <IconButton label={`Remove note ${index + 1}`} icon={<Trash2 />} onClick={() => remove(note)} />
        </div>
      ))}
      <TextArea
        label="A new note"
        rows={3}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          add();
        }}
      />
      <div className={css.buttons}>
        <Button icon={<Plus />} keys="mod+enter" onClick={add}>
          Add the note
        </Button>
      </div>
    </div>
  );
}
