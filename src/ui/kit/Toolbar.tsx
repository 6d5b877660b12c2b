import { type KeyboardEvent, type ReactNode, useRef } from "react";
import css from "./Toolbar.module.css";

const ITEMS = "button:not(:disabled), a[href], select, input";

/** A row of controls. Left and right arrows move between them, except inside fields that use the arrows themselves. */
export function Toolbar({ label, children }: { label: string; children: ReactNode }) {
  const bar = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0 || event.defaultPrevented || !(event.target instanceof HTMLElement)) return;
    if (event.target.matches("input, select, textarea")) return;
    const items = [...(bar.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
    const index = items.indexOf(event.target);
    if (index < 0) return;
    event.preventDefault();
    items[(index + step + items.length) % items.length]?.focus();
  };
  return (
    <div ref={bar} role="toolbar" aria-label={label} className={css.bar} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

/** Pushes what follows to the far end of a toolbar. */
export function ToolbarSpace() {
  return <span className={css.space} />;
}

/** A hairline between groups of a toolbar. */
export function ToolbarRule() {
  return <span aria-hidden="true" className={css.rule} />;
}
