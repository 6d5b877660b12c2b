import { clock as clockText, count, duration, offset } from "#lib/format";
import { nextUpdate } from "../../../controls";
import { SeverityBadge, Status } from "../../../kit/Sign";
import { useView } from "../../../live";
import { useTeam, useTeamView } from "../../../team/context";
import { AUDIENCE_WORDS } from "../../../words";
import { Board } from "./Board";
import { Lately } from "./Lately";
import css from "./project.module.css";
import { Roles } from "./Roles";
import { Wall } from "./Wall";

/** The incident as everybody may see it: how bad, since when, what is owed, who does what, what happened last. */
export function Live() {
  return (
    <Wall head={<Head />}>
      <div className={css.columns}>
        <div className={css.left}>
          <Figures />
          <Board />
        </div>
        <div className={css.right}>
          <Roles />
          <Lately />
        </div>
      </div>
    </Wall>
  );
}

/** Real milliseconds without a beacon after which the clock counts as gone. */
const SILENT = 6_000;

function Head() {
  const time = useView((view) => view.clock);
  const now = useView((view) => view.now);
  const state = useTeamView((team) => team.clock.state);
  const tempo = useTeamView((team) => team.clock.tempo);
  const isSilent = useTeam((team) => (team.silence ?? 0) > SILENT);
  return (
    <div className={css.clock}>
      {state === "paused" && <Status tone="info">paused</Status>}
      {state === "running" && isSilent && <Status tone="warn">the clock stands still</Status>}
      {tempo !== 1 && <span className={css.quiet}>{tempo}×</span>}
      <span className={css.elapsed}>{offset(now)}</span>
      <time className={css.time}>{clockText(time)}</time>
    </div>
  );
}

function Figures() {
  const level = useView((view) => view.severity);
  const phase = useView((view) => view.phase);
  const failing = useView((view) => view.impact.failedPerSecond);
  const total = useView((view) => view.impact.total);
  const due = nextUpdate(useView((view) => view.updatesDue));
  const left = useView((view) => (due === null ? 0 : due.due - view.now));
  const severity = level === 1 || level === 2 || level === 3 || level === 4 ? level : "?";
  return (
    <dl className={css.figures}>
      <div>
        <dt>Severity</dt>
        <dd className={css.figure}>
          <SeverityBadge severity={severity} />
          {phase === "resolved" && <Status tone="good">resolved</Status>}
        </dd>
      </div>
      <div>
        <dt>Failing now</dt>
        <dd className={css.figure}>{failing < 10 ? failing.toFixed(1) : count(Math.round(failing))}/s</dd>
      </div>
      <div>
        <dt>Failed so far</dt>
        <dd className={css.figure}>{count(Math.round(total))}</dd>
      </div>
      <div>
        <dt>Next update</dt>
        <dd className={css.figure}>
          {due === null ? (
            <span className={css.quiet}>none owed</span>
          ) : (
            <Status tone={left < 0 ? "bad" : left <= 120 ? "warn" : "neutral"} plain>
              {left < 0 ? `${duration(-left)} late` : `in ${duration(left)}`}
              <small> {AUDIENCE_WORDS[due.audience].label.toLowerCase()}</small>
            </Status>
          )}
        </dd>
      </div>
    </dl>
  );
}
