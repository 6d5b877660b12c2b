import type { ReactElement, ReactNode } from "react";
import { Dialog } from "../../kit/Dialog";
import { Popover } from "../../kit/Popover";
import css from "./walk.module.css";

/** How it is opened. */
export interface Shell {
  /** A Button; null when it is opened from elsewhere. */
  readonly trigger: ReactElement | null;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Something to read or to write at a second: beside its button; without one, over the page. */
export function Aside({
  label,
  trigger,
  open,
  onOpenChange,
  children,
}: Shell & { label: string; children: ReactNode }) {
  if (trigger === null)
    return (
      <Dialog open={open} onOpenChange={onOpenChange} title={label}>
        {children}
      </Dialog>
    );
  return (
    <Popover label={label} align="end" trigger={trigger} open={open} onOpenChange={onOpenChange}>
      <div className={css.aside}>{children}</div>
    </Popover>
  );
}
