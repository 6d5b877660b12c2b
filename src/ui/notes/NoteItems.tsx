import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { offset } from "#lib/format";
import { IconButton } from "../kit/Button";
import { useServices } from "../services";
import { offerUndo } from "../undo";
import { when } from "../when";
import css from "./notes.module.css";
import type { Notes, StoredNote } from "./useNotes";

/** Notes one below the other. `place` shows where a note belongs, as a way to get there. */
export function NoteItems({ notes, place }: { notes: Notes; place: (second: number) => ReactNode }) {
  const { clock } = useServices();
  const now = clock.now();
  const remove = async (note: StoredNote) => {
    await notes.remove(note);
    offerUndo("The note is deleted", () => void notes.restore(note));
  };
  return (
    // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
    <ul role="list" className={css.items}>
      {notes.list.map((note) => {
        const { second, author, text } = note.body;
        const at = second === null ? "the whole run" : offset(second);
        return (
          <li key={note.id} className={css.item}>
            <span className={css.meta}>
              {second === null ? "The whole run" : place(second)} · {author === "" ? "no name" : author} ·{" "}
              {when(note.updatedAt, now)}
            </span>
            <IconButton
              label={`Delete the note on ${at}`}
              icon={<Trash2 />}
              className={css.delete}
              onClick={() => void remove(note)}
            />
            <p className={css.text}>{text}</p>
          </li>
        );
      })}
    </ul>
  );
}
