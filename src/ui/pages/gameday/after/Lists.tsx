import { useState } from "react";
import { duration } from "#lib/format";
import type { Report } from "#modes/gameday/report";
import { Button } from "../../../kit/Button";
import { Badge, Status, type Tone } from "../../../kit/Sign";
import { AUDIENCE_WORDS } from "../../../words";
import { At } from "./At";
import css from "./after.module.css";

/** More are shown at a press; on paper all of them. */
const FIRST = 12;

/** A long list, its first lines at first. */
function useFirst<T>(items: readonly T[], what: string) {
  const [all, setAll] = useState(false);
  const more = items.length > FIRST && (
    <div data-print="hide">
      <Button kind="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? "Show fewer" : `Show all ${items.length} ${what}`}
      </Button>
    </div>
  );
  return { shown: all ? items : items.slice(0, FIRST), more };
}

/** The scribe's entries with what was recorded by itself. */
export function Timeline({ lines }: { lines: Report["chronicle"] }) {
  const { shown, more } = useFirst(lines, "lines");
  return (
    <>
      <ol aria-label="Timeline" className={css.lines}>
        {shown.map(({ at, source, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
          <li key={index}>
            <At second={at} />
            <span className={source === "log" ? css.quiet : undefined}>
              {text} {source === "scribe" && <Badge>written</Badge>}
            </span>
          </li>
        ))}
      </ol>
      {more}
    </>
  );
}

export function Decisions({ decisions }: { decisions: Report["decisions"] }) {
  const { shown, more } = useFirst(decisions, "decisions");
  if (decisions.length === 0) return <p className={css.quiet}>No decision was written down.</p>;
  return (
    <>
      <ol aria-label="Decisions" className={css.lines}>
        {shown.map(({ id, at, text, why, by, decidedBy }) => (
          <li key={id}>
            <At second={at} />
            <span>
              {text}{" "}
              <span className={css.quiet}>
                {decidedBy}
                {by !== "" && `, carried out by ${by}`}
                {why !== "" && `, because ${why}`}
              </span>
            </span>
          </li>
        ))}
      </ol>
      {more}
    </>
  );
}

const STATES: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  open: { label: "never acknowledged", tone: "bad" },
  acknowledged: { label: "never ended", tone: "warn" },
  done: { label: "done", tone: "good" },
  dropped: { label: "dropped", tone: "neutral" },
};

export function Tasks({ tasks }: { tasks: Report["tasks"] }) {
  const { shown, more } = useFirst(tasks, "tasks");
  if (tasks.length === 0) return <p className={css.quiet}>Nobody was given a task.</p>;
  return (
    <>
      <ol aria-label="Tasks" className={css.lines}>
        {shown.map(({ text, state, givenAt, acknowledgedAt, endedAt, minutes, owners }, index) => {
          const { label, tone } = STATES[state] ?? { label: state, tone: "neutral" };
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report has tasks without ids
            <li key={index}>
              <At second={givenAt} />
              <span>
                {owners.join(", then ")}: {text}{" "}
                <span className={css.quiet}>
                  {minutes !== null && `box ${duration(Math.round(minutes * 60))}; `}
                  {acknowledgedAt !== null && `acknowledged after ${duration(acknowledgedAt - givenAt)}; `}
                  {endedAt !== null && `took ${duration(endedAt - givenAt)}`}
                </span>{" "}
                <Status tone={tone} plain>
                  {label}
                </Status>
              </span>
            </li>
          );
        })}
      </ol>
      {more}
    </>
  );
}

/** Everything that was said, the team's own words apart from those of the drill's people. */
export function Messages({ messages }: { messages: Report["communication"] }) {
  const { shown, more } = useFirst(messages, "messages");
  if (messages.length === 0) return <p className={css.quiet}>Nobody said anything.</p>;
  return (
    <>
      <ol aria-label="Messages" className={css.lines}>
        {shown.map(({ at, audience, from, isOurs, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages have no other name
          <li key={index}>
            <At second={at} />
            <span>
              <strong>{from}</strong>{" "}
              <span className={css.quiet}>
                {AUDIENCE_WORDS[audience].label.toLowerCase()}
                {!isOurs && ", simulated"}
              </span>{" "}
              {text}
            </span>
          </li>
        ))}
      </ol>
      {more}
    </>
  );
}
