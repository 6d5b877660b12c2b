import { NotebookPen } from "lucide-react";
import { useRef, useState } from "react";
import { offset } from "#lib/format";
import type { Playback } from "#session/index";
import { Button } from "../../kit/Button";
import { useHotkeys } from "../../kit/hotkeys";
import { Popover } from "../../kit/Popover";
import { ErrorState } from "../../kit/State";
import { NoteForm } from "../../notes/NoteForm";
import { NoteItems } from "../../notes/NoteItems";
import css from "../../notes/notes.module.css";
import type { Notes as RunNotes } from "../../notes/useNotes";

/** Notes on the run that is walked through: each leads to its second, and the present one can be written about. */
export function Notes({ notes, playback, now }: { notes: RunNotes; playback: Playback; now: number }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // What is written is about the second that is seen: it stands still meanwhile.
  const change = (next: boolean) => {
    if (next) {
      playback.pause();
      // On a narrow screen the row scrolls, and what opens stands beside its button.
      button.current?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    }
    setOpen(next);
  };
  useHotkeys([{ keys: "n", label: "Notes", group: "Walk", run: () => change(true) }]);
  const { length } = notes.list;
  return (
    <Popover
      label="Notes on this run"
      side="top"
      align="end"
      open={open}
      onOpenChange={change}
      trigger={
        <Button ref={button} icon={<NotebookPen />} keys="n">
          Notes{length > 0 && ` (${length})`}
        </Button>
      }
    >
      <div className={css.popover}>
        {length > 0 && (
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
    </Popover>
  );
}

/** Where there are notes, on the line of the run. A picture; the list says the same. */
export function NoteMarkers({ notes, length }: { notes: RunNotes; length: number }) {
  return notes.list.map(({ id, body }) =>
    body.second === null ? null : (
      <span key={id} className={css.marker} style={{ left: `${(100 * body.second) / Math.max(1, length)}%` }} />
    ),
  );
}
