import { useRef } from "react";
import { DialogFrame } from "../../kit/Dialog";
import { useHotkeys } from "../../kit/hotkeys";
import { useSpeakers } from "./people";
import { Steps } from "./Steps";
import { closeEntry, openEntry, useEntry } from "./store";

/**
 * One laptop, several people: who, what, and the words there are, each by a key. `;` asks who; a digit names them at once.
 * It works wherever the facilitator is, whoever's screen is shown.
 */
export function QuickEntry() {
  const { isOpen } = useEntry();
  const speakers = useSpeakers();
  useHotkeys([
    { keys: ";", label: "Enter what somebody says or does", group: "One screen", run: () => openEntry() },
    ...speakers.flatMap(({ seat, key }) =>
      key === null
        ? []
        : [
            {
              keys: key,
              label: key === "0" ? "Enter something of your own" : `Enter what ${seat.name} says or does`,
              group: "One screen",
              run: () => openEntry(seat.id),
            },
          ],
    ),
  ]);
  const after = useRef<(() => void) | null>(null);
  return (
    <DialogFrame
      open={isOpen}
      onOpenChange={(open) => !open && closeEntry()}
      label="Enter what somebody says or does"
      onClosed={() => {
        // What opens next takes the focus once this has given it back.
        after.current?.();
        after.current = null;
      }}
    >
      {isOpen && <Steps speakers={speakers} onAfter={(run) => (after.current = run)} />}
    </DialogFrame>
  );
}
