import { Suspense } from "react";
import { clock, offset } from "#lib/format";
import { Button } from "../../kit/Button";
import { Page } from "../../kit/Page";
import { Loading } from "../../kit/State";
import { useLive, useSession, useView } from "../../live";
import BoardPanel from "../../panels/board/index";

/** The control room: header with the clock, one panel in the middle, channel beside it. */
export default function ConsolePage() {
  const session = useSession();
  const status = useLive((state) => state.status);
  const now = useView((view) => view.now);
  const time = useView((view) => view.clock);
  const messages = useView((view) => view.messages);
  return (
    <Page
      fill
      header={
        <>
          <h1>{session.getState().run?.code}</h1> {clock(time)} {offset(now)} {status}
          <Button
            onClick={() =>
              status === "briefing" ? session.start() : status === "paused" ? session.resume() : session.pause()
            }
          >
            {status === "playing" ? "Pause" : "Go"}
          </Button>
        </>
      }
    >
      <Suspense fallback={<Loading label="Opening the panel" />}>
        <BoardPanel />
      </Suspense>
      <ol>
        {messages.map((message) => (
          <li key={message.id}>
            {message.from}: {message.text}
          </li>
        ))}
      </ol>
    </Page>
  );
}
