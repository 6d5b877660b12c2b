import { useRef, useState } from "react";
import { Section } from "../../../kit/Page";
import { ErrorState, Loading } from "../../../kit/State";
import { useOpenRoom, useTeamView } from "../../../team/context";
import css from "./after.module.css";
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
  const { setup, session } = useOpenRoom();
  const isStopped = useTeamView((team) => team.clock.state === "stopped");
  const telling = useTold();
  const line = useRef<RunLineHandle>(null);
  const [run] = useState(() => session.log().run.header.id);
  const jump = (second: number) => line.current?.show(second);
  const told = telling.state === "told" ? telling.told : null;
  return (
    <JumpContext value={told === null ? null : jump}>
      <div className={css.after}>
        <header className={css.head}>
          <p className={css.quiet}>
            {setup.header.code} · afterwards{isStopped && " · stopped for a real incident"}
          </p>
          <h1>{setup.title}</h1>
          {told !== null && (
            <p className={css.ways} data-print="hide">
              <a href={`#/run/${run}/debrief`}>The debrief of the incident</a>
              <a href={`#/run/${run}/postmortem`}>Write the postmortem</a>
              <a href="#/gameday">Game days</a>
            </p>
          )}
          <Seat />
        </header>
        {telling.state === "waiting" && <Loading label="Retelling the run" lines={6} />}
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
        {told !== null && <Retold told={told} />}
      </div>
    </JumpContext>
  );
}
