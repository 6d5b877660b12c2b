import { useEffect, useState } from "react";
import type { Timeline } from "#debrief/index";
import { messageOf } from "#lib/message";
import { Frame } from "../../Frame";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { type Services, useServices } from "../../services";
import { useTitle } from "../../title";
import { DebriefBody } from "./DebriefBody";
import css from "./debrief.module.css";
import { type Debrief, type Loaded, loadDebrief, loadTimeline } from "./load";

/** A run and, a little later, its timeline; undefined while they are on their way. */
function useDebrief(id: string, services: Services) {
  const [loaded, setLoaded] = useState<Loaded>();
  const [timeline, setTimeline] = useState<Timeline | null>();
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    const retell = async (debrief: Debrief) => {
      try {
        const told = await loadTimeline(debrief);
        if (!gone) setTimeline(told);
      } catch (error) {
        if (gone) return;
        setTimeline(null);
        setFailure(messageOf(error));
      }
    };
    loadDebrief(id, services).then(
      (result) => {
        if (gone) return;
        setLoaded(result);
        if (result.state === "ready") void retell(result.debrief);
      },
      (error: unknown) => {
        if (!gone) setLoaded({ state: "failed", why: messageOf(error) });
      },
    );
    return () => {
      gone = true;
    };
  }, [id, services]);
  return { loaded, timeline, failure };
}

/** What a finished run was worth and why, second by second. */
export default function DebriefPage({ id }: { id: string }) {
  const { loaded, timeline, failure } = useDebrief(id, useServices());
  useTitle(loaded?.state === "ready" ? `Debrief ${loaded.debrief.run.header.code}` : "Debrief");
  return (
    <Frame title="Debrief" simulated>
      {loaded === undefined ? (
        <div className={css.debrief}>
          <Loading label="Loading the debrief" lines={8} />
        </div>
      ) : loaded.state === "missing" ? (
        <EmptyState title="This run is not in this browser" action={<a href="#/data">All runs</a>}>
          <p>Runs are kept where they were played. A run saved as a file is not lost.</p>
        </EmptyState>
      ) : loaded.state === "open" ? (
        <EmptyState title={`${loaded.code} is not over yet`} action={<a href={`#/run/${id}`}>Go on with it</a>}>
          <p>The debrief tells what it was, so it comes afterwards.</p>
        </EmptyState>
      ) : loaded.state === "failed" ? (
        <ErrorState title="The debrief cannot be shown" action={<a href="#/data">All runs</a>}>
          {loaded.why}
        </ErrorState>
      ) : (
        <DebriefBody debrief={loaded.debrief} timeline={timeline} failure={failure} />
      )}
    </Frame>
  );
}
