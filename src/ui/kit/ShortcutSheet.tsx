import { Dialog } from "./Dialog";
import { useListedHotkeys, useSingleKeys } from "./hotkeys";
import { Kbd } from "./Kbd";
import css from "./ShortcutSheet.module.css";
import { Toggle } from "./Toggle";

/** Every hotkey registered at the moment, by group, with the switch for keys without a modifier. */
export function ShortcutSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const hotkeys = useListedHotkeys();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const groups = [...new Set(hotkeys.map((hotkey) => hotkey.group))];
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard"
      size="l"
      description="What the keys do on this page."
    >
      <div className={css.groups}>
        {groups.map((group) => (
          <section key={group} className={css.group}>
            <h3 className={css.heading}>{group}</h3>
            <dl>
              {hotkeys
                .filter((hotkey) => hotkey.group === group)
                .map((hotkey) => (
                  <div key={hotkey.keys + hotkey.label} className={css.row}>
                    <dt>{hotkey.label}</dt>
                    <dd>
                      <Kbd keys={hotkey.keys} always />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <Toggle
        checked={singleKeys}
        onChange={setSingleKeys}
        label="Keys without Ctrl or ⌘ (switch off when you dictate)"
      />
    </Dialog>
  );
}
