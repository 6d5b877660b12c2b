import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { InterviewDeed } from "#domain/interview";
import { messageOf } from "#lib/message";
import type { LiveSession } from "#session/contract";
import { Frame } from "../../../Frame";
import { Button } from "../../../kit/Button";
import { EmptyState, ErrorState, Loading } from "../../../kit/State";
import { LiveProvider } from "../../../live";
import { useServices } from "../../../services";
import { type OpenedRound, openRound } from "./opening";
import { Room } from "./Room";
import { type RoundInterview, RoundProvider, sayingsOf, specOf } from "./round";

type Opened = OpenedRound | { readonly kind: "failed"; readonly why: string };

/**
 * The incident round of a mock interview, over the whole window: a real drill, driven by conversation and console. `onDeed` writes
 * into the interview's log, which comes back in `interview`; `onDone` is called once the round's run is over and the candidate goes on.
 * `notice`: what there is to say about keeping the interview.
 */
export function IncidentRound({
  interview,
  round: index,
  onDeed,
  onDone,
  notice = null,
}: {
  interview: RoundInterview;
  round: number;
  onDeed: (deed: InterviewDeed) => Promise<void>;
  onDone: () => void;
  notice?: ReactNode;
}) {
  const services = useServices();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [attempt, setAttempt] = useState(0);
  const given = useRef({ interview, onDeed });
  useEffect(() => {
    given.current = { interview, onDeed };
  });
  const { id } = interview.header;
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once per interview, round and attempt, whatever is said meanwhile
  useEffect(() => {
    let session: LiveSession | null = null;
    let gone = false;
    openRound(given.current.interview, index, services, (deed) => given.current.onDeed(deed)).then(
      (result) => {
        if (result.kind === "open") session = result.session;
        if (gone) session?.dispose();
        else setOpened(result);
      },
      (error: unknown) => {
        if (!gone) setOpened({ kind: "failed", why: messageOf(error) });
      },
    );
    return () => {
      gone = true;
      session?.dispose();
      setOpened(null);
    };
  }, [id, index, services, attempt]);
  const round = useMemo(
    () => ({
      interview,
      index,
      spec: specOf(interview, index),
      said: sayingsOf(interview, index),
      say: (said: Extract<InterviewDeed, { type: "incident" }>["said"]) =>
        onDeed({ type: "incident", round: index, said }),
      onDone,
      notice,
    }),
    [interview, index, onDeed, onDone, notice],
  );
  switch (opened?.kind) {
    case undefined:
      return <Loading label="Opening the incident round" height="100dvh" />;
    case "open":
      return (
        <RoundProvider value={round}>
          <LiveProvider value={opened.session}>
            <Room />
          </LiveProvider>
        </RoundProvider>
      );
    case "lost":
      return (
        <Frame bare>
          <h1 className="visually-hidden">Incident round</h1>
          <EmptyState
            title="The incident round cannot be gone on with"
            action={
              <Button kind="primary" onClick={onDone}>
                Go on with the interview
              </Button>
            }
          >
            {opened.why} What was said in it is kept.
          </EmptyState>
        </Frame>
      );
    case "failed":
      return (
        <Frame bare>
          <h1 className="visually-hidden">Incident round</h1>
          <ErrorState
            title="The incident round cannot be opened"
            action={
              <Button kind="primary" onClick={() => setAttempt(attempt + 1)}>
                Try again
              </Button>
            }
          >
            {opened.why}
          </ErrorState>
        </Frame>
      );
  }
}
