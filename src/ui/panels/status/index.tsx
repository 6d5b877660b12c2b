import { useRef } from "react";
import type { MessageView } from "#domain/view";
import { duration } from "#lib/format";
import type { Draft } from "#modes/gameday/room";
import { useCanPlay } from "../../command";
import { consoleStore } from "../../console-state";
import { useHotkeys } from "../../kit/hotkeys";
import { Panel } from "../../kit/Page";
import { Status } from "../../kit/Sign";
import { Timestamp } from "../../kit/Timestamp";
import { useView } from "../../live";
import { useIsTeam } from "../../team/context";
import { UpTo } from "../../team/UpTo";
import { useStartsAt } from "../../who";
import Composer from "../composer/index";
import { Drafts } from "./Drafts";
import css from "./status.module.css";

/** What customers can read, as they see it, and where to write to them. */
export default function StatusPanel() {
  const canPlay = useCanPlay();
  const team = useView((view) => view.team);
  const canPost = canPlay && (team === null || team.speaks.includes("customers"));
  const canDraft = canPlay && (team?.may.includes("team.draft") ?? false);
  const side = useRef<HTMLDivElement>(null);
  // What waits for a verdict comes before what is written next.
  const toWork = () => side.current?.querySelector<HTMLElement>("[data-approve], textarea")?.focus();
  useHotkeys([
    {
      keys: "d",
      label: team?.may.includes("team.approve") ? "To the draft that waits" : "Write the update",
      group: "Status page",
      run: toWork,
    },
  ]);
  const rewrite = ({ text }: Draft) =>
    consoleStore.setState(({ drafts }) => ({ drafts: { ...drafts, customers: text } }));
  return (
    <div className={css.panel}>
      <Preview />
      <div ref={side} className={css.side}>
        <Due />
        {team !== null && <Drafts {...(canDraft && { onRewrite: rewrite })} />}
        {(canPost || canDraft) && (
          <Panel title={canPost ? "Post an update" : "Draft an update"}>
            <Composer audience="customers" fixed roomy />
          </Panel>
        )}
        {!canPost && !canDraft && <UpTo right="team.draft">Writing to customers</UpTo>}
      </div>
    </div>
  );
}

/** The public page. It shows no more than what was posted: before the first post, all is well. */
function Preview() {
  const name = useView((view) => view.system.name);
  const date = useView((view) => view.date);
  const phase = useView((view) => view.phase);
  const messages = useView((view) => view.messages);
  const posts = messages.filter(({ audience, kind }) => audience === "customers" && kind === "player").reverse();
  const state =
    posts.length === 0
      ? { tone: "good" as const, text: "All systems operational" }
      : phase === "resolved" || phase === "ended"
        ? { tone: "good" as const, text: "Resolved" }
        : { tone: "warn" as const, text: "Ongoing incident" };
  return (
    <section aria-label="The status page as customers see it" className={css.preview}>
      <p className={css.caption}>As customers see it</p>
      <div className={css.sheet}>
        <h3 className={css.title}>{name} status</h3>
        <p className={css.state}>
          <Status tone={state.tone}>{state.text}</Status>
        </p>
        <h4 className={css.date}>{date}</h4>
        {posts.length === 0 ? (
          <p className="muted">No incidents reported.</p>
        ) : (
          <ol className={css.posts} reversed>
            {posts.map((post) => (
              <Post key={post.id} post={post} />
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}

function Post({ post }: { post: MessageView }) {
  const startsAt = useStartsAt();
  return (
    <li>
      <p className={css.time}>
        <Timestamp second={post.second} startsAt={startsAt} withSeconds={false} />
      </p>
      <p className={css.text}>{post.text}</p>
    </li>
  );
}

/** When customers expect to hear again. */
function Due() {
  const now = useView((view) => view.now);
  const dues = useView((view) => view.updatesDue);
  const isTeam = useIsTeam();
  const startsAt = useStartsAt();
  const due = dues.find(({ audience }) => audience === "customers");
  if (due === undefined) return <p className="muted">No update is owed to customers at the moment.</p>;
  const left = due.due - now;
  return (
    <p className={css.due}>
      <Status tone={left < 0 ? "bad" : left < 120 ? "warn" : "info"}>
        {left < 0 ? `Update overdue by ${duration(-left)}` : `Next update due in ${duration(left)}`}
      </Status>{" "}
      <span className="muted">
        at <Timestamp second={due.due} startsAt={startsAt} withSeconds={false} />,{" "}
        {due.stated ? (isTeam ? "as the last update says" : "as you wrote") : "as is the custom here"}
      </span>
    </p>
  );
}
