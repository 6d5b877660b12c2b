import { type ReactNode, useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { LiveSession } from "#session/contract";
import { openLive, programOf, whyNotPlayable } from "#session/index";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { LiveProvider } from "../../live";
import { type Services, useServices } from "../../services";
import { Stage } from "./Stage";

type Opened =
  | { readonly kind: "open"; readonly session: LiveSession }
  | { readonly kind: "missing" }
  /** Played with another version: only what was frozen can be shown. */
  | { readonly kind: "unplayable"; readonly why: string; readonly hasDebrief: boolean }
  | { readonly kind: "failed"; readonly why: string };

async function open(id: string, services: Services): Promise<Opened> {
  const { runs, lock, clock, freeze } = services;
  const run = await runs.load(id);
  if (run === null) return { kind: "missing" };
  const program = await programOf(run.header, services);
  const refusal = whyNotPlayable(program, run.header);
  if (refusal !== null) {
    return { kind: "unplayable", why: refusal.text, hasDebrief: (await runs.frozen(id)) !== null };
  }
  const { author, role } = run.header.roles[0] ?? { author: "player", role: "lead" };
  return {
    kind: "open",
    session: await openLive({ program, run, store: runs, lock, clock, author, role, freeze }),
  };
}

/** Opens a stored run and keeps its session for as long as the page is there. */
export default function RunPage({ id }: { id: string }) {
  const services = useServices();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens it again
  useEffect(() => {
    let session: LiveSession | null = null;
    let gone = false;
    open(id, services).then(
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
  }, [id, services, attempt]);
  switch (opened?.kind) {
    case undefined:
      return <Loading label="Opening the run" height="100dvh" />;
    case "open":
      return (
        <LiveProvider value={opened.session}>
          <Stage />
        </LiveProvider>
      );
    case "missing":
      return (
        <Aside title="Unknown run">
          <EmptyState title="This run is not in this browser" action={<a href="#/">All incidents</a>}>
            It was played in another browser, or it was removed. A run that was saved as a file can be replayed from it.
          </EmptyState>
        </Aside>
      );
    case "unplayable":
      return (
        <Aside title="Run of another version">
          <EmptyState
            title="This run can be read, not continued"
            action={
              opened.hasDebrief ? <a href={`#/run/${id}/debrief`}>Open its debrief</a> : <a href="#/data">Save it</a>
            }
          >
            {opened.why}
          </EmptyState>
        </Aside>
      );
    case "failed":
      return (
        <Aside title="The run cannot be opened">
          <ErrorState
            title="The run cannot be opened"
            action={
              <Button kind="primary" onClick={() => setAttempt(attempt + 1)}>
                Try again
              </Button>
            }
          >
            {opened.why} It is kept as it is; <a href="#/data">save it as a file</a> to be safe.
          </ErrorState>
        </Aside>
      );
  }
}

function Aside({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Frame>
      <h1 className="visually-hidden">{title}</h1>
      {children}
    </Frame>
  );
}
