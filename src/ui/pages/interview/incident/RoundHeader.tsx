import { useState } from "react";
import { clock as timeOf } from "#lib/format";
import { CLOSING, leftOf } from "#modes/interview/incident/pace";
import { Button } from "../../../kit/Button";
import { Dialog } from "../../../kit/Dialog";
import { durationInWords, formatDuration } from "../../../kit/format";
import { Status } from "../../../kit/Sign";
import { useLive, useSession, useView } from "../../../live";
import { useServices } from "../../../services";
import { useTitle } from "../../../title";
import { Impact, Severity, UpdateDue } from "../../console/Header";
import css from "./incident.module.css";
import { useRound } from "./round";

/** What both see at any moment: which incident, how bad, the time there, and how much of the round is left. */
export function RoundHeader() {
  const { library } = useServices();
  const run = useLive((state) => state.run);
  const time = useView((view) => view.clock);
  const title = (run === null ? null : library.bySlugOrCode(run.drill))?.title ?? "";
  useTitle(run === null ? "Incident round" : `Incident round ${run.code}`);
  return (
    <div className={css.head}>
      <h1 className={css.title}>
        <span className={css.code}>
          <span aria-hidden="true">◆ </span>
          {run?.code}
        </span>
        <span className={css.incident}>{title}</span>
      </h1>
      <Severity />
      <time title="Simulated time" className={css.time}>
        {timeOf(time)}
      </time>
      <span className={css.grow} />
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
  const session = useSession();
  const status = useLive((state) => state.status);
  const [isAsked, setAsked] = useState(false);
  if (status === "finished" || status === "read-only") return null;
  return (
    <>
      <Button onClick={() => setAsked(true)}>Finish</Button>
      <Dialog
        open={isAsked}
        onOpenChange={setAsked}
        title="Finish the incident round?"
        description="Nothing can be looked at or done in it afterwards. What has been done goes on having its effect, and is scored."
        footer={
          <>
            <Button onClick={() => setAsked(false)}>Go on</Button>
            <Button
              kind="primary"
              onClick={() => {
                setAsked(false);
                void session.send({ kind: "end", args: {} });
              }}
            >
              Finish
            </Button>
          </>
        }
      >
        <p>An incident that is under control is usually declared resolved, with a message, before one leaves.</p>
      </Dialog>
    </>
  );
}
