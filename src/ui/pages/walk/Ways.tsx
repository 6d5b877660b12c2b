import {
  ClipboardCheck,
  Ellipsis,
  GitBranch,
  GitFork,
  GraduationCap,
  MessageSquareText,
  NotebookPen,
} from "lucide-react";
import { useState } from "react";
import type { Playback } from "#session/index";
import { Button, IconButton } from "../../kit/Button";
import { useHotkeys } from "../../kit/hotkeys";
import { Menu } from "../../kit/Menu";
import { useMedia } from "../../media";
import type { Notes as RunNotes } from "../../notes/useNotes";
import type { Debrief } from "../debrief/load";
import { Forks } from "./Forks";
import { Notes } from "./Notes";
import type { Place } from "./places";
import { ShowMe } from "./ShowMe";
import css from "./walk.module.css";

/** No room for a row of buttons below the line. The same width as in the style sheet. */
const TIGHT = "(max-width: 767px)";

/** What one may do from the second on screen. Where it is tight, all but the first of it stands in a menu. */
export function Ways({
  debrief,
  playback,
  place,
  notes,
  now,
  isCommented,
  onComment,
  onPlayOn,
}: {
  debrief: Debrief;
  playback: Playback;
  place: Place;
  notes: RunNotes;
  now: number;
  isCommented: boolean;
  onComment: () => void;
  onPlayOn: () => void;
}) {
  const isTight = useMedia(TIGHT);
  const [open, setOpen] = useState<"forks" | "notes" | null>(null);
  /** From where the expert goes on; null while nobody asked. */
  const [asked, setAsked] = useState<number | null>(null);
  const canShow = debrief.run.header.shown === undefined;
  const showMe = () => {
    playback.pause();
    setAsked(playback.now);
  };
  // What is written is about the second that is seen: it stands still meanwhile.
  const openNotes = () => {
    playback.pause();
    setOpen("notes");
  };
  useHotkeys([{ keys: "n", label: "Notes", group: "Walk", run: openNotes }]);
  const { length } = notes.list;
  const notesLabel = length > 0 ? `Notes (${length})` : "Notes";
  const address = `#/run/${place.run}/debrief`;
  return (
    <div className={css.leave}>
      <Button kind="primary" icon={<GitFork />} onClick={onPlayOn}>
        Play from here
      </Button>
      {canShow && !isTight && (
        <Button icon={<GraduationCap />} onClick={showMe}>
          Show me
        </Button>
      )}
      <Forks
        id={place.run}
        current={debrief.run.header.id}
        open={open === "forks"}
        onOpenChange={(isOpen) => setOpen(isOpen ? "forks" : null)}
        trigger={
          isTight ? null : (
            <Button kind="quiet" icon={<GitBranch />}>
              What if
            </Button>
          )
        }
      />
      {!isTight && (
        <IconButton
          label="Commentary"
          keys="c"
          icon={<MessageSquareText />}
          pressed={isCommented}
          onClick={onComment}
        />
      )}
      <Notes
        notes={notes}
        playback={playback}
        now={now}
        open={open === "notes"}
        onOpenChange={(isOpen) => (isOpen ? openNotes() : setOpen(null))}
        trigger={
          isTight ? null : (
            <Button icon={<NotebookPen />} keys="n">
              {notesLabel}
            </Button>
          )
        }
      />
      {isTight ? (
        <Menu
          align="end"
          trigger={<IconButton label="More" icon={<Ellipsis />} />}
          groups={[
            [
              ...(canShow ? [{ id: "show", label: "Show me", icon: <GraduationCap />, onSelect: showMe }] : []),
              { id: "forks", label: "What if", icon: <GitBranch />, onSelect: () => setOpen("forks") },
            ],
            [
              {
                id: "comment",
                label: isCommented ? "Without commentary" : "Commentary",
                icon: <MessageSquareText />,
                onSelect: onComment,
              },
              { id: "notes", label: notesLabel, icon: <NotebookPen />, onSelect: openNotes },
            ],
            [{ id: "debrief", label: "Debrief", icon: <ClipboardCheck />, onSelect: () => location.assign(address) }],
          ]}
        />
      ) : (
        <a href={address}>Debrief</a>
      )}
      {canShow && <ShowMe debrief={debrief} second={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}
