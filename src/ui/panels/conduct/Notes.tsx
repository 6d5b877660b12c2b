import { Trash2 } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { noted } from "#modes/gameday/plan";
import { Button, IconButton } from "../../kit/Button";
import { TextArea } from "../../kit/Field";
import { Timestamp } from "../../kit/Timestamp";
import { useView } from "../../live";
import { useServices } from "../../services";
import parts from "../../team/part.module.css";
import { useStartsAt } from "../../who";
import css from "./conduct.module.css";
import { usePlan } from "./store";
import { offerPlanUndo } from "./undo";

/** What the facilitator wants to remember, each with the second at which it was begun. Nobody else sees it. */
export function Notes() {
  const [plan, change] = usePlan();
  const startsAt = useStartsAt();
  const remove = (id: string) => {
    const place = plan.notes.findIndex((note) => note.id === id);
    const taken = plan.notes[place];
    if (taken === undefined) return;
    change({ notes: noted(plan, id, null, "").notes });
    offerPlanUndo("The note is removed", ({ notes }) => ({ notes: notes.toSpliced(place, 0, taken) }));
  };
  return (
    <div className={parts.part}>
      <NewNote />
      {plan.notes.length === 0 ? (
        <p className={css.quiet}>Nothing noted yet. Notes stay on this device and are in none of the others' logs.</p>
      ) : (
        <ul aria-label="Private notes" className={css.rows}>
          {plan.notes.toReversed().map(({ id, second, text }) => (
            <li key={id} className={css.note}>
              <span className={css.meta}>
                {second === null ? "before" : <Timestamp second={second} startsAt={startsAt} />}
              </span>
              <NoteText id={id} second={second} text={text} />
              <IconButton
                label={`Remove the note “${text.slice(0, 40)}”`}
                icon={<Trash2 />}
                onClick={() => remove(id)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Enter without Shift. */
const isSend = (event: KeyboardEvent): boolean =>
  event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing;

function NewNote() {
  const { clock } = useServices();
  const now = useView((view) => view.now);
  const [plan, change] = usePlan();
  const [text, setText] = useState("");
  /** The note is about when it was begun, not about when it was finished. */
  const [since, setSince] = useState<number | null>(null);
  const write = () => {
    if (text.trim() === "") return;
    change({ notes: noted(plan, clock.id(), since ?? now, text.trim()).notes });
    setText("");
    setSince(null);
  };
  return (
    <form
      className={css.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        write();
      }}
    >
      <TextArea
        label="A note for yourself"
        hint="It gets the second at which you begin. Enter writes it down."
        rows={2}
        maxLength={4000}
        data-first
        value={text}
        onChange={(event) => {
          if (since === null || event.target.value === "") setSince(event.target.value === "" ? null : now);
          setText(event.target.value);
        }}
        onKeyDown={(event) => {
          if (!isSend(event)) return;
          event.preventDefault();
          write();
        }}
      />
      <Button type="submit" aria-disabled={text.trim() === ""}>
        Write it down
      </Button>
    </form>
  );
}

/** A note to be read, and to be mended at a press. */
function NoteText({ id, second, text }: { id: string; second: number | null; text: string }) {
  const [plan, change] = usePlan();
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <button type="button" title="Change it" className={css.noteText} onClick={() => setDraft(text)}>
        {text}
      </button>
    );
  }
  const done = () => {
    if (draft.trim() !== "") change({ notes: noted(plan, id, second, draft.trim()).notes });
    setDraft(null);
  };
  return (
    <TextArea
      label="The note"
      hideLabel
      autoFocus
      rows={2}
      maxLength={4000}
      value={draft}
      onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key !== "Escape" && !isSend(event)) return;
        event.preventDefault();
        if (event.key === "Escape") setDraft(null);
        else done();
      }}
    />
  );
}
