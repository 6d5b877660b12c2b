import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { messageOf } from "#lib/message";
import { isMastered } from "#modes/drill/choice";
import { nextDrills } from "#modes/drill/next";
import { isOwn } from "#modes/drill/own";
import { skillMap } from "#score/skills";
import type { RunSummary } from "#session/contract";
import { OWN_CLOCKS, type OwnClock } from "../../clocks";
import { Frame } from "../../Frame";
import { Section } from "../../kit/Page";
import { Callout, EmptyState, ErrorState, Loading } from "../../kit/State";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { Bests } from "./Bests";
import { Calendar } from "./Calendar";
import { playedRuns, useCards } from "./cards";
import { dayOf } from "./days";
import { decodeFilters, encodeFilters, type Filters, matching } from "./filters";
import { FilterBar, History } from "./History";
import { Next } from "./Next";
import css from "./progress.module.css";
import { Skills } from "./Skills";
import { Totals } from "./Totals";

/** Finished runs, the newest first; null while they are being listed, a sentence when they cannot be. */
function useFinished(): readonly RunSummary[] | string | null {
  const { runs } = useServices();
  const [state, setState] = useState<readonly RunSummary[] | string | null>(null);
  useEffect(() => {
    let gone = false;
    runs.list().then(
      (list) => {
        if (!gone) setState(list.filter(({ status, tried }) => status === "finished" && !tried));
      },
      (error: unknown) => {
        if (!gone) setState(messageOf(error));
      },
    );
    return () => {
      gone = true;
    };
  }, [runs]);
  return state;
}

/** The filters, kept in the address: a reload, a bookmark and the way back from a debrief find them again. */
function useFilters(text: string): readonly [Filters, (filters: Filters) => void] {
  const [filters, setFilters] = useState(() => decodeFilters(text));
  useEffect(() => {
    // Another address was gone to; the page's own changes are there already.
    setFilters((now) => (encodeFilters(now) === encodeFilters(decodeFilters(text)) ? now : decodeFilters(text)));
  }, [text]);
  const change = (next: Filters) => {
    setFilters(next);
    const encoded = encodeFilters(next);
    history.replaceState(history.state, "", `#/progress${encoded === "" ? "" : `/${encoded}`}`);
  };
  return [filters, change];
}

/** What was played, what it shows, and what comes next. `filters`: those of the history, as the address has them. */
export default function ProgressPage({ filters = "" }: { filters?: string }) {
  useTitle("Progress");
  const finished = useFinished();
  return (
    <Frame simulated>
      <div className={css.progress}>
        <h1 className={css.title}>Progress</h1>
        {finished === null ? (
          <Loading label="Listing your runs" lines={8} />
        ) : typeof finished === "string" ? (
          <ErrorState title="Your runs cannot be listed" action={<a href="#/data">What to do</a>}>
            {finished}
          </ErrorState>
        ) : (
          <Body finished={finished} address={filters} />
        )}
      </div>
    </Frame>
  );
}

function Body({ finished, address }: { finished: readonly RunSummary[]; address: string }) {
  const { library, clock } = useServices();
  const [now] = useState(() => clock.now());
  const [filters, setFilters] = useFilters(address);
  // What is seen first is there first; the long lists come in the background, and only then what takes much reading.
  const hasLists = useDeferredValue(true, false);
  const { cards, left, failed } = useCards(hasLists ? finished : null);
  const drills = library.cards();
  const own = useMemo(() => finished.filter(isOwn), [finished]);
  const standings = useMemo(() => {
    const words = new Map(drills.map(({ slug, skills }) => [slug, skills]));
    return skillMap(
      playedRuns(finished, cards, (drill) => words.get(drill) ?? []),
      now,
    );
  }, [finished, cards, drills, now]);
  const suggestions = useMemo(() => nextDrills(drills, finished, standings, now), [drills, finished, standings, now]);
  const days = useMemo(() => own.map(({ updatedAt }) => dayOf(updatedAt)), [own]);
  // Typing in a filter goes first, too.
  const wanted = useDeferredValue(filters);
  const shown = useMemo(() => matching(finished, wanted), [finished, wanted]);
  const preferred: OwnClock = OWN_CLOCKS.find((mode) => mode === own[0]?.clock) ?? "live-pause";
  const mastered = drills.filter(({ slug }) => isMastered(slug, finished)).length;
  const titleOf = (drill: string) => drills.find(({ slug }) => slug === drill)?.title ?? drill;
  if (finished.length === 0) {
    return (
      <>
        <EmptyState title="Nothing has been finished yet" action={<a href="#/">All incidents</a>}>
          <p>
            After the first run this page shows what it was worth, what it says about your skills, and what comes next.
          </p>
        </EmptyState>
        <Next suggestions={suggestions} clock={preferred} />
      </>
    );
  }
  return (
    <>
      <p className={css.summary}>
        <strong>{own.length}</strong> finished {own.length === 1 ? "run" : "runs"} of your own ·{" "}
        <strong>
          {mastered} of {drills.length}
        </strong>{" "}
        drills mastered
        {finished.length > own.length && ` · ${finished.length - own.length} shown or from files`}
      </p>
      {failed > 0 && (
        <Callout tone="warn" title={`The end of ${failed} ${failed === 1 ? "run" : "runs"} could not be read`}>
          They are in the history, but skills and dimensions leave them out. <a href="#/data">What to do</a>
        </Callout>
      )}
      <div className={css.top}>
        <Next suggestions={suggestions} clock={preferred} />
        <Calendar days={days} today={dayOf(now)} />
      </div>
      <Skills standings={standings} titleOf={titleOf} />
      <p role="status" className={css.meta}>
        {left > 0 && `Reading ${left} more runs for skills and dimensions.`}
      </p>
      {hasLists ? (
        <>
          <Bests runs={finished} />
          <Section title="Runs">
            <FilterBar runs={finished} found={shown.length} filters={filters} onChange={setFilters} />
            <Totals runs={shown} cards={cards} />
            <History runs={shown} />
          </Section>
        </>
      ) : (
        <Loading label="Listing your runs" lines={8} />
      )}
    </>
  );
}
