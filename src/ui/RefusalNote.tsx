import type { Refusal } from "#domain/commands";
import { Callout } from "./kit/State";

/** Why something was not done, what would have been possible, and what was probably meant. The console says it aloud. */
export function RefusalNote({ refusal }: { refusal: Refusal }) {
  return (
    <Callout tone="bad" title={refusal.text}>
      {refusal.nearest !== undefined && <p>Did you mean “{refusal.nearest}”?</p>}
      {refusal.expected !== undefined && <p>Possible: {refusal.expected}.</p>}
    </Callout>
  );
}
