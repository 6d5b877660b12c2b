import { useState } from "react";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import { duration } from "#lib/format";
import { move } from "#modes/gameday/queue";
import { Button } from "../../../kit/Button";
import { Dialog } from "../../../kit/Dialog";
import { NumberField } from "../../../team/injects/NumberField";
import { Changes } from "./Changes";
import css from "./plan.module.css";
import { BEFORE, withInject } from "./queueing";

type Queue = ExercisePlan["queue"];

/** Another time for an inject. What that does to the later ones is shown before it is done. */
export function MoveDialog({
  queue,
  inject,
  onClose,
  onMove,
}: {
  queue: Queue;
  inject: PlannedInject;
  onClose: () => void;
  onMove: (queue: Queue) => void;
}) {
  const { when } = inject;
  const seconds = when.kind === "time" ? when.seconds : 0;
  const [minutes, setMinutes] = useState(seconds / 60);
  const to = Math.round(minutes * 60);
  const shifted = move(queue, inject.id, to, BEFORE);
  const alone = when.kind === "time" ? withInject(queue, { ...inject, when: { ...when, seconds: to } }) : queue;
  const since = when.kind === "time" && when.since === "start" ? "the start" : "the acknowledgement";
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`When “${inject.title}” comes`}
      description={`It comes ${duration(seconds)} after ${since}.`}
      footer={
        <>
          <Button onClick={() => onMove(alone)}>Move only this one</Button>
          <Button kind="primary" type="submit" form="move">
            Move it and the later ones
          </Button>
        </>
      }
    >
      <form
        id="move"
        className={css.part}
        onSubmit={(event) => {
          event.preventDefault();
          onMove(shifted);
        }}
        noValidate
      >
        <NumberField
          label={`Minutes after ${since}`}
          unit="minutes"
          min={0}
          max={480}
          whole={false}
          value={minutes}
          onChange={setMinutes}
        />
        <p className={css.note}>
          The later ones are drawn together or apart alike, so that the last keeps its time. Nothing comes before what
          is due ahead of it.
        </p>
        <Changes before={queue} after={shifted} none="Nothing moves." />
      </form>
    </Dialog>
  );
}
