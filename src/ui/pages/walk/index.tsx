import { useEffect, useMemo, useState } from "react";
import type { Stand } from "#debrief/index";
import { messageOf } from "#lib/message";
import { Playback } from "#session/index";
import { Frame } from "../../Frame";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { LiveProvider } from "../../live";
import { type Services, useServices } from "../../services";
import ConsolePage from "../console/index";
import type { Debrief, Loaded } from "../debrief/load";
import type { Place } from "./places";
import { Strip } from "./Strip";
import { loadShown } from "./shown";
import { inSlices } from "./slices";

interface Walk {
  readonly debrief: Debrief;
  readonly playback: Playback;
}

type Opened =
  | Walk
  | Exclude<Loaded, { readonly state: "ready" }>
  | { readonly state: "read-only"; readonly why: string };

async function open(place: Place, second: number, services: Services): Promise<Opened> {
  const loaded = await loadShown(place, services);
  if (loaded.state !== "ready") return loaded;
  const { debrief } = loaded;
  if (debrief.readOnly !== null) return { state: "read-only", why: debrief.readOnly };
  return { debrief, playback: new Playback(debrief.program, debrief.run, services.clock, second, inSlices()) };
}

/**
 * A finished run, walked through second by second: the console as it was, with a line to move along. With `stand`, not the
 * run itself but what the expert or nobody makes of its incident.
 */
export default function WalkPage({ id, second, stand = null }: { id: string; second: number; stand?: Stand | null }) {
  const services = useServices();
  const place = useMemo(() => ({ run: id, stand }), [id, stand]);
  const [opened, setOpened] = useState<Opened | null>(null);
  const walk = opened !== null && "playback" in opened ? opened : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another second of the same run is gone to, not opened again
  useEffect(() => {
    let gone = false;
    let playback: Playback | null = null;
    open(place, second, services).then(
      (result) => {
        if ("playback" in result) playback = result.playback;
        if (gone) playback?.dispose();
        else setOpened(result);
      },
      (error: unknown) => {
        if (!gone) setOpened({ state: "failed", why: messageOf(error) });
      },
    );
    return () => {
      gone = true;
      playback?.dispose();
      setOpened(null);
    };
  }, [place, services]);
  useEffect(() => walk?.playback.seek(second), [walk, second]);
  if (opened === null) return <Loading label="Walking back into the run" height="100dvh" />;
  if ("playback" in opened) {
    return (
      <LiveProvider value={opened.playback}>
        <ConsolePage strip={<Strip debrief={opened.debrief} playback={opened.playback} place={place} />} />
      </LiveProvider>
    );
  }
  return (
    <Frame title="Walk">
      {opened.state === "missing" ? (
        <EmptyState title="This run is not in this browser" action={<a href="#/data">All runs</a>}>
          <p>Runs are kept where they were played. A run saved as a file is not lost.</p>
        </EmptyState>
      ) : opened.state === "open" ? (
        <EmptyState title={`${opened.code} is not over yet`} action={<a href={`#/run/${id}`}>Go on with it</a>}>
          <p>One walks back into a run when it is over.</p>
        </EmptyState>
      ) : opened.state === "read-only" ? (
        <EmptyState title="This run cannot be walked through" action={<a href={`#/run/${id}/debrief`}>Its debrief</a>}>
          <p>{opened.why}</p>
        </EmptyState>
      ) : (
        <ErrorState title="The run cannot be shown" action={<a href={`#/run/${id}/debrief`}>Its debrief</a>}>
          {opened.why}
        </ErrorState>
      )}
    </Frame>
  );
}
