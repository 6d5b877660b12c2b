import { lazy, Suspense } from "react";
import type { StorageProblem } from "#session/contract";
import { useCanDo } from "../../command";
import { acknowledge, waitingPage } from "../../controls";
import { download } from "../../download";
import { Button } from "../../kit/Button";
import { Callout } from "../../kit/State";
import { useLive, useSession, useView } from "../../live";
import { useIsTeam, useTeam } from "../../team/context";
import { UpTo } from "../../team/UpTo";
import css from "./console.module.css";

const TeamBanners = lazy(() => import("./TeamBanners"));

/** What cannot wait, above the panels: a page nobody has acknowledged, a run that cannot be written, one read only. */
export function Banners() {
  const isTeam = useIsTeam();
  return (
    <>
      <PageBanner />
      {isTeam && (
        <Suspense>
          <TeamBanners />
        </Suspense>
      )}
      {isTeam ? <TeamTrouble /> : <TroubleBanner so="the clock stands still" />}
    </>
  );
}

function PageBanner() {
  const session = useSession();
  const page = useView(waitingPage);
  const mayTake = useCanDo("ack");
  const isPlaying = useLive(({ status }) => status === "playing" || status === "paused" || status === "skipping");
  if (page === null || !isPlaying) return null;
  return (
    <div className={css.banner}>
      <Callout
        tone="bad"
        title={`Page: ${page.title}`}
        action={
          mayTake && (
            <Button kind="primary" keys="a" onClick={() => acknowledge(session)}>
              Acknowledge
            </Button>
          )
        }
      >
        {page.body}
        <UpTo right="ack">Taking it</UpTo>
      </Callout>
    </div>
  );
}

/** What happened, `so` with what comes of it. */
const titleOf = (kind: StorageProblem["kind"], so: string): string =>
  ({
    quota: `The browser's storage is full; ${so}`,
    blocked: `The browser stores nothing; ${so}`,
    "newer-version": `A newer version of the app has the storage; ${so}`,
    "upgrade-blocked": `Another tab holds the storage; ${so}`,
    corrupt: "Something stored cannot be read",
    conflict: "Another tab plays this run",
    missing: "This run is not stored any more",
    unknown: `Storing failed; ${so}`,
  })[kind];

/** Only whoever has a team's clock holds the others up. */
function TeamTrouble() {
  const isHolder = useTeam((team) => team.isHolder);
  return (
    <TroubleBanner
      so={isHolder ? "the clock stands still for everybody" : "the clock goes on, and what you do reaches nobody"}
    />
  );
}

function TroubleBanner({ so }: { so: string }) {
  const session = useSession();
  const status = useLive((state) => state.status);
  const problem = useLive((state) => state.problem);
  const code = useLive((state) => state.run?.code ?? "run");
  const isTeam = useIsTeam();
  const keep = <Button onClick={() => download(`${code}.json`, session.exportRun())}>Save as a file</Button>;
  // Who only watches a team, or has no seat in it, reads: nobody else plays it in their place.
  if (status === "read-only" && !isTeam) {
    return (
      <div className={css.banner}>
        <Callout
          tone="info"
          title="Another tab plays this run"
          action={
            <>
              {keep}
              <Button kind="primary" onClick={() => void session.takeOver()}>
                Play it here
              </Button>
            </>
          }
        >
          You can look at everything here; nothing you do here counts.
        </Callout>
      </div>
    );
  }
  if (problem === null) return null;
  return (
    <div className={css.banner}>
      <Callout
        tone="bad"
        title={titleOf(problem.kind, so)}
        action={
          <>
            {keep}
            <Button kind="primary" onClick={() => session.resume()}>
              Try again
            </Button>
          </>
        }
      >
        {problem.text} <a href="#/data">Where runs are kept</a>
      </Callout>
    </div>
  );
}
