import { Button } from "../../kit/Button";
import { Status } from "../../kit/Sign";
import { Callout } from "../../kit/State";
import { useServices } from "../../services";
import { clockWhen } from "../../when";
import type { Draft, DraftState, Kept } from "./draft";

/** Whether what is written is stored. */
export function KeptStatus({ kept, isElsewhere }: Pick<DraftState, "kept" | "isElsewhere">) {
  const { clock } = useServices();
  if (kept.state === "untouched")
    return <span className="muted">Your first change makes a pack of your own of it</span>;
  if (kept.state === "writing")
    return (
      <Status plain tone="neutral">
        Saving…
      </Status>
    );
  if (kept.state !== "saved")
    return (
      <Status plain tone="bad">
        Not saved
      </Status>
    );
  if (isElsewhere)
    return (
      <Status plain tone="neutral">
        Only read here
      </Status>
    );
  return (
    <Status plain tone="good">
      {kept.at === null ? "Saved" : `Saved ${clockWhen(kept.at, clock.now())}`}
    </Status>
  );
}

/** Why what is written is not stored, and what to do: nothing of it is lost. */
export function NotKept({
  draft,
  kept,
  isElsewhere,
  onRename,
}: {
  draft: Draft;
  kept: Kept;
  isElsewhere: boolean;
  /** Keeps it under names that are free. */
  onRename: () => void;
}) {
  if (kept.state === "failed")
    return (
      <Callout tone="bad" title="Not saved" action={<Button onClick={() => void draft.save()}>Try again</Button>}>
        {kept.why} What you wrote is still here; save it as a file before you close the tab.
      </Callout>
    );
  if (kept.state === "taken")
    return (
      <Callout
        tone="warn"
        title="There is a pack of this name by now"
        action={<Button onClick={onRename}>Keep it under another name</Button>}
      >
        It was begun in another tab. What you wrote is still here, and not saved yet.
      </Callout>
    );
  if (kept.state === "changed")
    return (
      <Callout
        tone="warn"
        title={kept.other === null ? "This pack was removed elsewhere" : "This pack was changed elsewhere"}
        action={
          <>
            <Button onClick={() => void draft.choose("mine")}>Keep what is here</Button>
            {kept.other !== null && (
              <Button onClick={() => void draft.choose("theirs")}>Go on with the other one</Button>
            )}
          </>
        }
      >
        What you wrote last is still here, and not saved.{" "}
        {kept.other !== null && "One takes the place of the other: save this one as a file to have both."}
      </Callout>
    );
  if (!isElsewhere) return null;
  return (
    <Callout
      title="Another tab writes this pack"
      action={<Button onClick={() => void draft.takeOver()}>Write here</Button>}
    >
      It is only read here, and follows what is written there.
    </Callout>
  );
}
