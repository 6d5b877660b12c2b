import { useState } from "react";
import { clock, count, offset } from "#lib/format";
import { useCanDo } from "../../command";
import { nextUpdate } from "../../controls";
import { Button } from "../../kit/Button";
import { durationInWords, formatDuration } from "../../kit/format";
import { Menu } from "../../kit/Menu";
import { SeverityBadge, Status } from "../../kit/Sign";
import { Sparkline } from "../../kit/Sparkline";
import { useLive, useSend, useSession, useView } from "../../live";
import { useTitle } from "../../title";
import { AUDIENCE_WORDS } from "../../words";
import { ClockControls } from "./ClockControls";
import css from "./console.module.css";

/** From this many seconds before it is due, an update is urgent. */
const SOON = 120;

const SEVERITIES = [
  { level: 1, detail: "Most users cannot do what they came for; everybody helps" },
  { level: 2, detail: "Many users, or one important thing for some of them" },
  { level: 3, detail: "Few users, or a way round exists" },
  { level: 4, detail: "Nobody outside notices" },
] as const;

/** What everybody must see at any moment: which incident, how bad, what time it is, and what is owed. */
export function Header() {
  return (
    <div className={css.head}>
      <Title />
      <Severity />
      <Clock />
      <ClockControls />
      <span className={css.grow} />
      <Impact />
      <UpdateDue />
    </div>
  );
}

function Title() {
  const session = useSession();
  const run = useLive((state) => state.run);
  // What is played, whether or not its drill is still in a list.
  const [title] = useState(() => session.log().program.card.title);
  useTitle(run === null ? "" : `${run.code} ${title}`);
  return (
    <h1 className={css.title}>
      <a href="#/" title="All incidents" className={css.code}>
        <span aria-hidden="true">◆ </span>
        {run?.code}
      </a>
      <span className={css.incident}>{title}</span>
    </h1>
  );
}

export function Severity() {
  const send = useSend();
  const canPlay = useCanDo("severity");
  const level = useView((view) => view.severity);
  const severity = level === 1 || level === 2 || level === 3 || level === 4 ? level : "?";
  if (!canPlay) return <SeverityBadge severity={severity} />;
  return (
    <Menu
      trigger={
        <Button kind="quiet" aria-label={severity === "?" ? "Severity: SEV ?, not set" : `Severity: SEV-${severity}`}>
          <SeverityBadge severity={severity} />
        </Button>
      }
      groups={[
        SEVERITIES.map((each) => ({
          id: String(each.level),
          label: `SEV-${each.level}`,
          detail: each.detail,
          onSelect: () => void send({ kind: "severity", args: { level: each.level } }),
        })),
      ]}
    />
  );
}

function Clock() {
  const time = useView((view) => view.clock);
  const date = useView((view) => view.date);
  const now = useView((view) => view.now);
  const status = useLive((state) => state.status);
  return (
    <div className={css.clock}>
      <time dateTime={`${date}T${clock(time)}`} title={`Simulated time, ${date}`} className={css.time}>
        {clock(time)}
      </time>
      <span title="Since the run began" className={css.elapsed}>
        {offset(now)}
      </span>
      {status === "paused" && <Status tone="info">paused</Status>}
      {status === "skipping" && <Status tone="info">skipping</Status>}
      {status === "finished" && <Status tone="neutral">over</Status>}
      {status === "replay" && <Status tone="neutral">as it was</Status>}
      {status === "read-only" && <Status tone="neutral">reading only</Status>}
    </div>
  );
}

export function Impact() {
  const impact = useView((view) => view.impact);
  const total = count(Math.round(impact.total));
  return (
    <div className={css.impact} title={`Failed requests as the metrics show them: ${total} so far`}>
      <span className={css.quiet}>impact</span>
      <Sparkline
        label="Failed requests per second, last ten minutes"
        values={impact.spark}
        unit="/s"
        width={84}
        colour={impact.failedPerSecond > 0 ? "var(--bad)" : "var(--text-2)"}
      />
      <strong>{total}</strong>
      <span className="visually-hidden">failed requests so far</span>
    </div>
  );
}

export function UpdateDue() {
  const next = nextUpdate(useView((view) => view.updatesDue));
  const left = useView((view) => (next === null ? 0 : next.due - view.now));
  if (next === null) return null;
  const isLate = left < 0;
  const to = `the ${AUDIENCE_WORDS[next.audience].place}`;
  return (
    <span
      title={`${isLate ? "An" : "The next"} update to ${to} ${isLate ? "was" : "is"} due at +${formatDuration(next.due)}`}
    >
      <Status tone={isLate ? "bad" : left <= SOON ? "warn" : "neutral"}>
        <span aria-hidden="true">
          update <span className={css.roomy}>{isLate ? "late" : "due"} </span>
          {isLate ? "−" : ""}
          {formatDuration(Math.abs(left))}
        </span>
        <span className="visually-hidden">
          {isLate
            ? `update to ${to} late by ${durationInWords(-left)}`
            : `update to ${to} due in ${durationInWords(left)}`}
        </span>
      </Status>
    </span>
  );
}
