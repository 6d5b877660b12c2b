import type { PlannedInject } from "#domain/exercise";
import { pending, type QueueTime, remove, reorder } from "#modes/gameday/queue";
import { announce } from "../../kit/announce";
import css from "./conduct.module.css";
import { QueueLine } from "./QueueLine";
import { offerPlanUndo } from "./undo";

/** Focuses an inject that waits, once it is drawn. */
export const focusOn = (id: string | undefined): number =>
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-conduct] [data-inject="${CSS.escape(id ?? "")}"] [data-row]`)?.focus(),
  );

/** Injects that wait, in the order in which they will come: gone through, re-ordered and shortened. */
export function Queue({
  queue,
  time,
  isTold,
  onFire,
  onDo,
  onChange,
}: {
  queue: readonly PlannedInject[];
  time: QueueTime;
  /** Whether the incident is only told: there is nothing to try. */
  isTold: boolean;
  onFire: (inject: PlannedInject) => void;
  onDo: (what: "edit" | "move" | "try", inject: PlannedInject) => void;
  onChange: (queue: readonly PlannedInject[]) => void;
}) {
  const waiting = pending(queue, time);
  const drop = (inject: PlannedInject) => {
    const at = waiting.indexOf(inject);
    onChange(remove(queue, inject.id));
    focusOn((waiting[at + 1] ?? waiting[at - 1])?.id);
    const place = queue.indexOf(inject);
    offerPlanUndo(`“${inject.title || "The inject"}” is removed`, (now) => ({
      queue: now.queue.some(({ id }) => id === inject.id) ? now.queue : now.queue.toSpliced(place, 0, inject),
    }));
  };
  /** One place up or down among those that wait: their times stay where they are. */
  const nudge = (inject: PlannedInject, by: -1 | 1) => {
    const neighbour = waiting[waiting.indexOf(inject) + by];
    const next = neighbour === undefined ? queue : reorder(queue, inject.id, queue.indexOf(neighbour), time);
    const moved = pending(next, time).findIndex(({ id }) => id === inject.id);
    if (moved === waiting.indexOf(inject)) return announce("It stays: what has a time comes first, in its order");
    onChange(next);
    focusOn(inject.id);
    announce(`Moved ${by < 0 ? "up" : "down"}`);
  };
  if (waiting.length === 0) {
    return (
      <p className={css.quiet}>
        Nothing waits. The incident plays without injects; one every five to ten minutes is plenty. Whoever ran this
        before you may have a plan: as a file, it goes on here.
      </p>
    );
  }
  return (
    <>
      <p id="queue-line-keys" className="visually-hidden">
        Arrow keys go through the queue, Alt with an arrow key moves an inject, Enter opens it, Shift and Enter make it
        happen now, M sets its time{isTold ? "" : ", T tries it"}, Delete removes it.
      </p>
      <ul aria-label="Queue of injects" className={css.rows}>
        {waiting.map((inject, nth) => (
          <QueueLine
            key={inject.id}
            inject={inject}
            time={time}
            onFire={() => onFire(inject)}
            onEdit={() => onDo("edit", inject)}
            onMove={() => onDo("move", inject)}
            onTry={isTold ? null : () => onDo("try", inject)}
            onNudge={(by) => nudge(inject, by)}
            onStep={(by) => focusOn(waiting[nth + by]?.id)}
            onRemove={() => drop(inject)}
          />
        ))}
      </ul>
    </>
  );
}
