import { type FormEvent, useId, useState } from "react";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import { dueAt, move, put, type QueueTime } from "#modes/gameday/queue";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Changes } from "./Changes";
import css from "./injects.module.css";
import { NumberField } from "./NumberField";

type Queue = ExercisePlan["queue"];

/** Minutes fine enough for every second, and short enough to be read. */
const hundredths = (minutes: number): number => Math.max(0, Math.round(minutes * 100) / 100);

const STEPS = [-5, -1, 1, 5] as const;

/** The same inject at a second of the clock that counts it: that of the exercise, or of an acknowledgement which has not come. */
function placed(inject: PlannedInject, second: number, { ackedAt }: QueueTime): PlannedInject {
  const { when } = inject;
  if (when.kind !== "time") return inject;
  const seconds = when.since === "ack" && ackedAt !== null ? second - ackedAt : second;
  return { ...inject, when: { ...when, seconds: Math.max(0, seconds) } };
}

/**
 * Another time for an inject: counted from now while the exercise runs, else from what it waits for. What that does to the later ones
 * is shown before it is done.
 */
export function MoveInject({
  queue,
  inject,
  time: opened,
  isRunning,
  onClose,
  onMove,
}: {
  queue: Queue;
  inject: PlannedInject;
  time: QueueTime;
  isRunning: boolean;
  onClose: () => void;
  onMove: (queue: Queue) => void;
}) {
  const form = useId();
  // The clock runs on while one thinks: what is shown stays what was meant.
  const [time] = useState(opened);
  const { when } = inject;
  const seconds = when.kind === "time" ? when.seconds : 0;
  const due = dueAt(inject, time.ackedAt);
  const isFromNow = isRunning && due !== null;
  const base = isFromNow ? time.now : 0;
  const [minutes, setMinutes] = useState(hundredths(((due ?? seconds) - base) / 60));
  const to = base + Math.round(minutes * 60);
  const together = move(queue, inject.id, to, time);
  const since = when.kind === "time" && when.since === "start" ? "the start" : "the acknowledgement";
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
          <Button onClick={() => onMove(put(queue, placed(inject, to, time)))}>Move only this one</Button>
          <Button kind="primary" type="submit" form={form}>
            Move it and the later ones
          </Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <NumberField
          label={isFromNow ? "Minutes from now" : `Minutes after ${since}`}
          unit="minutes"
          min={0}
          max={480}
          whole={false}
          value={minutes}
          onChange={setMinutes}
        />
        <div className={css.steps}>
          {STEPS.map((step) => (
            <Button key={step} onClick={() => setMinutes(hundredths(minutes + step))}>
              {step < 0 ? `−${-step} min` : `+${step} min`}
            </Button>
          ))}
        </div>
        <p className={css.note}>
          The later ones are drawn together or apart alike, so that the last keeps its time. Nothing comes before what
          is due ahead of it.
        </p>
        <Changes before={queue} after={together} running={isRunning ? time : null} none="Nothing moves." />
      </form>
    </Dialog>
  );
}
