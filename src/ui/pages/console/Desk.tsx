import { type ReactNode, useEffect, useState } from "react";
import { keepConsole, restoreConsole } from "../../console-kept";
import { consoleStore, initialConsole, PANELS, useConsole } from "../../console-state";
import type { Hotkey } from "../../kit/hotkeys";
import { Page } from "../../kit/Page";
import { ShortcutSheet } from "../../kit/ShortcutSheet";
import { EmptyState } from "../../kit/State";
import { useLive } from "../../live";
import { NARROW, useMedia } from "../../media";
import { usePanels } from "../../panels-open";
import { useClosed } from "../../team/tools";
import { useWide } from "../../wide";
import { useAnnouncements } from "./announcing";
import { Banners } from "./Banners";
import { PanelSlot } from "./Centre";
import css from "./console.module.css";
import { Footer } from "./Footer";
import { Rail } from "./Rail";
import { preloadPanels } from "./registry";
import { useConsoleKeys } from "./shortcuts";

/**
 * What a run is worked at: the header, one panel in the middle, something beside it, and the footer. `keys` are those beyond the ones that every
 * desk has; `places` are at the bottom of a small screen; without `showsPanel` there is only what stands beside it.
 */
export function Desk({
  header,
  keys,
  places,
  showsPanel = true,
  children,
}: {
  header: ReactNode;
  keys: readonly Hotkey[];
  places: (onHelp: () => void) => ReactNode;
  showsPanel?: boolean;
  /** Beside the panel. */
  children: ReactNode;
}) {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const openHelp = () => setHelpOpen(true);
  useKeptConsole();
  const isWide = useWide();
  const isNarrow = useMedia(NARROW);
  const panel = useConsole((state) => state.panel);
  const panels = usePanels();
  const isOpen = panels.some(({ id }) => id === panel);
  useAnnouncements();
  useConsoleKeys(openHelp, keys);
  const ids = panels.map(({ id }) => id).join(" ");
  useEffect(() => {
    // Beside the panels of the rail, what is always at hand.
    const timer = setTimeout(() => preloadPanels([...ids.split(" "), "operations", "palette"]), 1500);
    return () => clearTimeout(timer);
  }, [ids]);
  const label = PANELS.find(({ id }) => id === panel)?.label ?? panel;
  const closed = useClosed(panel, label);
  return (
    <Page
      fill
      header={header}
      rail={isNarrow ? undefined : <Rail onHelp={openHelp} />}
      footer={isWide ? <Footer /> : undefined}
      bottomBar={places(openHelp)}
    >
      <div className={css.middle}>
        <Banners />
        <div className={css.columns}>
          {showsPanel && (
            <section aria-label={label} className={css.centre}>
              <h2 className="visually-hidden">{label}</h2>
              {closed !== null ? (
                <EmptyState title={closed.title}>{closed.text}</EmptyState>
              ) : isOpen ? (
                <PanelSlot id={panel} label={label} />
              ) : (
                <EmptyState title={`${label} is not part of your role`}>
                  Ask whoever has it what they see, and ask them to share it.
                </EmptyState>
              )}
            </section>
          )}
          {children}
          {!isWide && showsPanel && panel === "actions" && (
            <div className={css.sideWork}>
              <PanelSlot id="operations" label="In progress" />
            </div>
          )}
        </div>
      </div>
      <Palette />
      <ShortcutSheet open={isHelpOpen} onOpenChange={setHelpOpen} />
    </Page>
  );
}

/** The same screen after a reload. Restored before the first panel renders: showing another one first would be a look. */
function useKeptConsole(): void {
  const run = useLive((state) => state.run?.id ?? "");
  useState(() => restoreConsole(run));
  useEffect(() => {
    restoreConsole(run);
    const stop = keepConsole(run);
    return () => {
      stop();
      consoleStore.setState(initialConsole, true);
    };
  }, [run]);
}

/** Loaded when it is first asked for; from then on it stays, to give the focus back when it closes. */
function Palette() {
  const isOpen = useConsole((state) => state.palette);
  const [wasOpen, setWasOpen] = useState(false);
  if (isOpen && !wasOpen) setWasOpen(true);
  return isOpen || wasOpen ? <PanelSlot id="palette" label="Do something" /> : null;
}
