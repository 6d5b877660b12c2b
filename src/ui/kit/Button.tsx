import type { ComponentPropsWithRef, ReactNode } from "react";
import css from "./Button.module.css";
import { cx } from "./cx";
import { Kbd } from "./Kbd";
import { ariaKeys } from "./keys";

export type ButtonKind = "default" | "primary" | "quiet" | "danger";

type ButtonProps = ComponentPropsWithRef<"button"> & {
  kind?: ButtonKind;
  /** Icon before the words; decorative. */
  icon?: ReactNode;
  /** Key that does the same, shown as a hint (binding it is the caller's part: useHotkeys). */
  keys?: string;
  /** The action is under way: the button stays focusable, says so, and ignores presses. */
  busy?: boolean;
};

/** A button with words. At most one `primary` per view; `danger` for what cannot be undone. */
export function Button({
  kind = "default",
  icon,
  keys,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
      onClick={busy ? undefined : onClick}
      className={cx(css.button, css[kind], className)}
    >
      {icon !== undefined && <span className={css.icon}>{icon}</span>}
      {children}
      {keys !== undefined && (
        <span aria-hidden="true" className={css.keys}>
          <Kbd keys={keys} />
        </span>
      )}
    </button>
  );
}

type IconButtonProps = Omit<ComponentPropsWithRef<"button">, "aria-label" | "children"> & {
  /** What it does, in words: the accessible name and the native tooltip. */
  label: string;
  icon: ReactNode;
  keys?: string;
  /** For a toggle: whether it is on. */
  pressed?: boolean;
};

/** A button with an icon only. The label is required. */
export function IconButton({ label, icon, keys, pressed, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={keys === undefined ? label : `${label} (${keys})`}
      {...rest}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
      className={cx(css.iconButton, className)}
    >
      {icon}
    </button>
  );
}
