import { useRef, useState } from "react";
import { Section } from "../../../kit/Page";
import { Callout, ErrorState } from "../../../kit/State";
import { useOpenRoom, useTeam, useTeamView } from "../../../team/context";
import css from "./after.module.css";
import { Coming } from "./Coming";
import { Feedback } from "./Feedback";
import { Gaps } from "./Gaps";
import { HotWash } from "./HotWash";
import { JumpContext } from "./jump";
import { Retold } from "./Retold";
import { RunLine, type RunLineHandle } from "./RunLine";
import { Seat } from "./Seat";
import { useTold } from "./told";

/** The page afterwards: the run to look back into, what is written together, and what came of it. */
export function After() {
  const { setup } = useOpenRoom();
  const isStopped = useTeamView((team) => team.clock.state === "stopped");
  const telling = useTold();
  const line = useRef<RunLineHandle>(null);
  const jump = (second: number) => line.current?.show(second);
  const told = telling.state === "told" ? telling.told : null;
  return (
    <JumpContext value={told === null ? null : jump}>
      <div className={css.after}>
        {/* On paper there is the report, as soon as there is one. */}
        <div className={css.parts} data-print={told === null ? undefined : "hide"}>
          <header className={css.head}>
            <p className={css.quiet}>
              {setup.header.code} · afterwards{isStopped && " · stopped for a real incident"}
            </p>
            <h1>{setup.title}</h1>
            <Ways />
            <Seat />
            <Reach />
          </header>
          {telling.state === "waiting" && <Coming />}
          {telling.state === "failed" && (
            <ErrorState title="The run could not be retold">
              {telling.why} What is written together below is not lost.
            </ErrorState>
          )}
          {told !== null && <RunLine ref={line} told={told} />}
          <Section title="Hot wash">
            <HotWash />
          </Section>
          <Section title="The gaps to close">
            <Gaps />
          </Section>
          <Section title="Feedback on the exercise">
            <Feedback />
          </Section>
        </div>
        {told !== null && <Retold told={told} />}
      </div>
    </JumpContext>
  );
}

/** Where the others cannot be reached: what becomes of what is written here. */
function Reach() {
  const { state, why } = useTeam(({ reach }) => reach);
  return (
    <div role="status" data-print="hide">
      {state === "apart" && (
        <Callout tone="warn" title="Apart from the others">
          {why} What is written here is kept, and merged as soon as they can be reached.
        </Callout>
      )}
      {state === "refused" && (
        <Callout tone="warn" title="The room does not let this device in">
          {why} What is written here is kept on this device only.
        </Callout>
      )}
    </div>
  );
}

/** To the pages of the run itself, as soon as it is stored: they read it from there. */
function Ways() {
  const { session } = useOpenRoom();
  const [run] = useState(() => session.log().run.header.id);
  const isKept = useTeam(({ end }) => end === "kept");
  return (
    <p className={css.ways} data-print="hide">
      {isKept ? (
        <>
          <a href={`#/run/${run}/debrief`}>The debrief of the incident</a>
          <a href={`#/run/${run}/postmortem`}>Write the postmortem</a>
        </>
      ) : (
        <span className={css.quiet}>Debrief and postmortem can be opened once the run is stored here.</span>
      )}
      <a href="#/gameday">Game days</a>
    </p>
  );
}
