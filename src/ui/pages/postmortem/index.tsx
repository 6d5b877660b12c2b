import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import { Frame } from "../../Frame";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { Editor } from "./Editor";
import { type Opening, openPostmortem } from "./load";
import css from "./postmortem.module.css";

/** What is known so far: the run is looked for, a draft is made, or how that ended. */
function useOpening(id: string): Opening | "looking" | "drafting" {
  const services = useServices();
  const [opening, setOpening] = useState<Opening | "looking" | "drafting">("looking");
  useEffect(() => {
    let gone = false;
    const set = (next: typeof opening) => {
      if (!gone) setOpening(next);
    };
    openPostmortem(id, services, () => set("drafting")).then(set, (error: unknown) =>
      set({ state: "failed", why: messageOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [id, services]);
  return opening;
}

/** The postmortem of a finished run: drafted from its log, written by the player, compared with what happened. */
export default function PostmortemPage({ id }: { id: string }) {
  const opening = useOpening(id);
  useTitle("Postmortem");
  return (
    <Frame title="Postmortem" actions={<a href={`#/run/${id}/debrief`}>Debrief</a>}>
      {opening === "looking" ? (
        <div className={css.page}>
          <Loading label="Loading the postmortem" lines={8} />
        </div>
      ) : opening === "drafting" ? (
        <Drafting />
      ) : opening.state === "missing" ? (
        <EmptyState title="This run is not in this browser" action={<a href="#/data">All runs</a>}>
          <p>A postmortem is kept beside its run. A run saved as a file is not lost.</p>
        </EmptyState>
      ) : opening.state === "open" ? (
        <EmptyState title={`${opening.code} is not over yet`} action={<a href={`#/run/${id}`}>Go on with it</a>}>
          <p>A postmortem is written when the incident is over.</p>
        </EmptyState>
      ) : opening.state === "failed" ? (
        <ErrorState title="The postmortem cannot be opened" action={<a href="#/data">All runs</a>}>
          {opening.why}
        </ErrorState>
      ) : (
        <Editor opened={opening.opened} />
      )}
    </Frame>
  );
}

function Drafting() {
  return (
    <div className={css.page}>
      <EmptyState title="Drafting it from the log">
        <p>The run is played once more, to take its times and figures from it. This takes a few seconds.</p>
      </EmptyState>
      <Loading label="Drafting the postmortem" lines={6} />
    </div>
  );
}
