import { CalendarClock, Layers, Plus } from "lucide-react";
import { useRef, useState } from "react";
import type { Program, Scene } from "#domain/drill";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import { isTabletop } from "#modes/gameday/tabletop";
import { announce } from "../../../kit/announce";
import { Button } from "../../../kit/Button";
import { EmptyState } from "../../../kit/State";
import { useServices } from "../../../services";
import { MoveInject } from "../../../team/injects/MoveInject";
import { addedText, emptyInject } from "../../../team/injects/words";
import { DeckSheet } from "../../../team/plan/DeckSheet";
import { DryRunDialog } from "../../../team/plan/DryRunDialog";
import { BEFORE, nudged, withAll, withInject, withoutInject, withTimesOf } from "../../../team/plan/queueing";
import { Suggestions } from "../../../team/plan/Suggestions";
import { useLatest, useUndo } from "../../../team/plan/useUndo";
import css from "./plan.module.css";
import { QueueRow } from "./QueueRow";
import { ScheduleDialog } from "./ScheduleDialog";

type Doing = { readonly what: "move" | "try"; readonly id: string } | { readonly what: "deck" | "schedule" } | null;

/** What happens in the exercise beside the incident itself: the queue, and where its injects come from. */
export function Injects({
  plan,
  program,
  scene,
  onChange,
}: {
  plan: ExercisePlan;
  program: Program;
  scene: Scene;
  onChange: (part: Partial<ExercisePlan>) => void;
}) {
  const { clock } = useServices();
  const [opened, setOpened] = useState<string | null>(null);
  const [doing, setDoing] = useState<Doing>(null);
  const list = useRef<HTMLUListElement>(null);
  const { queue } = plan;
  const offerUndo = useUndo();
  // What was done is taken back in the queue as it is by then: what was changed meanwhile stays.
  const latest = useLatest(queue);
  const shown = withAll(queue);
  const set = (next: ExercisePlan["queue"]) => onChange({ queue: next });
  const add = (injects: readonly PlannedInject[]) => {
    set(injects.reduce(withInject, queue));
    announce(addedText(injects));
  };
  const write = () => {
    const inject = emptyInject(clock.id());
    set(withInject(queue, inject));
    setOpened(inject.id);
    focusOn(inject.id, "input");
  };
  /** Focuses something of a row once it is drawn. */
  const focusOn = (id: string, what: string) =>
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-inject="${CSS.escape(id)}"] ${what}`)?.focus(),
    );
  const remove = (inject: PlannedInject) => {
    const at = shown.indexOf(inject);
    const next = shown[at + 1] ?? shown[at - 1];
    set(withoutInject(queue, inject.id));
    if (next !== undefined) focusOn(next.id, "[data-row]");
    offerUndo(`“${inject.title || "The inject"}” is removed`, () => set(withInject(latest.current, inject)));
  };
  const nudge = (id: string, by: -1 | 1) => {
    const next = nudged(queue, id, by);
    if (next === queue) return announce("It stays: injects with a time come first, in its order");
    set(next);
    focusOn(id, "[data-row]");
    announce(`Moved ${by < 0 ? "up" : "down"}`);
  };
  const step = (index: number) => {
    const to = shown[Math.max(0, Math.min(shown.length - 1, index))];
    if (to !== undefined) focusOn(to.id, "[data-row]");
  };
  const about = doing !== null && "id" in doing ? shown.find(({ id }) => id === doing.id) : undefined;
  const close = () => setDoing(null);
  return (
    <div className={css.part}>
      <div className={css.tools}>
        <div className={css.buttons}>
          <Button icon={<Layers />} onClick={() => setDoing({ what: "deck" })}>
            Add from the deck
          </Button>
          <Button icon={<Plus />} onClick={write}>
            Write one
          </Button>
          <Button
            kind="quiet"
            icon={<CalendarClock />}
            aria-disabled={shown.length === 0}
            onClick={() => shown.length > 0 && setDoing({ what: "schedule" })}
          >
            Suggest times
          </Button>
        </div>
      </div>
      {shown.length === 0 ? (
        <EmptyState title="No injects yet">
          <p>
            The incident plays without any. An inject is something more: somebody cannot be reached, a tool breaks,
            somebody wants an answer, something else fails. One every five to ten minutes is plenty.
          </p>
        </EmptyState>
      ) : (
        <>
          <p id="queue-keys" className={css.keys}>
            In the order in which they will come. Arrow keys go through them, Alt with an arrow key moves one, M sets
            its time, T tries it, Delete removes it.
          </p>
          {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
          <ul role="list" ref={list} aria-label="Queue of injects" className={css.queue}>
            {shown.map((inject, index) => (
              <QueueRow
                key={inject.id}
                inject={inject}
                scene={scene}
                isTold={isTabletop(program)}
                isOpen={opened === inject.id}
                onToggle={() => setOpened(opened === inject.id ? null : inject.id)}
                onChange={(next) => set(withInject(queue, next))}
                onStep={(by) => step(index + by)}
                onNudge={(by) => nudge(inject.id, by)}
                onMove={() => setDoing({ what: "move", id: inject.id })}
                onTry={() => setDoing({ what: "try", id: inject.id })}
                onRemove={() => remove(inject)}
              />
            ))}
          </ul>
        </>
      )}
      <Suggestions plan={plan} program={program} scene={scene} onAdd={add} />
      {doing?.what === "deck" && (
        <DeckSheet plan={plan} program={program} scene={scene} onAdd={(inject) => add([inject])} onClose={close} />
      )}
      {doing?.what === "schedule" && (
        <ScheduleDialog
          plan={plan}
          onClose={close}
          onTake={(next) => {
            close();
            set(withAll(next));
            offerUndo("The injects have new times", () => set(withTimesOf(latest.current, queue)));
          }}
        />
      )}
      {doing?.what === "move" && about !== undefined && (
        <MoveInject
          queue={queue}
          inject={about}
          time={BEFORE}
          isRunning={false}
          onClose={close}
          onMove={(next) => {
            close();
            set(withAll(next));
            offerUndo(`“${about.title}” is moved`, () => set(withTimesOf(latest.current, queue)));
          }}
        />
      )}
      {doing?.what === "try" && about !== undefined && (
        <DryRunDialog plan={plan} program={program} scene={scene} inject={about} onClose={close} />
      )}
    </div>
  );
}
