import { useState } from "react";
import { messageOf } from "#lib/message";
import type { Advice } from "#modes/drill/hints";
import { beside } from "../../../beside/index";
import { Button } from "../../../kit/Button";
import { useSession } from "../../../live";
import css from "./incident.module.css";
import type { Talk } from "./useTalk";

/** Asking the interviewer for help: what the next hint would give away and cost comes first. */
export function Hint({ talk }: { talk: Talk }) {
  const session = useSession();
  const [advice, setAdvice] = useState<Advice | null>(null);
  const [isWorking, setWorking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const work = async (what: () => Promise<void>) => {
    setWorking(true);
    setFailure(null);
    try {
      await what();
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setWorking(false);
    }
  };
  const ask = () => work(async () => setAdvice(await beside("advise", session.log())));
  const take = (step: 1 | 2 | 3) =>
    work(async () => {
      setAdvice(null);
      await talk.takeHint(step);
    });
  return (
    <div className={css.help} aria-live="polite">
      {advice === null ? (
        <Button kind="quiet" busy={isWorking} onClick={() => void ask()}>
          Ask for a hint
        </Button>
      ) : advice.next === null ? (
        <>
          <span>There is nothing to tell that was not told already.</span>
          <Button onClick={() => setAdvice(null)}>All right</Button>
        </>
      ) : (
        <HintOffer next={advice.next} onTake={(step) => void take(step)} onLeave={() => setAdvice(null)} />
      )}
      {failure !== null && <span role="alert">The hint could not be worked out: {failure}</span>}
    </div>
  );
}

function HintOffer({
  next,
  onTake,
  onLeave,
}: {
  next: NonNullable<Advice["next"]>;
  onTake: (step: 1 | 2 | 3) => void;
  onLeave: () => void;
}) {
  return (
    <>
      <span>
        A hint: {next.label.toLowerCase()}. It costs {next.price} points of diagnosis.
      </span>
      <Button kind="primary" onClick={() => onTake(next.step)}>
        Take it
      </Button>
      <Button onClick={onLeave}>No</Button>
    </>
  );
}
