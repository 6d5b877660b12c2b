import { lazy, type ReactNode, useCallback, useEffect, useMemo } from "react";
import type { InterviewDeed } from "#domain/interview";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { Callout, EmptyState, ErrorState, Loading } from "../../kit/State";
import { NotKept } from "../../recording/NotKept";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { Briefing } from "./Briefing";
import { Conversation } from "./Conversation";
import { Judging } from "./Judging";
import { closeInterview } from "./keeping";
import type { Keeping, LiveInterview } from "./live";
import css from "./room.module.css";
import { type Opened, useLive, useOpened } from "./useLive";

const IncidentRound = lazy(() => import("./incident/IncidentRound").then((room) => ({ default: room.IncidentRound })));

/** The room in which an interview is held. It goes on where it was, whatever happened to the page. */
export default function RoomPage({ id }: { id: string }) {
  const opened = useOpened(id);
  useTitle("Interview");
  if (opened !== null && opened !== "missing" && !("failed" in opened)) return <Room key={id} {...opened} />;
  return (
    <Walls>
      {opened === null ? (
        <Loading label="Opening the room" lines={8} />
      ) : opened === "missing" ? (
        <EmptyState title="This interview is not in this browser" action={<a href="#/interviews">Interviews</a>}>
          It was deleted, or was held on another machine.
        </EmptyState>
      ) : (
        <ErrorState title="The interview cannot be opened" action={<a href="#/interviews">Interviews</a>}>
          {opened.failed} Nothing of it is lost; reload the page to try again.
        </ErrorState>
      )}
    </Walls>
  );
}

function Walls({ children }: { children: ReactNode }) {
  return (
    <Frame
      bare
      title={<span className={css.place}>Interview</span>}
      actions={<a href="#/interviews">Leave the room</a>}
    >
      <div className={css.room}>{children}</div>
    </Frame>
  );
}

function Room({ live, matchers }: Opened) {
  const services = useServices();
  const { clock } = services;
  const { header, state, keeping } = useLive(live);
  const isOver = state.phase === "result" || header.copyOf !== undefined;
  useEffect(() => {
    live.enter();
    const stop = clock.every(1000, live.tick);
    addEventListener("pagehide", live.leave);
    addEventListener("pageshow", live.enter);
    return () => {
      stop();
      removeEventListener("pagehide", live.leave);
      removeEventListener("pageshow", live.enter);
      live.leave();
    };
  }, [live, clock]);
  useEffect(() => {
    if (!isOver) return;
    // Where it could not be written down that it is over, the next visit does it.
    const show = () => location.replace(`#/interview/${header.id}/result`);
    closeInterview({ live, matchers }, services).then(show, show);
  }, [isOver, live, matchers, header.id, services]);
  if (state.phase === "playing" && state.at !== null) return <Playing key={state.at} live={live} at={state.at} />;
  return (
    <Walls>
      <Kept keeping={keeping} live={live} />
      <NotKept />
      {isOver ? (
        <Loading label="Opening the result" lines={8} />
      ) : state.phase === "briefing" ? (
        <Briefing live={live} />
      ) : state.phase === "judging" ? (
        <Judging live={live} matchers={matchers} />
      ) : (
        <Conversation live={live} matchers={matchers} />
      )}
    </Walls>
  );
}

/** The incident round has the whole window: its console and its conversation. */
function Playing({ live, at }: { live: LiveInterview; at: number }) {
  const { header, events, keeping } = useLive(live);
  const interview = useMemo(() => ({ header, events }), [header, events]);
  const log = useCallback(
    async (deed: InterviewDeed): Promise<void> => {
      live.do(deed);
      await live.settled();
      // What could only not be stored yet is in the log, and is tried again; this is lost.
      if (live.getState().keeping.state === "elsewhere") throw new Error("The interview goes on in another tab.");
    },
    [live],
  );
  const done = useCallback(() => live.do({ type: "answer", round: at, turn: 0, text: "", take: null }), [live, at]);
  return (
    <IncidentRound
      interview={interview}
      round={at}
      onDeed={log}
      onDone={done}
      notice={<Kept keeping={keeping} live={live} />}
    />
  );
}

/** That it is not stored, and what to do. Silent while all is well. */
function Kept({ keeping, live }: { keeping: Keeping; live: LiveInterview }) {
  if (keeping.state === "failed") {
    return (
      <Callout tone="bad" title="Not saved" action={<Button onClick={() => void live.write()}>Try again</Button>}>
        {keeping.why} Go on; it is tried again by itself. Do not close this tab before it is saved.
      </Callout>
    );
  }
  if (keeping.state === "elsewhere") {
    return (
      <Callout
        tone="warn"
        title="It goes on in another tab"
        action={<Button onClick={() => location.reload()}>Take over here</Button>}
      >
        What you do here is not kept any more.
      </Callout>
    );
  }
  return null;
}
