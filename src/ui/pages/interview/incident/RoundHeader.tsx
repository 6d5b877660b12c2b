import { useState } from "react";
import { clock as timeOf } from "#lib/format";
import { CLOSING, leftOf } from "#modes/interview/incident/pace";
import { Button } from "../../../kit/Button";
import { durationInWords, formatDuration } from "../../../kit/format";
import { Status } from "../../../kit/Sign";
import { useLive, useSession, useView } from "../../../live";
import { EndDialog } from "../../../panels/notebook/Closing";
import { useTitle } from "../../../title";
import desk from "../../console/console.module.css";
import { Impact, Severity, UpdateDue } from "../../console/Header";
import { useRound } from "./round";

/** What both see at any moment: which incident, how bad, the time there, and how much of the round is left. */
export function RoundHeader() {
  const session = useSession();
  const run = useLive((state) => state.run);
  const time = useView((view) => view.clock);
  const [title] = useState(() => session.log().program.card.title);
  useTitle(run === null ? "Incident round" : `Incident round ${run.code}`);
  return (
    <div className={desk.head}>
      <h1 className={desk.title}>
        <span className={desk.code}>
          <span aria-hidden="true">◆ </span>
          {run?.code}
        </span>
        <span className={desk.incident}>{title}</span>
      </h1>
      <Severity />
      <time title="Simulated time" className={desk.time}>
        {timeOf(time)}
      </time>
      <span className={desk.grow} />
      <Impact />
      <UpdateDue />
      <Left />
      <Finish />
    </div>
  );
}

function Left() {
  const { spec } = useRound();
  const left = useView((view) => Math.max(0, leftOf(view, spec.seconds)));
  const isOver = useLive((state) => state.status === "finished");
  if (isOver) return null;
  return (
    <span title="What is left of this round">
      <Status tone={left <= 60 ? "bad" : left <= CLOSING ? "warn" : "neutral"}>
        <span aria-hidden="true">left {formatDuration(left)}</span>
        <span className="visually-hidden">{durationInWords(left)} left of this round</span>
      </Status>
    </span>
  );
}

function Finish() {
  const status = useLive((state) => state.status);
  const [isAsked, setAsked] = useState(false);
  if (status === "finished" || status === "read-only") return null;
  return (
    <>
      <Button onClick={() => setAsked(true)}>Finish</Button>
      <EndDialog open={isAsked} onClose={() => setAsked(false)} />
    </>
  );
}
