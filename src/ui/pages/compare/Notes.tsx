import { useState } from "react";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextArea } from "../../kit/Field";
import { ErrorState } from "../../kit/State";
import { useServices } from "../../services";
import css from "./compare.module.css";
import type { Family, Note } from "./family";

/** The notes on a run, to be written and changed; the first one is its name. Open while there is a run. */
export function NotesDialog({
  run,
  notes,
  onClose,
  onChange,
}: {
  run: string | null;
  notes: Family["notes"];
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
      {run !== null && <Notes run={run} notes={notes.get(run) ?? []} onChange={onChange} />}
    </Dialog>
  );
}

function Notes({ run, notes, onChange }: { run: string; notes: readonly Note[]; onChange: () => Promise<void> }) {
  const { documents, clock } = useServices();
  const [failure, setFailure] = useState<string | null>(null);
  const attempt = (work: Promise<void>) =>
    work.then(onChange).then(
      () => setFailure(null),
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    );
  const write = (text: string, old?: Note) => {
    const now = clock.now();
    const kept = old ?? { id: clock.id(), createdAt: now };
    const body = { second: null, author: old?.body.author ?? "player", text };
    void attempt(documents.put({ id: kept.id, kind: "note", run, createdAt: kept.createdAt, updatedAt: now, body }));
  };
  return (
    <div className={css.notes}>
      {failure !== null && <ErrorState title="It could not be kept">{failure}</ErrorState>}
      {notes.map((note, index) => (
        <Field
          key={`${note.id}/${note.updatedAt}`}
          label={index === 0 ? "What it is called" : `Note ${index + 1}`}
          text={note.body.text}
          onSave={(text) => write(text, note)}
          onDelete={() => void attempt(documents.remove(note.id))}
        />
      ))}
      <Field
        key={`new ${notes.length}`}
        label={notes.length === 0 ? "What it is called" : "A further note"}
        text=""
        onSave={(text) => write(text)}
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
