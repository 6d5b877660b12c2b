import { Button } from "./kit/Button";
import { Status, type Tone } from "./kit/Sign";
import { Callout } from "./kit/State";
import { useServices } from "./services";
import { clockWhen } from "./when";
import type { Saving } from "./writing";

const TONES: Readonly<Record<Saving["state"], Tone>> = {
  saved: "good",
  writing: "neutral",
  failed: "bad",
  changed: "warn",
};

function wordsOf(saving: Saving, now: number): string {
  if (saving.state === "saved") return `Saved ${clockWhen(saving.at ?? now, now)}`;
  return saving.state === "writing" ? "Saving…" : "Not saved";
}

/** Whether what is written is stored, and since when. */
export function SavingStatus({ saving }: { saving: Saving }) {
  const { clock } = useServices();
  if (saving.state === "saved" && saving.at === null) return <span className="muted">Nothing written yet</span>;
  return (
    <Status plain tone={TONES[saving.state]}>
      {wordsOf(saving, clock.now())}
    </Status>
  );
}

/** That it could not be saved, why, and what to do. */
export function NotSaved({ saving, onRetry }: { saving: Saving; onRetry: () => void }) {
  if (saving.state !== "failed") return null;
  return (
    <Callout tone="bad" title="Not saved" action={<Button onClick={onRetry}>Try again</Button>}>
      {saving.why} What you wrote is still here; copy it or save it as a file before you close the tab.
    </Callout>
  );
}
