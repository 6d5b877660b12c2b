import * as Radix from "@radix-ui/react-tabs";
import type { ReactNode } from "react";
import css from "./Tabs.module.css";

export interface Tab {
  readonly id: string;
  readonly label: ReactNode;
  readonly content: ReactNode;
}

/** Tabs with arrow-key movement. Controlled when `value` is given, else starts at the first (or `initial`) tab. */
export function Tabs({
  label,
  tabs,
  value,
  initial,
  onChange,
}: {
  label: string;
  tabs: readonly Tab[];
  value?: string;
  initial?: string;
  onChange?: (id: string) => void;
}) {
  const state = value === undefined ? { defaultValue: initial ?? tabs[0]?.id ?? "" } : { value };
  return (
    <Radix.Root {...state} {...(onChange && { onValueChange: onChange })} className={css.root}>
      <Radix.List aria-label={label} className={css.list}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.id} value={tab.id} className={css.tab}>
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className={css.panel}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
