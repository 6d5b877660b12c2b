import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Kbd } from "../../kit/Kbd";
import css from "./entry.module.css";

/** Something one key takes. */
export interface Key {
  readonly id: string;
  /** Null: it has none, and is taken with the arrows or the pointer. */
  readonly key: string | null;
  readonly label: ReactNode;
  readonly detail?: string | undefined;
  /** Why it cannot be taken now; taking it says so. */
  readonly obstacle?: string | null;
}

export interface KeyGroup {
  readonly label: string | null;
  readonly keys: readonly Key[];
}

const plain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey;

/** What can be pressed now, as a list. Keys work wherever the focus is in it; arrows move, Enter takes, Backspace goes back. */
export function Choices({
  label,
  groups,
  onTake,
  onOther = () => false,
  onBack,
}: {
  label: string;
  groups: readonly KeyGroup[];
  onTake: (id: string) => void;
  /** A key that is not in the list; says whether it meant anything. */
  onOther?: (key: string) => boolean;
  onBack: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new list has the keys again
  useEffect(() => list.current?.focus(), [label]);
  const press = (event: KeyboardEvent) => {
    if (!plain(event) || event.repeat) return;
    if (event.key === "Backspace") {
      event.preventDefault();
      return onBack();
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      return moveFocus(list.current, step);
    }
    // Enter on a button presses that button.
    if (event.key === "Enter" && event.target instanceof HTMLButtonElement) return;
    const taken = groups.flatMap(({ keys }) => keys).find(({ key }) => key === event.key.toLowerCase());
    if (taken === undefined && !onOther(event.key)) return;
    event.preventDefault();
    // The press that opens a field must not be typed into it.
    event.stopPropagation();
    if (taken !== undefined) onTake(taken.id);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot have the focus that its keys need
    <div
      ref={list}
      role="group"
      aria-label={label}
      tabIndex={-1}
      data-autofocus
      onKeyDown={press}
      className={css.choices}
    >
      {groups.map((group) => (
        <section key={group.label ?? ""} aria-label={group.label ?? label} className={css.group}>
          {group.label !== null && <h3 className={css.groupLabel}>{group.label}</h3>}
          <ul className={css.keys}>
            {group.keys.map(({ id, key, label: words, detail, obstacle = null }) => (
              <li key={id}>
                <button
                  type="button"
                  aria-disabled={obstacle !== null || undefined}
                  title={obstacle ?? undefined}
                  onClick={() => onTake(id)}
                  className={css.choice}
                >
                  {key === null ? <span className={css.noKey}>·</span> : <Kbd keys={key} always />}
                  <span className={css.choiceText}>
                    <span>{words}</span>
                    {detail !== undefined && <span className={css.detail}>{detail}</span>}
                    {obstacle !== null && <span className="visually-hidden">. {obstacle}</span>}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function moveFocus(list: HTMLElement | null, step: number): void {
  const buttons = [...(list?.querySelectorAll("button") ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = at < 0 && step < 0 ? buttons.length - 1 : (at + step + buttons.length) % buttons.length;
  buttons[next]?.focus();
}
