import { ChevronLeft, ChevronRight, Eye, List } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { Comment } from "#debrief/index";
import { offset } from "#lib/format";
import { messageOf } from "#lib/message";
import type { Playback } from "#session/index";
import { beside } from "../../beside/index";
import { openPanel } from "../../console-state";
import { IconButton } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { useHotkeys } from "../../kit/hotkeys";
import { Badge } from "../../kit/Sign";
import { ErrorState, Loading } from "../../kit/State";
import { useView } from "../../live";
import { placeOf } from "../../look-place";
import type { Debrief } from "../debrief/load";
import css from "./commentary.module.css";

/** What is done in one second. */
interface Moment {
  readonly second: number;
  readonly comments: readonly Comment[];
}

/** Comments by their seconds. */
export function momentsOf(comments: readonly Comment[]): readonly Moment[] {
  const moments: { second: number; comments: Comment[] }[] = [];
  for (const comment of comments) {
    const last = moments.at(-1);
    if (last?.second === comment.second) last.comments.push(comment);
    else moments.push({ second: comment.second, comments: [comment] });
  }
  return moments;
}

/** What is done at the second on screen, and why; it follows the line, and leads along it. */
export function Commentary({ debrief, playback }: { debrief: Debrief; playback: Playback }) {
  const [comments, setComments] = useState<readonly Comment[]>();
  const [failure, setFailure] = useState<string | null>(null);
  const { program, run, frozen } = debrief;
  useEffect(() => {
    let gone = false;
    beside("comment", { program, run, card: frozen.scorecard }).then(
      (told) => !gone && setComments(told),
      (error: unknown) => !gone && setFailure(messageOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [program, run, frozen]);
  const label = run.header.shown === undefined ? null : frozen.scorecard.labels.at(-1);
  return (
    <section aria-label="Commentary" className={css.commentary}>
      {failure !== null ? (
        <ErrorState title="It cannot be commented">{failure}</ErrorState>
      ) : comments === undefined ? (
        <Loading label="Putting it into words" lines={2} />
      ) : (
        <Line moments={momentsOf(comments)} playback={playback} label={label ?? null} />
      )}
    </section>
  );
}

function Line({ moments, playback, label }: { moments: readonly Moment[]; playback: Playback; label: string | null }) {
  const now = useView((view) => view.now);
  const [isListed, setListed] = useState(false);
  const [isFollowing, setFollowing] = useState(label !== null);
  const index = useMemo(() => moments.findLastIndex(({ second }) => second <= now), [moments, now]);
  const moment = moments[index];
  /** On the way back, first to the beginning of what is on screen. */
  const before = moment !== undefined && moment.second < now ? moment : moments[index - 1];
  const next = moments[index + 1];
  const look = moment?.comments.findLast((comment) => comment.look !== null)?.look ?? null;
  useEffect(() => {
    if (!isFollowing || look === null) return;
    // What was probed or captured is asked for where the configuration of a service is.
    const [panel, change] = placeOf(look) ?? ["config", {}];
    openPanel(panel, change);
  }, [isFollowing, look]);
  const go = (target: Moment | undefined) => {
    if (target === undefined) return;
    playback.seek(target.second);
  };
  useHotkeys([
    { keys: "{", label: "The comment before", group: "Walk", run: () => go(before) },
    { keys: "}", label: "The comment after", group: "Walk", run: () => go(next) },
  ]);
  return (
    <>
      <div className={css.lead}>
        {label !== null && <Badge tone="info">{label}</Badge>}
        <span className={css.buttons}>
          <IconButton
            label="The comment before"
            keys="{"
            icon={<ChevronLeft />}
            aria-disabled={before === undefined}
            onClick={() => go(before)}
          />
          <IconButton
            label="The comment after"
            keys="}"
            icon={<ChevronRight />}
            aria-disabled={next === undefined}
            onClick={() => go(next)}
          />
          <IconButton
            label="Open what is looked at"
            icon={<Eye />}
            pressed={isFollowing}
            onClick={() => setFollowing(!isFollowing)}
          />
          <IconButton label="All comments" icon={<List />} onClick={() => setListed(true)} />
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section aria-label="What is done now, and why" tabIndex={0} className={css.words}>
        {moment === undefined ? <p className={css.why}>Nothing has been done yet.</p> : <Words moment={moment} />}
      </section>
      <Dialog open={isListed} onOpenChange={setListed} title="All comments" side size="m">
        {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
        <ol role="list" className={css.list}>
          {moments.map((each) => (
            <li key={each.second}>
              <button
                type="button"
                aria-current={each === moment ? "true" : undefined}
                onClick={() => {
                  go(each);
                  setListed(false);
                }}
              >
                <Words moment={each} />
              </button>
            </li>
          ))}
        </ol>
      </Dialog>
    </>
  );
}

function Words({ moment }: { moment: Moment }) {
  return (
    <>
      {moment.comments.map(({ what, why }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a finished run does not change
        <span key={index} className={css.comment}>
          {index === 0 && <time className={css.time}>{offset(moment.second)}</time>}
          <strong>{what}</strong> <span className={css.why}>{why}</span>
        </span>
      ))}
    </>
  );
}
