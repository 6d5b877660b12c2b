import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { RequestView } from "#domain/view";
import { duration } from "#lib/format";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { useHotkeys } from "../../kit/hotkeys";
import { Kbd } from "../../kit/Kbd";
import { Progress } from "../../kit/Meter";
import { Status } from "../../kit/Sign";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { AnsweringIsUpTo } from "../../team/UpTo";
import { useWho } from "../../who";
import { AUDIENCE_WORDS } from "../../words";
import css from "./Requests.module.css";

/** Seconds left below which somebody becomes impatient. */
const SOON = 30;

/**
 * What people want to know, the most urgent first, above everything else that is said. One of them is unfolded;
 * `folded` unfolds none by itself, to leave room for writing.
 */
export function Requests({ folded = false }: { folded?: boolean }) {
  const requests = useView((view) => view.requests);
  const answers = useView(({ team }) => team?.answers ?? null);
  const others = ({ audience }: RequestView) => (answers === null || answers.includes(audience) ? 0 : 1);
  // One's own first, each by how urgent it is.
  const open = requests
    .filter((request) => request.state === "open")
    .sort((a, b) => others(a) - others(b) || a.due - b.due);
  const [chosen, setChosen] = useState<string | null>(null);
  const section = useRef<HTMLElement>(null);
  useHotkeys([
    {
      keys: "r",
      label: "To the most urgent question; 1 to 9 answer it",
      group: "Channel",
      run: () => {
        setChosen(open[0]?.id ?? null);
        section.current?.querySelector<HTMLElement>("button")?.focus();
      },
    },
  ]);
  if (open.length === 0) return null;
  const isAsked = open.some((request) => others(request) === 0);
  const isChosen = open.some(({ id }) => id === chosen);
  const unfolded = isChosen ? chosen : folded || chosen === "none" ? null : open[0]?.id;
  return (
    <section
      ref={section}
      aria-label={isAsked ? "Waiting for your answer" : "Waiting for an answer"}
      className={css.requests}
    >
      {open.map((request) => (
        <Request
          key={request.id}
          request={request}
          unfolded={request.id === unfolded}
          onFold={(isUnfolded) => setChosen(isUnfolded ? request.id : "none")}
        />
      ))}
    </section>
  );
}

function Request({
  request,
  unfolded,
  onFold,
}: {
  request: RequestView;
  unfolded: boolean;
  onFold: (unfolded: boolean) => void;
}) {
  const who = useWho();
  const isTheirs = useView(({ team }) => team === null || team.answers.includes(request.audience));
  const canAnswer = useCanDo("answer") && isTheirs;
  const now = useView((view) => view.now);
  const { give, busy, refusal } = useCommand();
  const name = who(request.from);
  const left = Math.max(0, request.due - now);
  const isSoon = left > 0 && left <= SOON;
  const tone = left <= SOON ? "bad" : left <= 2 * SOON ? "warn" : "info";

  useEffect(() => {
    if (isSoon && isTheirs) announce(`${name} waits for your answer, ${SOON} seconds left.`, "assertive");
  }, [isSoon, isTheirs, name]);

  const answer = async (option: RequestView["options"][number] | undefined) => {
    if (option === undefined || !canAnswer) return;
    const accepted = await give({ kind: "answer", args: { request: request.id, option: option.id } });
    if (accepted) announce(`Answered ${name}: ${option.label}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!unfolded || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    event.preventDefault();
    void answer(request.options[Number(event.key) - 1]);
  };

  return (
    <article aria-label={`${name} asks`} onKeyDown={onKeyDown} className={css.request}>
      <button type="button" aria-expanded={unfolded} className={css.head} onClick={() => onFold(!unfolded)}>
        <strong>{name}</strong>
        <span className={css.place}>{AUDIENCE_WORDS[request.audience].label}</span>
        <Status tone={tone} plain>
          {left === 0 ? "no time left" : `${duration(left)} left`}
        </Status>
        {!unfolded && <span className={css.line}>{request.text}</span>}
      </button>
      <Progress
        hideLabel
        label={`Time left to answer ${name}`}
        done={left / Math.max(1, request.due - request.openedAt)}
        tone={tone}
      />
      {unfolded && (
        <>
          <p className={css.text}>{request.text}</p>
          <ol className={css.options}>
            {request.options.map((option, index) => (
              <li key={option.id}>
                <button
                  type="button"
                  aria-disabled={busy || !canAnswer}
                  aria-keyshortcuts={index < 9 ? String(index + 1) : undefined}
                  onClick={() => void answer(option)}
                  className={css.option}
                >
                  <span aria-hidden="true">
                    <Kbd keys={String(index + 1)} />
                  </span>
                  <span>{option.label}</span>
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      {unfolded && <AnsweringIsUpTo audience={request.audience} />}
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </article>
  );
}
