import { useMemo } from "react";
import { offset } from "#lib/format";
import type { Playback } from "#session/index";
import { durationInWords } from "../../kit/format";
import { Scrubber } from "../../kit/Scrubber";
import type { Notes } from "../../notes/useNotes";
import type { Debrief } from "../debrief/load";
import { Line } from "./Line";
import { NoteMarkers } from "./Notes";
import type { MarkStop } from "./stops";
import { useScrub } from "./useScrub";

/** The line of the whole run. What follows the pointer in every frame is this and nothing around it. */
export function Track({
  debrief,
  playback,
  now,
  stops,
  notes,
}: {
  debrief: Debrief;
  playback: Playback;
  now: number;
  stops: readonly MarkStop[];
  notes: Notes["list"];
}) {
  const [head, move] = useScrub(playback, now);
  const length = playback.until;
  const picture = useMemo(
    () => (
      <>
        <Line debrief={debrief} length={length} stops={stops} />
        <NoteMarkers list={notes} length={length} />
      </>
    ),
    [debrief, length, stops, notes],
  );
  return (
    <Scrubber
      label="Second of the run"
      length={length}
      value={head}
      describe={(value) => `${offset(value)} of ${durationInWords(length)}`}
      stops={stops}
      onMove={move}
    >
      {picture}
    </Scrubber>
  );
}
