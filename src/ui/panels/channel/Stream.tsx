import { Fragment, useLayoutEffect, useRef, useState } from "react";
import type { MessageView, RequestView } from "#domain/view";
import { Button } from "../../kit/Button";
import { cx } from "../../kit/cx";
import { Dialog } from "../../kit/Dialog";
import { Badge } from "../../kit/Sign";
import { EmptyState } from "../../kit/State";
import { Timestamp } from "../../kit/Timestamp";
import { Connected } from "../../team/Connected";
import { useIsTeam } from "../../team/context";
import { useStartsAt, useWho } from "../../who";
import { AUDIENCE_WORDS } from "../../words";
import { Reading } from "../composer/index";
import type { Line } from "./lines";
import css from "./Stream.module.css";

/** Pixels from the end within which the stream follows what is said. */
const NEAR = 48;

/** What was said, oldest first, following the end until somebody scrolls away from it. */
export function Stream({ lines, firstUnread }: { lines: readonly Line[]; firstUnread: number | null }) {
  const scroller = useRef<HTMLOListElement>(null);
  const follows = useRef(true);
  const [looked, setLooked] = useState<MessageView | null>(null);
  const last = lines.at(-1)?.key;

  // biome-ignore lint/correctness/useExhaustiveDependencies: follows when a line has been added
  useLayoutEffect(() => {
    // Before the next picture: asking for the height now would cost a layout that is thrown away.
    const frame = requestAnimationFrame(() => {
      const list = scroller.current;
      if (list !== null && follows.current) list.scrollTop = list.scrollHeight;
    });
    return () => cancelAnimationFrame(frame);
  }, [last]);

  if (lines.length === 0) return <EmptyState title="Nothing has been said here yet" />;
  return (
    <>
      <ol
        ref={scroller}
        aria-label="Messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className={css.stream}
        onScroll={({ currentTarget: list }) => {
          follows.current = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
        }}
      >
        {lines.map((line) => (
          <Fragment key={line.key}>
            {line.kind === "message" && line.message.id === firstUnread && (
              <li className={css.unread}>
                <span>New</span>
              </li>
            )}
            {line.kind === "event" ? (
              <EventLine second={line.second} text={line.text} />
            ) : (
              <MessageLine message={line.message} request={line.request} onLook={setLooked} />
            )}
          </Fragment>
        ))}
      </ol>
      <Dialog
        open={looked !== null}
        onOpenChange={() => setLooked(null)}
        title="How your message reads"
        {...(looked !== null && { description: `Sent to the ${AUDIENCE_WORDS[looked.audience].place}.` })}
      >
        {looked !== null && (
          <>
            <p className={css.quoted}>{looked.text}</p>
            <Reading text={looked.text} audience={looked.audience} roomy />
          </>
        )}
      </Dialog>
    </>
  );
}

function EventLine({ second, text }: { second: number; text: string }) {
  const startsAt = useStartsAt();
  return (
    <li className={css.event}>
      <Timestamp second={second} startsAt={startsAt} withSeconds={false} /> {text}
    </li>
  );
}

function MessageLine({
  message,
  request,
  onLook,
}: {
  message: MessageView;
  request: RequestView | null;
  onLook: (message: MessageView) => void;
}) {
  const startsAt = useStartsAt();
  const who = useWho();
  const isTeam = useIsTeam();
  if (message.kind === "system") return <EventLine second={message.second} text={message.text} />;
  const own = who(message.from) === "You";
  const chosen = request?.options.find((option) => option.id === request.answer);
  return (
    <li className={cx(css.message, own && css.own)}>
      <p className={css.head}>
        <strong>{who(message.from)}</strong>
        {isTeam && message.kind === "player" && <Connected seat={message.from} />}
        {message.audience !== "incident" && <Badge>{AUDIENCE_WORDS[message.audience].label}</Badge>}
        <span className={css.time}>
          <Timestamp second={message.second} startsAt={startsAt} withSeconds={false} />
        </span>
      </p>
      {request?.state === "open" ? (
        <p className={css.answer}>{isTeam ? "Waits for an answer, above." : "Waits for your answer, above."}</p>
      ) : (
        <p className={css.text}>{message.text}</p>
      )}
      {own && (
        <Button kind="quiet" className={css.look} onClick={() => onLook(message)}>
          How it reads
        </Button>
      )}
      {request !== null && request.state !== "open" && (
        <p className={css.answer}>
          {request.state === "expired" && (isTeam ? "Nobody answered in time." : "You did not answer in time.")}
          {chosen !== undefined && (
            <>
              <strong>{isTeam ? "Answered" : "You"}:</strong> {chosen.label}
            </>
          )}
        </p>
      )}
    </li>
  );
}
