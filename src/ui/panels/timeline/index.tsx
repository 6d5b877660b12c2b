import { useState } from "react";
import { TextField } from "../../kit/Field";
import { useHotkeys } from "../../kit/hotkeys";
import { EmptyState } from "../../kit/State";
import { SegmentedControl } from "../../kit/Toggle";
import { useLive } from "../../live";
import { useFolded } from "../../team/folded";
import { useMayStill } from "../../team/may";
import { UpTo } from "../../team/UpTo";
import { EntryForm } from "./EntryForm";
import { EntryLine } from "./EntryLine";
import { type Kind, linesOf, shownLines } from "./lines";
import { MilestoneLine } from "./MilestoneLine";
import css from "./timeline.module.css";

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: "all", label: "All" },
  { value: "written", label: "Written" },
  { value: "milestone", label: "By itself" },
];

/** The scribe's timeline beside what was recorded by itself, in the order of the seconds they are about. */
export default function TimelinePanel() {
  const entries = useFolded((room) => room.timeline);
  const deeds = useFolded((room) => room);
  const view = useLive((state) => state.view);
  const may = useMayStill("team.entry");
  const [kind, setKind] = useState<Kind>("all");
  const [query, setQuery] = useState("");
  const [corrected, setCorrected] = useState<string | null>(null);
  useHotkeys([
    {
      keys: "e",
      label: "Write an entry",
      group: "Timeline",
      run: () => document.getElementById("timeline-entry")?.focus(),
    },
  ]);
  if (view === null) return null;
  const lines = linesOf(view, deeds);
  const shown = shownLines(lines, kind, query);
  return (
    <div className={css.panel}>
      {may ? <EntryForm /> : <UpTo right="team.entry">Writing here</UpTo>}
      <div className={css.bar}>
        <SegmentedControl label="Which lines" segments={KINDS} value={kind} onChange={setKind} />
        <div className={css.search}>
          <TextField
            label="Find in the timeline"
            hideLabel
            placeholder="Find"
            data-search
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
      </div>
      {shown.length === 0 ? (
        <EmptyState title={lines.length === 0 ? "Nothing has happened yet" : "No line matches"}>
          {entries.length === 0
            ? "What the scribe writes stands here, beside what is recorded by itself."
            : "Try another word, or show all lines."}
        </EmptyState>
      ) : (
        <ol aria-label="Timeline" className={css.lines}>
          {shown.map((line) =>
            line.kind === "written" ? (
              <EntryLine
                key={line.key}
                entry={line.entry}
                canChange={may}
                isChanging={corrected === line.entry.id}
                onChange={(on) => setCorrected(on ? line.entry.id : null)}
              />
            ) : (
              <MilestoneLine key={line.key} line={line} />
            ),
          )}
        </ol>
      )}
    </div>
  );
}
