import { clock as clockText, count, offset } from "#lib/format";
import { foldRoom } from "#modes/gameday/room";
import { seatName } from "#modes/gameday/roster";
import { SeverityBadge, Status } from "../../../kit/Sign";
import { useLive } from "../../../live";
import { hypothesisLine } from "../../../panels/notebook/evidence";
import { AUDIENCE_WORDS } from "../../../words";
import { walkTo } from "../../walk/places";
import css from "./after.module.css";

/** Messages that are shown before a second. */
const MESSAGES = 3;

/** How things stood at the second of the line: how bad, what was believed, who had what to do, what was said last. */
export function AsItWas({ run }: { run: string }) {
  const view = useLive((state) => state.view);
  if (view === null || view.team === null) return null;
  const { seats } = view.team;
  const room = foldRoom(view.team, view.now);
  const nameOf = (id: string) => view.people.find((person) => person.id === id)?.name ?? seatName(seats, id);
  const level = view.severity;
  const open = room.tasks.filter(({ endedAt }) => endedAt === null);
  const believed = view.hypotheses.filter(({ state }) => state !== "rejected");
  const said = view.messages.filter(({ kind }) => kind !== "system").slice(-MESSAGES);
  return (
    <div className={css.asItWas}>
      <p className={css.stand}>
        <strong className={css.time}>{clockText(view.clock)}</strong>
        <span className={css.quiet}>{offset(view.now)}</span>
        <SeverityBadge severity={level === 1 || level === 2 || level === 3 || level === 4 ? level : "?"} />
        <span>{count(Math.round(view.impact.failedPerSecond))} failing per second</span>
        {view.phase === "resolved" && <Status tone="good">declared over</Status>}
        <a href={walkTo(run, view.now)} data-print="hide">
          The whole console then
        </a>
      </p>
      <div className={css.then}>
        <section aria-label="Believed then">
          <h3>Believed</h3>
          {believed.length === 0 && <p className={css.quiet}>Nothing yet.</p>}
          <ul>
            {believed.map((hypothesis) => (
              <li key={hypothesis.id}>
                {hypothesisLine(hypothesis, view.system)}
                {hypothesis.state === "favoured" && <span className={css.quiet}> (favoured)</span>}
              </li>
            ))}
          </ul>
        </section>
        <section aria-label="Under way then">
          <h3>Under way</h3>
          {open.length === 0 && <p className={css.quiet}>No task was open.</p>}
          <ul>
            {open.map((task) => (
              <li key={task.id}>
                {nameOf(task.owner)}: {task.text}
                {task.isOverdue && <span className={css.quiet}> (over its time)</span>}
              </li>
            ))}
          </ul>
        </section>
        <section aria-label="Said last">
          <h3>Said last</h3>
          {said.length === 0 && <p className={css.quiet}>Nothing yet.</p>}
          <ul>
            {said.map((message) => (
              <li key={message.id}>
                <strong>{nameOf(message.from)}</strong>
                <span className={css.quiet}> {AUDIENCE_WORDS[message.audience].label.toLowerCase()}: </span>
                {message.text}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}
