import { offset } from "#lib/format";
import type { Playback } from "#session/index";
import { ErrorState } from "../../kit/State";
import { NoteForm } from "../../notes/NoteForm";
import { NoteItems } from "../../notes/NoteItems";
import css from "../../notes/notes.module.css";
import type { Notes as RunNotes } from "../../notes/useNotes";
import { Aside, type Shell } from "./Aside";

/** Notes on the run that is walked through: each leads to its second, and the present one can be written about. */
export function Notes({
  notes,
  playback,
  now,
  ...shell
}: { notes: RunNotes; playback: Playback; now: number } & Shell) {
  return (
    <Aside label="Notes on this run" {...shell}>
      <div className={css.popover}>
        {notes.list.length > 0 && (
          <NoteItems
            notes={notes}
            place={(second) => (
              <button type="button" className={css.place} onClick={() => playback.seek(second)}>
                {offset(second)}
              </button>
            )}
          />
        )}
        {notes.failure !== null && <ErrorState title="That did not work">{notes.failure}</ErrorState>}
        <NoteForm notes={notes} second={now} />
      </div>
    </Aside>
  );
}

/** Where there are notes, on the line of the run. A picture; the list says the same. */
export function NoteMarkers({ list, length }: { list: RunNotes["list"]; length: number }) {
  return list.map(({ id, body }) =>
    body.second === null ? null : (
      <span key={id} className={css.marker} style={{ left: `${(100 * body.second) / Math.max(1, length)}%` }} />
    ),
  );
}
