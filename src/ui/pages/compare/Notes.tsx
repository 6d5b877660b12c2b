import { useState } from "react";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextArea } from "../../kit/Field";
import { ErrorState } from "../../kit/State";
import { storedAuthor, useNotes } from "../../notes/useNotes";
import css from "./compare.module.css";

/** The notes on a run, to be written and changed; the first one is its name. Open while there is a run. */
export function NotesDialog({
  run,
  onClose,
  onChange,
}: {
  run: string | null;
  onClose: () => void;
  onChange: () => Promise<void>;
}) {
  return (
    <Dialog
      open={run !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Notes"
      description="The first one is what this run is called among its forks."
    >
      {run !== null && <Notes run={run} onChange={onChange} />}
    </Dialog>
  );
}

function Notes({ run, onChange }: { run: string; onChange: () => Promise<void> }) {
  const notes = useNotes(run);
  const ofTheRun = notes.list.filter(({ body }) => body.second === null);
  const told = (work: Promise<unknown>) => void work.then(onChange);
  return (
    <div className={css.notes}>
      {notes.failure !== null && <ErrorState title="That did not work">{notes.failure}</ErrorState>}
      {ofTheRun.map((note, index) => (
        <Field
          key={`${note.id}/${note.updatedAt}`}
          label={index === 0 ? "What it is called" : `Note ${index + 1}`}
          text={note.body.text}
          onSave={(text) => told(notes.change(note, text))}
          onDelete={() => told(notes.remove(note))}
        />
      ))}
      <Field
        key={`new ${ofTheRun.length}`}
        label={ofTheRun.length === 0 ? "What it is called" : "A further note"}
        text=""
        onSave={(text) => told(notes.add(text, null, storedAuthor()))}
      />
    </div>
  );
}

function Field({
  label,
  text,
  onSave,
  onDelete,
}: {
  label: string;
  text: string;
  onSave: (text: string) => void;
  onDelete?: () => void;
}) {
  const [draft, setDraft] = useState(text);
  const isNew = draft.trim() !== "" && draft.trim() !== text;
  return (
    <div className={css.note}>
      <TextArea
        label={label}
        rows={2}
        maxLength={2000}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <div className={css.noteActs}>
        {onDelete !== undefined && (
          <Button kind="quiet" onClick={onDelete} aria-label={`Delete: ${label}`}>
            Delete
          </Button>
        )}
        <Button aria-disabled={!isNew} onClick={() => isNew && onSave(draft.trim())} aria-label={`Keep: ${label}`}>
          Keep
        </Button>
      </div>
    </div>
  );
}
