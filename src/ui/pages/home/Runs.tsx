import { offset } from "#lib/format";
import type { RunSummary } from "#session/contract";
import { CLOCK_WORDS } from "../../clocks";
import { Section } from "../../kit/Page";
import { Badge } from "../../kit/Sign";
import { when } from "../../when";
import css from "./Runs.module.css";

/** Runs that wait to be gone on with. `hasMore`: not all of them. */
export function OpenRuns(props: {
  readonly runs: readonly RunSummary[];
  readonly hasMore: boolean;
  readonly now: number;
}) {
  const { runs, hasMore, now } = props;
  return (
    <Section title="Continue" actions={hasMore && <a href="#/data">All runs</a>}>
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" className={css.list}>
        {runs.map((run) => (
          <li key={run.id}>
            <a href={`#/run/${run.id}`} className={css.run}>
              <span className={css.main}>
                <strong>{run.title}</strong>
                <span className={css.meta}>
                  <span className="mono">{run.code}</span> · {CLOCK_WORDS[run.clock].label}
                </span>
              </span>
              <span className={css.side}>
                <span>{run.horizon > 0 ? `at ${offset(run.horizon)}` : "not begun"}</span>
                <span className={css.meta}>{when(run.updatedAt, now)}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The last finished runs with their scores; each leads to its debrief. */
export function FinishedRuns({ runs, now }: { runs: readonly RunSummary[]; now: number }) {
  return (
    <Section title="Finished" actions={<a href="#/data">All runs</a>}>
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" className={css.list}>
        {runs.map((run) => (
          <li key={run.id}>
            <a href={`#/run/${run.id}/debrief`} className={css.run}>
              <span className={css.main}>
                <strong>{run.title}</strong>
                <span className={css.meta}>
                  <span className="mono">{run.code}</span> · {CLOCK_WORDS[run.clock].label}
                  {run.ending !== null && ` · ${run.ending}`}
                </span>
                {run.labels.length > 0 && (
                  <span className={css.labels}>
                    {run.labels.map((label) => (
                      <Badge key={label}>{label}</Badge>
                    ))}
                  </span>
                )}
              </span>
              <span className={css.side}>
                <span>
                  <strong className={css.score}>{run.total === null ? "–" : Math.round(run.total)}</strong>{" "}
                  <span className={css.meta}>of 100</span>
                </span>
                <span className={css.meta}>{when(run.updatedAt, now)}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
