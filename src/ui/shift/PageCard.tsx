import { BellOff } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import type { ShiftPage } from "#domain/documents";
import { ESCALATES_AFTER, TAKEN_AFTER } from "#modes/drill/paging";
import { announce } from "../kit/announce";
import { Button, IconButton } from "../kit/Button";
import { formatDuration } from "../kit/format";
import { useHotkeys } from "../kit/hotkeys";
import { Status } from "../kit/Sign";
import { ErrorState } from "../kit/State";
import { useServices } from "../services";
import { isMuted } from "./alarm";
import css from "./shift.module.css";

/**
 * A page that rings, over whatever is on screen. It takes no focus: somebody may be typing, and what they type must not
 * answer it.
 */
export function PageCard({
  page,
  hushed,
  onAcknowledge,
  onHandOver,
  onHush,
}: {
  page: ShiftPage;
  hushed: boolean;
  onAcknowledge: () => void;
  onHandOver: () => void;
  onHush: () => void;
}) {
  const card = useServices().library.bySlugOrCode(page.drill ?? "");
  const title = card?.title ?? "An incident";
  const escalated = page.escalatedAt !== null;
  useHotkeys([{ keys: "a", label: "Acknowledge the page", run: onAcknowledge }], { scope: "*" });
  useEffect(() => {
    announce(`You are paged: ${title}. Press A to acknowledge.`, "assertive");
  }, [title]);
  useEffect(() => {
    if (escalated) announce("Nobody has answered: the secondary is called.", "assertive");
  }, [escalated]);
  const seconds = Math.floor(page.rang / 1000);
  return (
    <Card label="Page">
      <div className={css.line}>
        <Status tone="bad">Page</Status>
        <span className="mono">{card?.code}</span>
        <span className={css.company}>{card?.company}</span>
        {!hushed && !isMuted() && <IconButton label="Ring without sound" icon={<BellOff />} onClick={onHush} />}
      </div>
      <h2 className={css.title}>{title}</h2>
      <p className={css.text}>{card?.summary}</p>
      <p className={css.since}>
        Rings for <span className={css.time}>{formatDuration(seconds)}</span>.{" "}
        {escalated ? (
          <Status tone="warn" plain>
            The secondary is called too; at {formatDuration(TAKEN_AFTER / 1000)} they have it.
          </Status>
        ) : (
          `At ${formatDuration(ESCALATES_AFTER / 1000)} the secondary is called.`
        )}
      </p>
      <div className={css.actions}>
        <Button kind="primary" keys="a" onClick={onAcknowledge} className={css.acknowledge}>
          Acknowledge
        </Button>
        <Button onClick={onHandOver}>Hand over to the secondary</Button>
      </div>
      <p className={css.hint}>
        Acknowledging opens the incident and starts its clock. It runs live and stops for nobody.
      </p>
    </Card>
  );
}

/** An acknowledged page on its way to its run, or kept from it. */
export function StuckCard({
  failure,
  onAgain,
  onLater,
}: {
  failure: string | null;
  onAgain: () => void;
  onLater: () => void;
}) {
  if (failure === null) {
    return (
      <Card label="Page">
        <div className={css.line}>
          <Status tone="good">Acknowledged</Status>
          <span role="status">Opening the incident</span>
        </div>
      </Card>
    );
  }
  return (
    <Card label="Page">
      <ErrorState
        title="The incident could not be opened"
        action={
          <>
            <Button kind="primary" onClick={onAgain}>
              Try again
            </Button>
            <Button onClick={onLater}>Later</Button>
          </>
        }
      >
        {failure} The page is acknowledged; its time is kept.
      </ErrorState>
    </Card>
  );
}

function Card({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section aria-label={label} data-print="hide" className={css.pager}>
      {children}
    </section>
  );
}
