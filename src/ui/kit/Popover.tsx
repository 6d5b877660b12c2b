import * as Radix from "@radix-ui/react-popover";
import type { ReactElement, ReactNode } from "react";
import css from "./Overlay.module.css";

/** Content beside its trigger; closes with Escape or a press elsewhere and gives focus back. */
export function Popover({
  trigger,
  label,
  side = "bottom",
  align = "start",
  open,
  onOpenChange,
  children,
}: {
  /** A Button or IconButton. */
  trigger: ReactElement;
  label: string;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Radix.Root {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={css.popover}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
