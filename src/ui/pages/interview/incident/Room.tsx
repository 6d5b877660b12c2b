import { Ellipsis, MessageCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { keepConsole, restoreConsole } from "../../../console-kept";
import { type ConsolePanel, consoleStore, initialConsole, openPanel, PANELS, useConsole } from "../../../console-state";
import { download } from "../../../download";
import { Button } from "../../../kit/Button";
import { useHotkeys } from "../../../kit/hotkeys";
import { BottomBar, Page } from "../../../kit/Page";
import { ShortcutSheet } from "../../../kit/ShortcutSheet";
import { ErrorState, Loading } from "../../../kit/State";
import { useLive, useSession } from "../../../live";
import { NARROW, useMedia } from "../../../media";
import { useAnnouncements } from "../../console/announcing";
import { Banners } from "../../console/Banners";
import { PanelSlot } from "../../console/Centre";
import { acknowledge } from "../../console/controls";
import { Footer } from "../../console/Footer";
import { MorePlaces } from "../../console/MorePlaces";
import { ICONS, Rail, useOpenRequests } from "../../console/Rail";
import { preloadPanels } from "../../console/registry";
import { useWide } from "../../console/wide";
import { Conversation } from "./Conversation";
import css from "./incident.module.css";
import { Opening } from "./Opening";
import { RoundHeader } from "./RoundHeader";

/** What the round shows, by how its run stands. */
export function Room() {
  const session = useSession();
  const status = useLive((state) => state.status);
  const hasView = useLive((state) => state.view !== null);
  const problem = useLive((state) => state.problem);
  const code = useLive((state) => state.run?.code ?? "run");
  // What was away comes back as it was: this clock waits for nobody, but nothing was shown meanwhile.
  useEffect(() => {
    if (status === "paused" && problem === null) session.resume();
  }, [status, problem, session]);
  const isPaged = useLive((state) => (state.view?.pages.length ?? 0) > 0);
  useQuietMinutes(isPaged);
  if (status === "briefing" || (status === "playing" && hasView && !isPaged)) return <Opening />;
  if (status === "loading" || (status !== "failed" && !hasView))
    return <Loading label="Opening the run" height="100dvh" />;
  if (status === "failed") {
    return (
      <Page>
        <h1 className="visually-hidden">Incident round</h1>
        <ErrorState
          title="The run cannot be opened now"
          action={
            <>
              <Button onClick={() => download(`${code}.json`, session.exportRun())}>Save it as a file</Button>
              <Button kind="primary" onClick={() => session.resume()}>
                Try again
              </Button>
            </>
          }
        >
          {problem?.text}
        </ErrorState>
      </Page>
    );
  }
  return <Console />;
}

/** As fast as the quiet minutes before the page go by: nothing can be done in them. */
const QUIET_SPEED = 20;

/** Lets the minutes before the page go by quickly, whoever speaks in them; from the page on it is real time. */
function useQuietMinutes(isPaged: boolean): void {
  const session = useSession();
  const status = useLive((state) => state.status);
  const speed = useLive((state) => state.speed);
  useEffect(() => {
    const wanted = isPaged ? 1 : QUIET_SPEED;
    const isWrong = isPaged ? speed === QUIET_SPEED : speed !== QUIET_SPEED;
    if (status === "playing" && isWrong) session.setSpeed(wanted);
  }, [isPaged, status, speed, session]);
}

/** The same screen after a reload; see the console's own page. */
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

/** Puts the focus into the field in which one talks. */
const focusTalk = (): void => document.getElementById("incident-request")?.focus();

function Console() {
  const session = useSession();
  const isWide = useWide();
  const isNarrow = useMedia(NARROW);
  const panel = useConsole((state) => state.panel);
  const [isHelpOpen, setHelpOpen] = useState(false);
  // Where there is room for one thing only, the conversation is what one begins with.
  const [isTalking, setTalking] = useState(true);
  useKeptConsole();
  useAnnouncements();
  useEffect(() => {
    const timer = setTimeout(preloadPanels, 1500);
    return () => clearTimeout(timer);
  }, []);
  const openHelp = () => setHelpOpen(true);
  const go = (id: ConsolePanel) => {
    setTalking(false);
    openPanel(id);
  };
  useHotkeys([
    {
      keys: "t",
      label: "Talk to the interviewer",
      group: "General",
      run: () => {
        setTalking(true);
        setTimeout(focusTalk);
      },
    },
    { keys: "a", label: "Acknowledge the page", group: "General", run: () => acknowledge(session) },
    { keys: "w", label: "Write a note", group: "General", run: () => document.getElementById("quick-note")?.focus() },
    { keys: "mod+k", label: "Do something", group: "General", run: () => consoleStore.setState({ palette: true }) },
    { keys: "?", label: "This list", group: "General", run: openHelp },
    ...PANELS.map(({ id, label, keys }) => ({ keys, label, group: "Panels", run: () => go(id) })),
  ]);
  const label = PANELS.find(({ id }) => id === panel)?.label ?? panel;
  const showsPanel = isWide || !isTalking;
  const showsTalk = isWide || isTalking;
  return (
    <Page
      fill
      header={<RoundHeader />}
      rail={isNarrow ? undefined : <Rail onHelp={openHelp} />}
      footer={isWide ? <Footer /> : undefined}
      bottomBar={
        !isWide && <Places isTalking={isTalking} onTalk={() => setTalking(true)} onGo={go} onHelp={openHelp} />
      }
    >
      <div className={css.middle}>
        <Banners />
        <div className={css.columns}>
          {showsPanel && (
            <section aria-label={label} className={css.centre}>
              <h2 className="visually-hidden">{label}</h2>
              <PanelSlot id={panel} label={label} />
            </section>
          )}
          {showsTalk && (
            <aside aria-label="Conversation" className={css.side}>
              <h2 className="visually-hidden">Conversation</h2>
              <Conversation />
              {isWide && <Operations />}
            </aside>
          )}
        </div>
      </div>
      <Palette />
      <ShortcutSheet open={isHelpOpen} onOpenChange={setHelpOpen} />
    </Page>
  );
}

/** What is under way, only while there is anything. */
function Operations() {
  const isAny = useLive((state) => (state.view?.operations.length ?? 0) > 0);
  return isAny ? (
    <div className={css.work}>
      <PanelSlot id="operations" label="In progress" />
    </div>
  ) : null;
}

/** Loaded when it is first asked for. */
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
];

function Places({
  isTalking,
  onTalk,
  onGo,
  onHelp,
}: {
  isTalking: boolean;
  onTalk: () => void;
  onGo: (panel: ConsolePanel) => void;
  onHelp: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const panel = useConsole((state) => state.panel);
  const waiting = useOpenRequests();
  const items = PHONE.map(({ id, label }) => {
    const Icon = ICONS[id];
    return { id, label, icon: <Icon />, ...(id === "channel" && { count: waiting }) };
  });
  const here = items.some(({ id }) => id === panel) ? panel : "more";
  const select = (id: string) => {
    if (id === "talk") onTalk();
    else if (id === "more") setOpen(true);
    else onGo(id as ConsolePanel);
  };
  return (
    <>
      <BottomBar
        label="Conversation and panels"
        items={[
          { id: "talk", label: "Talk", icon: <MessageCircle /> },
          ...items,
          { id: "more", label: "More", icon: <Ellipsis /> },
        ]}
        current={isTalking ? "talk" : here}
        onSelect={select}
      />
      <MorePlaces open={isOpen} onOpenChange={setOpen} onHelp={onHelp} onGo={onGo} />
    </>
  );
}
