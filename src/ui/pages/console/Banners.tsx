import type { StorageProblem } from "#session/contract";
import { download } from "../../download";
import { Button } from "../../kit/Button";
import { Callout } from "../../kit/State";
import { useLive, useSession, useView } from "../../live";
import css from "./console.module.css";
import { acknowledge, waitingPage } from "./controls";

/** What cannot wait, above the panels: a page nobody has acknowledged, a run that cannot be written, one read only. */
export function Banners() {
  return (
    <>
      <PageBanner />
      <TroubleBanner />
    </>
  );
}

function PageBanner() {
  const session = useSession();
  const page = useView(waitingPage);
  const isPlaying = useLive(({ status }) => status === "playing" || status === "paused" || status === "skipping");
  if (page === null || !isPlaying) return null;
  return (
    <div className={css.banner}>
      <Callout
        tone="bad"
        title={`Page: ${page.title}`}
        action={
          <Button kind="primary" keys="a" onClick={() => acknowledge(session)}>
            Acknowledge
          </Button>
        }
      >
        {page.body}
      </Callout>
    </div>
  );
}

const TITLES: Readonly<Record<StorageProblem["kind"], string>> = {
  quota: "The browser's storage is full; the clock stands still",
  blocked: "The browser stores nothing; the clock stands still",
  "newer-version": "A newer version of the app has the storage; the clock stands still",
  "upgrade-blocked": "Another tab holds the storage; the clock stands still",
  corrupt: "Something stored cannot be read",
  conflict: "Another tab plays this run",
  missing: "This run is not stored any more",
  unknown: "Storing failed; the clock stands still",
};

function TroubleBanner() {
  const session = useSession();
  const status = useLive((state) => state.status);
  const problem = useLive((state) => state.problem);
  const code = useLive((state) => state.run?.code ?? "run");
  const keep = <Button onClick={() => download(`${code}.json`, session.exportRun())}>Save as a file</Button>;
  if (status === "read-only") {
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
        title={TITLES[problem.kind]}
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
