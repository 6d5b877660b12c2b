import { useState } from "react";
import type { NewestRuns, RunSummary } from "#session/contract";
import { OWN_CLOCKS, type OwnClock } from "../../clocks";
import { Frame } from "../../Frame";
import { Callout, Loading } from "../../kit/State";
import { useTitle } from "../../title";
import { useDrills } from "../../useDrills";
import { Drills } from "./Drills";
import { FirstPage } from "./FirstPage";
import { firstOffer } from "./filters";
import css from "./home.module.css";
import { FinishedRuns, OpenRuns } from "./Runs";
import { FINISHED, OPEN, useStored } from "./stored";

/** The clock that was chosen last. */
function ownClock({ open: [open], finished: [finished] }: NewestRuns): OwnClock {
  const last: RunSummary | undefined = (open?.updatedAt ?? 0) > (finished?.updatedAt ?? 0) ? open : finished;
  return OWN_CLOCKS.find((mode) => mode === last?.clock) ?? "live-pause";
}

/** First visit: a page to acknowledge. Afterwards: runs to go on with, all incidents, and what was finished last. */
export default function HomePage() {
  const cards = useDrills();
  const stored = useStored();
  const [all, setAll] = useState(false);
  useTitle("");

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
