import { Button } from "../../kit/Button";
import { Status } from "../../kit/Sign";
import { Callout } from "../../kit/State";
import { useServices } from "../../services";
import { clockWhen } from "../../when";
import type { Kept } from "./draft";

/** Whether what is written is stored. */
export function KeptStatus({ kept }: { kept: Kept }) {
  const { clock } = useServices();
  if (kept.state === "untouched")
    return <span className="muted">Your first change makes a pack of your own of it</span>;
  if (kept.state === "writing")
    return (
      <Status plain tone="neutral">
        Saving…
      </Status>
    );
  if (kept.state === "failed")
    return (
      <Status plain tone="bad">
        Not saved
      </Status>
    );
  return (
    <Status plain tone="good">
      {kept.at === null ? "Saved" : `Saved ${clockWhen(kept.at, clock.now())}`}
    </Status>
  );
}

/** That it could not be stored, why, and what to do. */
export function NotKept({ kept, onRetry }: { kept: Kept; onRetry: () => void }) {
  if (kept.state !== "failed") return null;
  return (
    <Callout tone="bad" title="Not saved" action={<Button onClick={onRetry}>Try again</Button>}>
      {kept.why} What you wrote is still here; save it as a file before you close the tab.
    </Callout>
  );
}
