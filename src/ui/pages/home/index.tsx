import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { NewestRuns, RunSummary } from "#session/contract";
import { OWN_CLOCKS, type OwnClock } from "../../clocks";
import { Frame } from "../../Frame";
import { Callout, Loading } from "../../kit/State";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { useDrills } from "../../useDrills";
import { Drills } from "./Drills";
import { FirstPage } from "./FirstPage";
import { firstOffer } from "./filters";
import css from "./home.module.css";
import { FinishedRuns, OpenRuns } from "./Runs";

/** So many open and finished runs are shown; the data page has them all. */
const OPEN = 12;
const FINISHED = 6;

/** Milliseconds until all runs are read, to find out whether some cannot be: after everything that is seen first. */
const ALL_AFTER = 1500;

interface Stored extends NewestRuns {
  /** Why the runs could not be listed. */
  readonly failure: string | null;
  readonly now: number;
}

const NONE: NewestRuns = { open: [], finished: [] };

/** The clock that was chosen last. */
function ownClock({ open: [open], finished: [finished] }: NewestRuns): OwnClock {
  const last: RunSummary | undefined = (open?.updatedAt ?? 0) > (finished?.updatedAt ?? 0) ? open : finished;
  return OWN_CLOCKS.find((mode) => mode === last?.clock) ?? "live-pause";
}

/** First visit: a page to acknowledge. Afterwards: runs to go on with, all incidents, and what was finished last. */
export default function HomePage() {
  const { runs, clock } = useServices();
  const cards = useDrills();
  const [stored, setStored] = useState<Stored | null>(null);
  const [all, setAll] = useState(false);
  useTitle("");
  useEffect(() => {
    let gone = false;
    const show = (newest: NewestRuns, failure: string | null) => {
      if (!gone) setStored({ ...newest, failure, now: clock.now() });
    };
    runs.newest(OPEN + 1).then(
      (newest) => show(newest, null),
      (error: unknown) => show(NONE, messageOf(error)),
    );
    const timer = setTimeout(() => runs.list().catch(() => undefined), ALL_AFTER);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [runs, clock]);

  const first = firstOffer(cards);
  if (stored === null) {
    return (
      <Frame>
        <div className={css.waiting}>
          <h1 className="visually-hidden">Meantime</h1>
          <Loading label="Looking for your runs" />
        </div>
      </Frame>
    );
  }
  const { open, finished, failure, now } = stored;
  const hasRuns = open.length + finished.length > 0;
  if (!hasRuns && failure === null && first !== undefined && !all) {
    return (
      <Frame bare>
        <FirstPage card={first} onAll={() => setAll(true)} />
      </Frame>
    );
  }
  return (
    <Frame>
      <div className={css.home}>
        <div className={css.intro}>
          <h1 className={css.title}>Rehearse incidents</h1>
          <p className={css.about}>
            Self-study drills: a simulated production system breaks, you lead the response, and afterwards you see what
            every decision was worth.
          </p>
          {failure !== null && (
            <Callout tone="bad" title="Your runs cannot be listed" action={<a href="#/data">What to do</a>}>
              {failure}
            </Callout>
          )}
        </div>
        {hasRuns && (
          <div className={css.runs}>
            {open.length > 0 && <OpenRuns runs={open.slice(0, OPEN)} hasMore={open.length > OPEN} now={now} />}
            {finished.length > 0 && <FinishedRuns runs={finished.slice(0, FINISHED)} now={now} />}
          </div>
        )}
        <div className={css.drills}>
          <Drills cards={cards} clock={ownClock(stored)} />
        </div>
      </div>
    </Frame>
  );
}
