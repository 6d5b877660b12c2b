import { Ellipsis, Zap } from "lucide-react";
import type { PlannedInject } from "#domain/exercise";
import { dueAt, type QueueTime } from "#modes/gameday/queue";
import { timeText } from "#modes/gameday/words";
import { IconButton } from "../../kit/Button";
import { formatDuration } from "../../kit/format";
import { Menu } from "../../kit/Menu";
import { Status } from "../../kit/Sign";
import { InjectAbout, InjectProblems } from "../../team/injects/InjectAbout";
import { queueKeys } from "../../team/injects/queue-keys";
import { capital, namesOf } from "../../team/injects/words";
import css from "./conduct.module.css";
import { useConduct, useScene } from "./store";

/** An inject that waits: when it comes, what it does, and what can be done with it. Its name is one stop in the tab order, with keys of its own. */
export function QueueLine({
  inject,
  time,
  onFire,
  onEdit,
  onMove,
  onTry,
  onNudge,
  onStep,
  onRemove,
}: {
  inject: PlannedInject;
  time: QueueTime;
  onFire: () => void;
  onEdit: () => void;
  onMove: () => void;
  /** Null: nothing is simulated. */
  onTry: (() => void) | null;
  onNudge: (by: -1 | 1) => void;
  onStep: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const scene = useScene();
  const names = namesOf(scene);
  const why = useConduct((state) => state.refused.get(inject.id));
  const title = inject.title.trim() || "Untitled inject";
  const isTimed = inject.when.kind === "time";
  const at = dueAt(inject, time.ackedAt);
  const keys = queueKeys({ onStep, onNudge, onMove: isTimed ? onMove : null, onTry, onRemove, onFire });
  return (
    <li data-inject={inject.id} className={css.row}>
      <div className={css.line}>
        <button
          type="button"
          data-row
          aria-describedby="queue-line-keys"
          className={css.name}
          onClick={onEdit}
          onKeyDown={keys}
        >
          {title}
        </button>
        {at !== null && <Countdown left={at - time.now} />}
        <span className={css.end}>
          <IconButton label={`Fire “${title}” now`} icon={<Zap />} onClick={onFire} />
          <Menu
            align="end"
            trigger={<IconButton label={`“${title}”: more`} icon={<Ellipsis />} />}
            groups={[
              [
                { id: "edit", label: "Edit…", onSelect: onEdit },
                ...(isTimed ? [{ id: "move", label: "Set the time…", keys: "m", onSelect: onMove }] : []),
                { id: "up", label: "Move up", onSelect: () => onNudge(-1) },
                { id: "down", label: "Move down", onSelect: () => onNudge(1) },
                ...(onTry === null ? [] : [{ id: "try", label: "Try it on a copy…", keys: "t", onSelect: onTry }]),
              ],
              [{ id: "remove", label: "Remove", danger: true, onSelect: onRemove }],
            ]}
          />
        </span>
      </div>
      <p className={css.meta}>{capital(timeText(inject.when, names))}</p>
      <div className={css.meta}>
        <InjectAbout inject={inject} names={names} />
      </div>
      <InjectProblems inject={inject} />
      {why !== undefined && (
        <Status tone="bad" plain>
          Did not happen: {why}
        </Status>
      )}
    </li>
  );
}

function Countdown({ left }: { left: number }) {
  if (left <= 0) return <Status tone="bad">due</Status>;
  return <Status tone={left <= 60 ? "warn" : "neutral"}>{formatDuration(left)}</Status>;
}
