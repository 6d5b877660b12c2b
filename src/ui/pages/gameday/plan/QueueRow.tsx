import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Clock, FlaskConical, Trash2 } from "lucide-react";
import type { Scene } from "#domain/drill";
import type { PlannedInject } from "#domain/exercise";
import { timeText } from "#modes/gameday/words";
import { IconButton } from "../../../kit/Button";
import { useServices } from "../../../services";
import { InjectAbout, InjectProblems } from "../../../team/injects/InjectAbout";
import { InjectForm } from "../../../team/injects/InjectForm";
import { queueKeys } from "../../../team/injects/queue-keys";
import { capital, namesOf, problemsOf } from "../../../team/injects/words";
import css from "./plan.module.css";

/** An inject that waits: when it comes and what it does in a line, and its form once it is opened. */
export function QueueRow({
  inject,
  scene,
  isTold,
  isOpen,
  onToggle,
  onChange,
  onStep,
  onNudge,
  onMove,
  onTry,
  onRemove,
}: {
  inject: PlannedInject;
  scene: Scene;
  /** Whether the incident is only told: there is nothing to try. */
  isTold: boolean;
  isOpen: boolean;
  onToggle: () => void;
  onChange: (inject: PlannedInject) => void;
  onStep: (by: -1 | 1) => void;
  onNudge: (by: -1 | 1) => void;
  onMove: () => void;
  onTry: () => void;
  onRemove: () => void;
}) {
  const { clock } = useServices();
  const names = namesOf(scene);
  const isTimed = inject.when.kind === "time";
  const title = inject.title.trim() || "Untitled inject";
  const keys = queueKeys({
    onStep,
    onNudge,
    onMove: isTimed ? onMove : null,
    onTry: isTold ? null : onTry,
    onRemove,
    onFire: null,
  });
  return (
    <li data-inject={inject.id} className={css.inject}>
      <div className={css.injectHead}>
        <button
          type="button"
          data-row
          aria-expanded={isOpen}
          aria-describedby="queue-keys"
          className={css.injectName}
          onClick={onToggle}
          onKeyDown={keys}
        >
          {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
          <span className={css.injectWords}>
            <strong>{title}</strong> <span className={css.meta}>{capital(timeText(inject.when, names))}</span>
          </span>
        </button>
        <div className={css.icons}>
          {isTimed && <IconButton label={`Set the time of “${title}”`} icon={<Clock />} onClick={onMove} />}
          <IconButton label={`Move “${title}” up`} icon={<ArrowUp />} onClick={() => onNudge(-1)} />
          <IconButton label={`Move “${title}” down`} icon={<ArrowDown />} onClick={() => onNudge(1)} />
          {!isTold && <IconButton label={`Try “${title}”`} icon={<FlaskConical />} onClick={onTry} />}
          <IconButton label={`Remove “${title}”`} icon={<Trash2 />} onClick={onRemove} />
        </div>
      </div>
      {isOpen ? (
        <div className={css.injectForm}>
          <InjectForm inject={inject} scene={scene} isTold={isTold} newId={() => clock.id()} onChange={onChange} />
        </div>
      ) : (
        <div className={css.injectAbout}>
          <InjectAbout inject={inject} names={names} />
        </div>
      )}
      {problemsOf(inject).length > 0 && (
        <p className={css.injectProblem}>
          <InjectProblems inject={inject} />
        </p>
      )}
    </li>
  );
}
