import { offset } from "#lib/format";
import { Section } from "../kit/Page";
import { ErrorState } from "../kit/State";
import { NoteForm } from "./NoteForm";
import { NoteItems } from "./NoteItems";
import css from "./notes.module.css";
import { useNotes } from "./useNotes";

/** What was remarked on a run, as a part of its page; each remark leads to its second where the run can be walked through. */
export function NotesList({ run, canWalk }: { run: string; canWalk: boolean }) {
  const notes = useNotes(run);
  return (
    <Section title="Notes">
      <div className={css.list}>
        {notes.list.length === 0 ? (
          <p className={css.meta}>
            Nothing has been written about this run.{" "}
            {canWalk ? "Notes on a single second are written where one walks through it. " : ""}
            Notes are part of the file when the run is saved as one.
          </p>
        ) : (
          <NoteItems
            notes={notes}
            place={(second) =>
              canWalk ? <a href={`#/run/${run}/walk/${second}`}>{offset(second)}</a> : offset(second)
            }
          />
        )}
        {notes.failure !== null && <ErrorState title="That did not work">{notes.failure}</ErrorState>}
        <details className={css.write}>
          <summary>Write a note</summary>
          <NoteForm notes={notes} second={null} />
        </details>
      </div>
    </Section>
  );
}
