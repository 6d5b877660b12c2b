import { Layers, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import { queueTime } from "#modes/gameday/due";
import { dueAt, put, type QueueTime } from "#modes/gameday/queue";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Toggle } from "../../kit/Toggle";
import { useView } from "../../live";
import { useServices } from "../../services";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom } from "../../team/context";
import { useFolded } from "../../team/folded";
import { MoveInject } from "../../team/injects/MoveInject";
import { addedText, emptyInject } from "../../team/injects/words";
import { Part } from "../../team/Part";
import { withTimesOf } from "../../team/plan/queueing";
import { CarriedPlan } from "./CarriedPlan";
import css from "./conduct.module.css";
import { EditInject } from "./EditInject";
import { sayExpected } from "./expecting";
import { fire, forgive } from "./fire";
import { Happened, WholeExercise } from "./Happened";
import { focusOn, Queue } from "./Queue";
import { setConfirms, useConduct, usePlan, useScene } from "./store";
import { offerPlanUndo } from "./undo";

const DeckSheet = lazy(() => import("../../team/plan/DeckSheet").then((m) => ({ default: m.DeckSheet })));
const DryRunDialog = lazy(() => import("../../team/plan/DryRunDialog").then((m) => ({ default: m.DryRunDialog })));
const Suggestions = lazy(() => import("../../team/plan/Suggestions").then((m) => ({ default: m.Suggestions })));

type Doing =
  | { readonly what: "edit" | "move" | "try"; readonly inject: PlannedInject }
  | { readonly what: "deck" }
  | null;

/** One that is added is not to happen with the press: where its minute has passed, it waits for a hand. */
function notYet(inject: PlannedInject, { now, ackedAt }: QueueTime): PlannedInject {
  const at = dueAt(inject, ackedAt);
  return at !== null && at <= now ? { ...inject, when: { kind: "hand" } } : inject;
}

/** The queue: what is to come, and in which order; what happened, with what is expected. */
export function Injects() {
  const { session, setup } = useOpenRoom();
  const seat = useFacilitatorSeat()?.id ?? "";
  const { clock } = useServices();
  const scene = useScene();
  const [plan, change] = usePlan();
  const confirms = useConduct((state) => state.confirms);
  const room = useFolded((each) => each);
  const view = useView((each) => each);
  const [doing, setDoing] = useState<Doing>(null);
  const [program] = useState(() => session.log().program);
  const isTold = setup.subject.kind === "tabletop";
  const { queue } = plan;
  const time = queueTime({ view, room });
  const set = (next: ExercisePlan["queue"]) => change({ queue: next });
  const close = () => setDoing(null);
  const add = (injects: readonly PlannedInject[]) => {
    set(injects.map((inject) => notYet(inject, time)).reduce(put, queue));
    announce(addedText(injects));
  };
  return (
    <div className={css.tab}>
      <Part title="To come">
        <div className={css.buttons}>
          <Button icon={<Layers />} data-first onClick={() => setDoing({ what: "deck" })}>
            Add from the deck
          </Button>
          <Button icon={<Plus />} onClick={() => setDoing({ what: "edit", inject: emptyInject(clock.id()) })}>
            Write one
          </Button>
        </div>
        <Queue
          queue={queue}
          time={time}
          onFire={(inject) => void fire(session, seat, inject)}
          onDo={(what, inject) => setDoing({ what, inject })}
          isTold={isTold}
          onChange={set}
        />
        <Toggle
          label="Ask me before an inject happens"
          hint="Otherwise it happens when it is due, while this device drives the clock."
          checked={confirms}
          onChange={setConfirms}
        />
      </Part>
      <Happened />
      <WholeExercise />
      <CarriedPlan />
      <Suspense fallback={null}>
        <Suggestions plan={plan} program={program} scene={scene} onAdd={add} />
        {doing?.what === "deck" && (
          <DeckSheet plan={plan} program={program} scene={scene} onAdd={(inject) => add([inject])} onClose={close} />
        )}
        {doing?.what === "try" && (
          <DryRunDialog plan={plan} program={program} scene={scene} inject={doing.inject} onClose={close} />
        )}
      </Suspense>
      {doing?.what === "edit" && (
        <EditInject
          inject={doing.inject}
          isTold={isTold}
          isNew={queue.every(({ id }) => id !== doing.inject.id)}
          onClose={close}
          onSave={(inject) => {
            close();
            set(put(queue, inject));
            forgive(inject.id);
            // It happened while it was written: whoever watches reads it as it is now.
            if (time.fired.has(inject.id)) void sayExpected(session, seat, setup, inject.id, inject);
            focusOn(inject.id);
          }}
        />
      )}
      {doing?.what === "move" && (
        <MoveInject
          queue={queue}
          inject={doing.inject}
          time={time}
          isRunning
          onClose={close}
          onMove={(next) => {
            close();
            set(next);
            offerPlanUndo(`“${doing.inject.title}” is moved`, (now) => ({ queue: withTimesOf(now.queue, queue) }));
          }}
        />
      )}
    </div>
  );
}
