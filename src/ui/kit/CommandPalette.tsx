import { Command } from "cmdk";
import { Search } from "lucide-react";
import { type ReactNode, useRef } from "react";
import css from "./CommandPalette.module.css";
import { cx } from "./cx";
import { DialogFrame } from "./Dialog";
import { Kbd } from "./Kbd";

export interface PaletteItem {
  readonly id: string;
  readonly title: string;
  /** What it will do, one line. */
  readonly description?: string;
  /** Short facts under it: how long, what it risks, whether it can be undone. */
  readonly meta?: readonly string[];
  readonly icon?: ReactNode;
  readonly keys?: string;
  /** Further words it is found by. */
  readonly keywords?: readonly string[];
  /** Why it cannot be done now; the item is shown but cannot be chosen. */
  readonly unavailable?: string;
  readonly danger?: boolean;
  readonly onSelect: () => void;
}

export interface PaletteGroup {
  readonly heading: string;
  readonly items: readonly PaletteItem[];
}

/** Whether a word of the text begins with what was typed. */
const beginsIn = (text: string, typed: string): boolean => ` ${text}`.includes(` ${typed}`);

/**
 * How well an item fits what was typed, 0–1: every word typed must begin a word of it, in the title better than
 * elsewhere. Letters scattered over long descriptions are no match.
 */
function rank(_value: string, search: string, keywords: readonly string[] = []): number {
  const [title = "", ...others] = keywords.map((each) => each.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " "));
  const rest = others.join(" ");
  const words = search
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  let score = 1;
  for (const word of words) {
    if (beginsIn(title, word)) score *= title.startsWith(word) ? 1 : 0.9;
    else if (beginsIn(rest, word)) score *= 0.4;
    else return 0;
  }
  // "Pause" is meant when it is typed, not one of the things that begin so.
  return title.trim() === words.join(" ") ? score : 0.98 * score;
}

/** Everything that can be done, found by typing. An item runs after the palette has closed and the focus is back. */
export function CommandPalette({
  open,
  onOpenChange,
  groups,
  label = "Commands",
  placeholder = "Do something…",
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly PaletteGroup[];
  label?: string;
  placeholder?: string;
}) {
  const chosen = useRef<PaletteItem | undefined>(undefined);
  const choose = (item: PaletteItem) => {
    chosen.current = item;
    onOpenChange(false);
  };
  const run = () => {
    const item = chosen.current;
    chosen.current = undefined;
    item?.onSelect();
  };
  return (
    <DialogFrame open={open} onOpenChange={onOpenChange} label={label} onClosed={run}>
      <Command label={label} loop filter={rank} className={css.root}>
        <div className={css.search}>
          <Search aria-hidden="true" />
          <Command.Input placeholder={placeholder} className={css.input} />
          <Kbd keys="esc" />
        </div>
        <Command.List label={label} className={css.list}>
          <Command.Empty className={css.empty}>Nothing matches. Try a verb, or the name of a thing.</Command.Empty>
          {groups.map((group) => (
            <Command.Group key={group.heading} heading={group.heading} className={css.group}>
              {group.items.map((item) => (
                <Command.Item
                  key={item.id}
                  value={item.id}
                  keywords={[item.title, item.description ?? "", ...(item.keywords ?? [])]}
                  disabled={item.unavailable !== undefined}
                  onSelect={() => choose(item)}
                  className={css.item}
                >
                  <span className={css.icon}>{item.icon}</span>
                  <span className={css.text}>
                    <span className={cx(css.title, item.danger && css.danger)}>{item.title}</span>
                    {item.description !== undefined && <span className={css.description}>{item.description}</span>}
                    {item.unavailable !== undefined ? (
                      <span className={css.meta}>
                        <span>Not now: {item.unavailable}</span>
                      </span>
                    ) : (
                      item.meta !== undefined &&
                      item.meta.length > 0 && (
                        <span className={css.meta}>
                          {item.meta.map((fact) => (
                            <span key={fact}>{fact}</span>
                          ))}
                        </span>
                      )
                    )}
                  </span>
                  {item.keys !== undefined && <Kbd keys={item.keys} />}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </DialogFrame>
  );
}
