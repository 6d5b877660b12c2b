import { X } from "lucide-react";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { announce } from "./announce";
import { IconButton } from "./Button";
import { cx } from "./cx";
import { type Tone, ToneShape } from "./Sign";
import css from "./toast.module.css";

export interface ToastOptions {
  readonly title: string;
  readonly detail?: string;
  readonly tone?: Tone;
  /** A Button, say "Undo". */
  readonly action?: ReactNode;
  /** Default 6 s; errors and toasts with an action stay until closed. */
  readonly stayMs?: number;
}

interface Toast extends ToastOptions {
  readonly id: number;
}

const MOST = 4;
let toasts: readonly Toast[] = [];
let counter = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Show what happened, at the edge of the screen, and say it. Returns the function that takes it away. */
export function toast(options: ToastOptions): () => void {
  counter += 1;
  const id = counter;
  set([...toasts, { ...options, id }].slice(-MOST));
  // A title may be a sentence already.
  const { title, detail } = options;
  const text = detail ? `${title}${/[.!?…:]$/.test(title) ? "" : "."} ${detail}` : title;
  announce(text, options.tone === "bad" ? "assertive" : "polite");
  return () => dismiss(id);
}

function dismiss(id: number): void {
  set(toasts.filter((each) => each.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function ToastCard({ toast: shown }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  const { id, tone = "info", action } = shown;
  const stay = shown.stayMs ?? (tone === "bad" || action !== undefined ? undefined : 6000);
  useEffect(() => {
    // Under the pointer or the focus it waits.
    if (held || stay === undefined) return;
    const timer = setTimeout(() => dismiss(id), stay);
    return () => clearTimeout(timer);
  }, [held, stay, id]);
  return (
    <li
      className={css.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={cx(css.sign, css[tone])}>
        <ToneShape tone={tone} />
      </span>
      <div className={css.text}>
        <strong>{shown.title}</strong>
        {shown.detail !== undefined && <p>{shown.detail}</p>}
      </div>
      {action}
      <IconButton label="Dismiss" icon={<X />} onClick={() => dismiss(id)} />
    </li>
  );
}

/** Where toasts appear. Once per page, beside <Announcer/>. */
export function Toaster() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section aria-label="Notifications" data-print="hide" className={css.region}>
      <ol className={css.list}>
        {shown.map((each) => (
          <ToastCard key={each.id} toast={each} />
        ))}
      </ol>
    </section>
  );
}
