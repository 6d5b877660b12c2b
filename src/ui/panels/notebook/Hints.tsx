import { useCallback, useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { Advice, HintStep } from "#modes/drill/hints";
import { beside } from "../../beside/index";
import { useCanPlay, useCommand } from "../../command";
import { Button } from "../../kit/Button";
import { ErrorState, Loading } from "../../kit/State";
import { Timestamp } from "../../kit/Timestamp";
import { useSession, useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { useStartsAt } from "../../who";
import css from "./notebook.module.css";

/** What the hints of the run say now; computed beside the page, because it follows the expert for a while. */
function useAdvice() {
  const session = useSession();
  const [advice, setAdvice] = useState<Advice | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const ask = useCallback(async () => {
    try {
      setAdvice(await beside("advise", session.log()));
      setFailure(null);
    } catch (error) {
      setFailure(messageOf(error));
    }
  }, [session]);
  // What has been found out meanwhile makes the next step one about something else.
  const known = useView(({ facts }) => facts.length);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more facts are asked about again
  useEffect(() => void ask(), [ask, known]);
  return { advice, failure, ask };
}

/** Hints in three steps, for those who are stuck: each says more than the one before, and costs more. */
export function Hints() {
  const { advice, failure, ask } = useAdvice();
  const canPlay = useCanPlay();
  const isPaged = useView((view) => view.phase !== "before");
  const startsAt = useStartsAt();
  const { give, busy, refusal } = useCommand();
  const [working, setWorking] = useState(false);
  if (failure !== null) {
    return (
      <ErrorState
        title="The hint could not be worked out"
        action={<Button onClick={() => void ask()}>Try again</Button>}
      >
        {failure}
      </ErrorState>
    );
  }
  if (advice === null) return <Loading label="Looking at where you are" lines={3} />;
  const { next, taken } = advice;
  const work = async (what: () => Promise<unknown>) => {
    setWorking(true);
    await what();
    setWorking(false);
  };
  const take = (step: HintStep) =>
    work(async () => {
      if (await give({ kind: "hint", args: { step } })) await ask();
    });
  return (
    <div className={css.notes}>
      <p className="muted">
        A hint goes by what you have seen and not seen, and by how things stand this second. It says where to look, then
        what it means, then what to do. Each step is noted on the run and costs points of diagnosis.
      </p>
      {canPlay && isPaged && next === null && <p>Nothing can be told now that was not told already.</p>}
      {canPlay && isPaged && (
        <div className={css.buttons}>
          {next === null ? (
            <Button busy={working} onClick={() => void work(ask)}>
              Look again
            </Button>
          ) : (
            <Button busy={busy || working} onClick={() => void take(next.step)}>
              {next.label} <span className="muted">−{next.price} points</span>
            </Button>
          )}
        </div>
      )}
      {refusal !== null && <RefusalNote refusal={refusal} />}
      {taken.length > 0 && (
        <ol className={css.rows} aria-label="Hints, newest first" aria-live="polite">
          {[...taken].reverse().map((hint, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: hints are only added, and counted from the first
            <li key={taken.length - index} className={css.row}>
              <p>
                <span className="muted">
                  <Timestamp second={hint.second} startsAt={startsAt} /> {hint.label}
                </span>
                <br />
                {hint.text}
              </p>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
