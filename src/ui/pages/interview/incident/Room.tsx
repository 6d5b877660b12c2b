import { MessageCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { beganAt } from "#modes/interview/incident/pace";
import { type ConsolePanel, consoleStore, useConsole } from "../../../console-state";
import { cx } from "../../../kit/cx";
import { Page } from "../../../kit/Page";
import { Loading } from "../../../kit/State";
import { useLive, useSession, useView } from "../../../live";
import { NotOpened } from "../../../NotOpened";
import { useWide } from "../../../wide";
import { PanelSlot } from "../../console/Centre";
import desk from "../../console/console.module.css";
import { Desk } from "../../console/Desk";
import { Places } from "../../console/Places";
import { Conversation } from "./Conversation";
import css from "./incident.module.css";
import { Opening } from "./Opening";
import { RoundHeader } from "./RoundHeader";
import { useRound } from "./round";

/** What the round shows, by how its run stands. */
export function Room() {
  const session = useSession();
  const status = useLive((state) => state.status);
  const hasView = useLive((state) => state.view !== null);
  const problem = useLive((state) => state.problem);
  // What was away comes back as it was: this clock waits for nobody, but nothing was shown meanwhile.
  useEffect(() => {
    if (status === "paused" && problem === null) session.resume();
  }, [status, problem, session]);
  const isPaged = useLive((state) => (state.view?.pages.length ?? 0) > 0);
  useQuietMinutes(isPaged);
  const isRunning = status === "playing" || status === "skipping";
  if (status === "briefing" || (isRunning && hasView && !isPaged)) return <Opening />;
  if (status === "loading" || (status !== "failed" && !hasView))
    return <Loading label="Opening the run" height="100dvh" />;
  if (status === "failed") {
    return (
      <Page>
        <h1 className="visually-hidden">Incident round</h1>
        <NotOpened />
      </Page>
    );
  }
  return <Console />;
}

/** Lets the minutes before the page pass at once: nothing can be done in them. From the page on nothing hurries the clock. */
function useQuietMinutes(isPaged: boolean): void {
  const session = useSession();
  const status = useLive((state) => state.status);
  useEffect(() => {
    if (status === "playing" && !isPaged) session.skip();
  }, [isPaged, status, session]);
}

/** Puts the focus into the field in which one talks. */
const focusTalk = (): void => document.getElementById("incident-request")?.focus();

const talk = (): void => {
  consoleStore.setState({ isTalking: true });
  setTimeout(focusTalk);
};

const PHONE: readonly ConsolePanel[] = ["board", "logs", "channel"];

/** What the interviewer has said since the conversation was last to be seen. */
function useUnheard(isSeen: boolean): number {
  const { said } = useRound();
  const [heard, setHeard] = useState(said.length);
  if (isSeen && heard !== said.length) setHeard(said.length);
  return isSeen ? 0 : said.slice(heard).filter(({ kind }) => kind !== "request").length;
}

/** The console of a run with the conversation beside it; where there is room for one thing only, one begins with talking. */
function Console() {
  const isWide = useWide();
  const isTalking = useConsole((state) => state.isTalking);
  const isSeen = isWide || isTalking;
  const unheard = useUnheard(isSeen);
  const isOver = useLive((state) => state.status === "finished");
  useEffect(() => {
    // The way on is in the conversation.
    if (isOver) consoleStore.setState({ isTalking: true });
  }, [isOver]);
  return (
    <Desk
      header={<RoundHeader />}
      keys={[{ keys: "t", label: "Talk to the interviewer", group: "General", run: talk }]}
      places={(onHelp) =>
        !isWide && (
          <Places
            label="Conversation and panels"
            panels={PHONE}
            front={{ label: "Talk", icon: <MessageCircle />, count: unheard, isHere: isTalking, onSelect: talk }}
            onHelp={onHelp}
          />
        )
      }
      showsPanel={isWide || !isTalking}
    >
      {/* Unseen it goes on: the interviewer watches the clock, and what is half said stays. */}
      <aside aria-label="Conversation" hidden={!isSeen} className={cx(desk.side, css.side)}>
        <h2 className="visually-hidden">Conversation</h2>
        <Conversation isSeen={isSeen} />
        {isWide && <Operations />}
      </aside>
    </Desk>
  );
}

/** What is under way or was done in the round, only where there is anything. */
function Operations() {
  const isAny = useView((view) =>
    view.operations.some(({ phase, requestedAt }) => phase === "running" || requestedAt >= (beganAt(view) ?? view.now)),
  );
  return isAny ? (
    <div className={desk.sideWork}>
      <PanelSlot id="operations" label="In progress" />
    </div>
  ) : null;
}
