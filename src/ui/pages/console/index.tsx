import { Ellipsis } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { keepConsole, restoreConsole } from "../../console-kept";
import { type ConsolePanel, consoleStore, initialConsole, openPanel, PANELS, useConsole } from "../../console-state";
import { BottomBar, Page } from "../../kit/Page";
import { ShortcutSheet } from "../../kit/ShortcutSheet";
import { useLive } from "../../live";
import { NARROW, useMedia } from "../../media";
import { useAnnouncements } from "./announcing";
import { Banners } from "./Banners";
import { PanelSlot } from "./Centre";
import css from "./console.module.css";
import { Footer } from "./Footer";
import { Header } from "./Header";
import { MorePlaces } from "./MorePlaces";
import { ICONS, Rail, useOpenRequests } from "./Rail";
import { preloadPanels } from "./registry";
import { useConsoleKeys } from "./shortcuts";
import { useWide } from "./wide";

/**
 * The control room: what is owed on top, one panel in the middle, people and work in progress beside it. `strip` stands
 * below the header: what moves through a run that is over.
 */
export default function ConsolePage({ strip }: { strip?: ReactNode }) {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const openHelp = () => setHelpOpen(true);
  useKeptConsole();
  const isWide = useWide();
  const isNarrow = useMedia(NARROW);
  const panel = useConsole((state) => state.panel);
  useAnnouncements();
  useConsoleKeys(openHelp);
  useEffect(() => {
    const timer = setTimeout(preloadPanels, 1500);
    return () => clearTimeout(timer);
  }, []);
  const label = PANELS.find(({ id }) => id === panel)?.label ?? panel;
  return (
    <Page
      fill
      header={
        <>
          <Header />
          {strip}
        </>
      }
      rail={isNarrow ? undefined : <Rail onHelp={openHelp} />}
      footer={isWide ? <Footer /> : undefined}
      bottomBar={isNarrow && <Places onHelp={openHelp} />}
    >
      <div className={css.middle}>
        <Banners />
        <div className={css.columns}>
          <section aria-label={label} className={css.centre}>
            <h2 className="visually-hidden">{label}</h2>
            <PanelSlot id={panel} label={label} />
          </section>
          {isWide ? (
            <aside aria-label="People and work" className={css.side}>
              <h2 className="visually-hidden">People and work</h2>
              {panel !== "channel" && (
                <div className={css.sideChannel}>
                  <PanelSlot id="channel" label="Channel" />
                </div>
              )}
              <div className={css.sideWork}>
                <PanelSlot id="operations" label="In progress" />
              </div>
            </aside>
          ) : (
            panel === "actions" && (
              <div className={css.sideWork}>
                <PanelSlot id="operations" label="In progress" />
              </div>
            )
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

const PHONE: readonly { readonly id: ConsolePanel; readonly label: string }[] = [
  { id: "board", label: "Board" },
  { id: "logs", label: "Logs" },
  { id: "channel", label: "Channel" },
  { id: "actions", label: "Actions" },
];

function Places({ onHelp }: { onHelp: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const panel = useConsole((state) => state.panel);
  const waiting = useOpenRequests();
  const items = PHONE.map(({ id, label }) => {
    const Icon = ICONS[id];
    return { id, label, icon: <Icon />, ...(id === "channel" && { count: waiting }) };
  });
  return (
    <>
      <BottomBar
        label="Panels"
        items={[...items, { id: "more", label: "More", icon: <Ellipsis /> }]}
        current={items.some(({ id }) => id === panel) ? panel : "more"}
        onSelect={(id) => (id === "more" ? setOpen(true) : openPanel(id as ConsolePanel))}
      />
      <MorePlaces open={isOpen} onOpenChange={setOpen} onHelp={onHelp} />
    </>
  );
}
