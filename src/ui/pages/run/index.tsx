import { lazy, useEffect, useState } from "react";
import type { LiveSession } from "#session/contract";
import { openLive, programKey } from "#session/index";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { LiveProvider } from "../../live";
import { type Services, useServices } from "../../services";

const ConsolePage = lazy(() => import("../console/index"));

type Opened = { readonly session: LiveSession } | { readonly missing: true } | { readonly failed: string };

async function open(id: string, { runs, lock, clock, library, freeze }: Services): Promise<Opened> {
  const run = await runs.load(id);
  if (run === null) return { missing: true };
  const program = (await runs.program(programKey(run.header))) ?? (await library.program(run.header.drill));
  const { author, role } = run.header.roles[0] ?? { author: "player", role: "lead" };
  return { session: await openLive({ program, run, store: runs, lock, clock, author, role, freeze }) };
}

/** Opens a stored run and keeps its session for as long as the page is there. */
export default function RunPage({ id }: { id: string }) {
  const services = useServices();
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    let session: LiveSession | null = null;
    let gone = false;
    open(id, services).then(
      (result) => {
        if ("session" in result) {
          session = result.session;
          if (gone) session.dispose();
        }
        if (!gone) setOpened(result);
      },
      (error: unknown) => {
        if (!gone) setOpened({ failed: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      gone = true;
      session?.dispose();
    };
  }, [id, services]);
  if (opened === null) return <Loading label="Opening the run" />;
  if ("missing" in opened) {
    return (
      <main>
        <EmptyState title="This run is not in this browser">
          <a href="#/">All incidents</a>
        </EmptyState>
      </main>
    );
  }
  if ("failed" in opened) {
    return (
      <main>
        <ErrorState title="The run cannot be opened">{opened.failed}</ErrorState>
      </main>
    );
  }
  return (
    <LiveProvider value={opened.session}>
      <ConsolePage />
    </LiveProvider>
  );
}
