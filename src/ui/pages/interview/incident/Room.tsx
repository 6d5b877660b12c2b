import { MessageCircle } from "lucide-react";
import { useEffect } from "react";
import { type ConsolePanel, consoleStore, useConsole } from "../../../console-state";
import { download } from "../../../download";
import { Button } from "../../../kit/Button";
import { cx } from "../../../kit/cx";
import { Page } from "../../../kit/Page";
import { ErrorState, Loading } from "../../../kit/State";
import { useLive, useSession } from "../../../live";
import { PanelSlot } from "../../console/Centre";
import desk from "../../console/console.module.css";
import { Desk } from "../../console/Desk";
import { Places } from "../../console/Places";
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
  const isRunning = status === "playing" || status === "skipping";
  if (status === "briefing" || (isRunning && hasView && !isPaged)) return <Opening />;
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

/** The console of a run with the conversation beside it; where there is room for one thing only, one begins with talking. */
function Console() {
  const isWide = useWide();
  const isTalking = useConsole((state) => state.isTalking);
  return (
    <Desk
      header={<RoundHeader />}
      keys={[{ keys: "t", label: "Talk to the interviewer", group: "General", run: talk }]}
      places={(onHelp) =>
        !isWide && (
          <Places
            label="Conversation and panels"
            panels={PHONE}
            front={{ label: "Talk", icon: <MessageCircle />, isHere: isTalking, onSelect: talk }}
            onHelp={onHelp}
          />
        )
      }
      showsPanel={isWide || !isTalking}
    >
      {(isWide || isTalking) && (
        <aside aria-label="Conversation" className={cx(desk.side, css.side)}>
          <h2 className="visually-hidden">Conversation</h2>
          <Conversation />
          {isWide && <Operations />}
        </aside>
      )}
    </Desk>
  );
}

/** What is under way, only while there is anything. */
function Operations() {
  const isAny = useLive((state) => (state.view?.operations.length ?? 0) > 0);
  return isAny ? (
    <div className={desk.sideWork}>
      <PanelSlot id="operations" label="In progress" />
    </div>
  ) : null;
}
