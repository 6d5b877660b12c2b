import { type FormEvent, useId, useState } from "react";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import { dueAt, move, put, type QueueTime } from "#modes/gameday/queue";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { formatDuration } from "../../kit/format";
import { NumberField } from "../../team/injects/NumberField";
import css from "./conduct.module.css";
import { usePlan } from "./store";

type Queue = ExercisePlan["queue"];

/** Minutes fine enough for every second, and short enough to be read. */
const hundredths = (minutes: number): number => Math.max(0, Math.round(minutes * 100) / 100);

const STEPS = [-5, -1, 1, 5] as const;

/** Another time for an inject, counted from now. What that does to the later ones is shown before it is done. */
export function MoveInject({
  inject,
  time: opened,
  onClose,
  onMove,
}: {
  inject: PlannedInject;
  time: QueueTime;
  onClose: () => void;
  onMove: (queue: Queue) => void;
}) {
  const [{ queue }] = usePlan();
  const form = useId();
  // The clock runs on while one thinks: what is shown stays what was meant.
  const [time] = useState(opened);
  const isWaiting = dueAt(inject, time.ackedAt) === null;
  const base = isWaiting ? 0 : time.now;
  const due = inject.when.kind === "time" ? (dueAt(inject, time.ackedAt) ?? inject.when.seconds) : base;
  const [minutes, setMinutes] = useState(hundredths((due - base) / 60));
  const to = base + Math.round(minutes * 60);
  const together = move(queue, inject.id, to, time);
  const alone = put(queue, together.find(({ id }) => id === inject.id) ?? inject);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onMove(together);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`When “${inject.title || "the inject"}” comes`}
      footer={
        <>
          <Button onClick={() => onMove(alone)}>Move only this one</Button>
          <Button kind="primary" type="submit" form={form}>
            Move it and the later ones
          </Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <NumberField
          label={isWaiting ? "Minutes after the acknowledgement" : "Minutes from now"}
          unit="minutes"
          min={0}
          max={480}
          whole={false}
          value={minutes}
          onChange={setMinutes}
        />
        <div className={css.buttons}>
          {STEPS.map((step) => (
            <Button key={step} onClick={() => setMinutes(hundredths(minutes + step))}>
              {step < 0 ? `−${-step} min` : `+${step} min`}
            </Button>
          ))}
        </div>
        <p className={css.meta}>
          The later ones are drawn together or apart alike, so that the last keeps its time. Nothing comes before what
          is due ahead of it.
        </p>
        <Shifts before={queue} after={together} time={time} />
      </form>
    </Dialog>
  );
}

/** Which injects get another time, in minutes and seconds from now. */
function Shifts({ before, after, time }: { before: Queue; after: Queue; time: QueueTime }) {
  const from = (inject: PlannedInject | undefined) => {
    if (inject === undefined || inject.when.kind !== "time") return null;
    return (dueAt(inject, time.ackedAt) ?? inject.when.seconds + time.now) - time.now;
  };
  const moved = after.flatMap((inject) => {
    const [was, is] = [from(before.find(({ id }) => id === inject.id)), from(inject)];
    return was === is || was === null || is === null ? [] : [{ ...inject, was, is }];
  });
  if (moved.length === 0) return <p className={css.quiet}>Nothing moves.</p>;
  return (
    <ul aria-label="What moves" className={css.rows}>
      {moved.map(({ id, title, was, is }) => (
        <li key={id} className={css.line}>
          <span className={css.words}>{title || "Untitled inject"}</span>
          <span className={css.end}>
            in {formatDuration(was)} → in {formatDuration(is)}
          </span>
        </li>
      ))}
    </ul>
  );
}
