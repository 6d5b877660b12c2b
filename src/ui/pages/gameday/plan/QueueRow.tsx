import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Clock, FlaskConical, Trash2 } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { Scene } from "#domain/drill";
import type { PlannedInject } from "#domain/exercise";
import { effectText, timeText } from "#modes/gameday/words";
import { IconButton } from "../../../kit/Button";
import { Status } from "../../../kit/Sign";
import { useServices } from "../../../services";
import { InjectForm } from "../../../team/injects/InjectForm";
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
  const problems = problemsOf(inject);
  const isTimed = inject.when.kind === "time";
  const title = inject.title.trim() || "Untitled inject";
  const keys = (event: KeyboardEvent) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (ctrlKey || metaKey) return;
    const up = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : null;
    if (up !== null && altKey) onNudge(up);
    else if (altKey) return;
    else if (up !== null) onStep(up);
    else if (key === "m" && isTimed) onMove();
    else if (key === "t" && !isTold) onTry();
    else if (key === "Delete") onRemove();
    else return;
    event.preventDefault();
  };
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
          {inject.effects.map((effect, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: effects have no identity but their place
            <p key={index}>{capital(effectText(effect, names))}</p>
          ))}
          {inject.read.trim() !== "" && <p>You: {inject.read}</p>}
          {inject.expectations.length > 0 && (
            <p className={css.meta}>Expected: {inject.expectations.map((each) => each.title).join("; ")}</p>
          )}
        </div>
      )}
      {problems.length > 0 && (
        <p className={css.injectProblem}>
          <Status tone="warn" plain>
            {problems.join(" ")}
          </Status>
        </p>
      )}
    </li>
  );
}
