import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { RunSummary } from "#session/contract";
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

/** So many finished runs are shown; the data page has them all. */
const LAST = 6;

interface Stored {
  readonly list: readonly RunSummary[];
  /** Why the runs could not be listed. */
  readonly failure: string | null;
  readonly now: number;
}

const ownClock = (run: RunSummary | undefined): OwnClock =>
  OWN_CLOCKS.find((mode) => mode === run?.clock) ?? "live-pause";

/** First visit: a page to acknowledge. Afterwards: runs to go on with, all incidents, and what was finished last. */
export default function HomePage() {
  const { runs, clock } = useServices();
  const cards = useDrills();
  const [stored, setStored] = useState<Stored | null>(null);
  const [all, setAll] = useState(false);
  useTitle("");
  useEffect(() => {
    let gone = false;
    const show = (list: readonly RunSummary[], failure: string | null) => {
      if (!gone) setStored({ list, failure, now: clock.now() });
    };
    runs.list().then(
      (list) => show(list, null),
      (error: unknown) => show([], messageOf(error)),
    );
    return () => {
      gone = true;
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
  const { list, failure, now } = stored;
  if (list.length === 0 && failure === null && first !== undefined && !all) {
    return (
      <Frame bare>
        <FirstPage card={first} onAll={() => setAll(true)} />
      </Frame>
    );
  }
  const open = list.filter((run) => run.status === "open");
  const finished = list.filter((run) => run.status === "finished").slice(0, LAST);
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
        {open.length + finished.length > 0 && (
          <div className={css.runs}>
            {open.length > 0 && <OpenRuns runs={open} now={now} />}
            {finished.length > 0 && <FinishedRuns runs={finished} now={now} />}
          </div>
        )}
        <div className={css.drills}>
          <Drills cards={cards} clock={ownClock(list[0])} />
        </div>
      </div>
    </Frame>
  );
}
