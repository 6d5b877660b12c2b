import { type FormEvent, useState } from "react";
import { useCanDo, useCommand } from "../../command";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { EmptyState } from "../../kit/State";
import { Timestamp } from "../../kit/Timestamp";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { useStartsAt } from "../../who";
import css from "./notebook.module.css";

/** Lines for oneself, with the time they were written. */
export function Notes() {
  const notes = useView((view) => view.notes);
  const startsAt = useStartsAt();
  const canPlay = useCanDo("note");
  const { give, busy, refusal } = useCommand();
  const [text, setText] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await give({ kind: "note", args: { text: text.trim() } })) setText("");
  };
  return (
    <div className={css.notes}>
      {canPlay && (
        <form className={css.line} onSubmit={(event) => void submit(event)}>
          <TextField
            label="Note"
            hideLabel
            placeholder="A line for yourself"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" busy={busy}>
            Note
          </Button>
        </form>
      )}
      {refusal !== null && <RefusalNote refusal={refusal} />}
      {notes.length === 0 ? (
        <EmptyState title="No notes yet">Nobody else reads them. They stand in the debrief with their time.</EmptyState>
      ) : (
        <ol className={css.rows} aria-label="Notes, newest first">
          {[...notes].reverse().map((note, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: notes are only added, and counted from the first
            <li key={notes.length - index} className={css.row}>
              <p>
                <span className="muted">
                  <Timestamp second={note.second} startsAt={startsAt} />
                </span>{" "}
                {note.text}
              </p>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
