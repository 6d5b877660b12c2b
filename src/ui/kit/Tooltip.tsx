import * as Radix from "@radix-ui/react-tooltip";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./Kbd";
import css from "./Overlay.module.css";

/** One per app: tooltips that follow one another then open without delay. */
export const TooltipProvider = Radix.Provider;

/** A short explanation on hover and focus. Never the only place of a fact: touch has no hover. Needs a TooltipProvider. */
export function Tooltip({ content, keys, children }: { content: ReactNode; keys?: string; children: ReactElement }) {
  return (
    <Radix.Root delayDuration={300}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <aside aria-label="Explanation">
          <Radix.Content sideOffset={4} collisionPadding={8} className={css.tooltip}>
            {content}
            {keys !== undefined && <Kbd keys={keys} />}
          </Radix.Content>
        </aside>
      </Radix.Portal>
    </Radix.Root>
  );
}
