import { Keyboard, Moon, Search, Sun } from "lucide-react";
import { type ConsolePanel, consoleStore, openPanel, PANEL_GROUPS } from "../../console-state";
import { Dialog } from "../../kit/Dialog";
import { useTheme } from "../../kit/theme";
import { usePanels } from "../../panels-open";
import { useWaiting } from "../../team/waiting";
import css from "./console.module.css";
import { ICONS } from "./Rail";

/** On phones: every panel, and what the footer offers on wide screens. */
export function MorePlaces({
  open,
  onOpenChange,
  onHelp,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onHelp: () => void;
}) {
  const panels = usePanels();
  const waitingOn = useWaiting();
  const { theme, setChoice } = useTheme();
  const choose = (run: () => void) => () => {
    onOpenChange(false);
    run();
  };
  const item = (id: ConsolePanel, label: string) => {
    const Icon = ICONS[id];
    return (
      <button key={id} type="button" className={css.place} onClick={choose(() => openPanel(id))}>
        <Icon /> {label}
        {waitingOn(id) > 0 && (
          <span className={css.placeCount}>
            {waitingOn(id)}
            <span className="visually-hidden"> waiting</span>
          </span>
        )}
      </button>
    );
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Everything" side>
      {PANEL_GROUPS.filter((group) => panels.some((panel) => panel.group === group.id)).map((group) => (
        <section key={group.id} aria-label={group.label} className={css.placeGroup}>
          <h3>{group.label}</h3>
          <div className={css.places}>
            {panels.filter((panel) => panel.group === group.id).map(({ id, label }) => item(id, label))}
          </div>
        </section>
      ))}
      <div className={css.places}>
        <button type="button" className={css.place} onClick={choose(() => consoleStore.setState({ palette: true }))}>
          <Search /> Do something…
        </button>
        <button
          type="button"
          className={css.place}
          onClick={choose(() => setChoice(theme === "dark" ? "light" : "dark"))}
        >
          {theme === "dark" ? <Sun /> : <Moon />} {theme === "dark" ? "Light theme" : "Dark theme"}
        </button>
        <button type="button" className={css.place} onClick={choose(onHelp)}>
          <Keyboard /> Keyboard
        </button>
      </div>
    </Dialog>
  );
}
