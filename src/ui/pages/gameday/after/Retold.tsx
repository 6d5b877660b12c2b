import { useCommand } from "../../../command";
import { Section } from "../../../kit/Page";
import { Toggle } from "../../../kit/Toggle";
import { useFolded } from "../../../team/folded";
import { useMayStill } from "../../../team/may";
import css from "./after.module.css";
import { Dimensions } from "./Dimensions";
import { Injects } from "./Injects";
import { Decisions, Messages, Tasks, Timeline } from "./Lists";
import { Paper, ReportPart } from "./ReportPart";
import { Scores } from "./Scores";
import { Stages } from "./Stages";
import { Teams } from "./Teams";
import { type Told, useReport } from "./told";

/** What the log tells by itself: how long it took, how the team worked, what happened, and the report of it all. */
export function Retold({ told }: { told: Told }) {
  const report = useReport(told);
  return (
    <>
      <Paper report={report} />
      <div className={css.parts} data-print="hide">
        <Section title="How the team worked" actions={<ScoresToggle />}>
          <Dimensions dimensions={report.dimensions} />
          {report.score !== null && <Scores score={report.score} />}
        </Section>
        <Section title="How long it took">
          {report.stages === null ? <p className={css.quiet}>It cannot be told.</p> : <Stages stages={report.stages} />}
        </Section>
        <Section title="What happened">
          <Timeline lines={report.chronicle} />
        </Section>
        <Section title="What was decided">
          <Decisions decisions={report.decisions} />
        </Section>
        <Section title="Who did what">
          <Tasks tasks={report.tasks} />
        </Section>
        <Section title="What was said">
          <Messages messages={report.communication} />
        </Section>
        <Section title="What was injected, and what was expected">
          <Injects report={report} />
        </Section>
        <Section title="The report">
          <ReportPart report={report} />
        </Section>
        <Section title="Other teams on the same incident">
          <Teams told={told} report={report} />
        </Section>
      </div>
    </>
  );
}

/** Whether scores are shown is the facilitator's choice, for everybody at once; they are the team's, never a person's. */
function ScoresToggle() {
  const shown = useFolded((room) => room.scoresShown);
  const may = useMayStill("team.scores");
  const { give } = useCommand();
  if (!may) return shown ? null : <span className={css.quiet}>Scores are off.</span>;
  return (
    <Toggle
      label="Show the team its scores"
      checked={shown}
      onChange={(on) => void give({ kind: "team", args: { do: "scores", shown: on } })}
    />
  );
}
