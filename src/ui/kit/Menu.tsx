import * as Radix from "@radix-ui/react-dropdown-menu";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx";
import { Kbd } from "./Kbd";
import css from "./Overlay.module.css";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** What it costs or why it is not possible: a second, quieter line. */
  readonly detail?: string;
  readonly keys?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

/** A menu of actions under its trigger. Groups are separated by hairlines; arrow keys and letters move. */
export function Menu({
  trigger,
  groups,
  align = "start",
}: {
  trigger: ReactElement;
  groups: readonly (readonly MenuItem[])[];
  align?: "start" | "end";
}) {
  return (
    // Not modal: hiding the whole page from screen readers for a menu is too much, and a press elsewhere still closes it.
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <section aria-label="Menu">
          <Radix.Content align={align} sideOffset={4} collisionPadding={8} className={css.menu}>
            {groups.map((items, index) => (
              <Radix.Group key={items[0]?.id ?? index}>
                {index > 0 && <Radix.Separator className={css.separator} />}
                {items.map((item) => (
                  <Radix.Item
                    key={item.id}
                    disabled={item.disabled ?? false}
                    textValue={item.label}
                    onSelect={item.onSelect}
                    className={cx(css.item, item.danger && css.danger)}
                  >
                    <span className={css.itemIcon}>{item.icon}</span>
                    <span className={css.itemText}>
                      {item.label}
                      {item.detail !== undefined && <span className={css.detail}>{item.detail}</span>}
                    </span>
                    {item.keys !== undefined && <Kbd keys={item.keys} />}
                  </Radix.Item>
                ))}
              </Radix.Group>
            ))}
          </Radix.Content>
        </section>
      </Radix.Portal>
    </Radix.Root>
  );
}
