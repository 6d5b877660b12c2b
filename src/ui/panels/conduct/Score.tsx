import { useEffect, useState } from "react";
import { DIMENSIONS } from "#domain/drill";
import { messageOf } from "#lib/message";
import { helper } from "../../beside";
import { useCommand } from "../../command";
import { Button } from "../../kit/Button";
import { ScoreBar } from "../../kit/Meter";
import { Callout, Loading } from "../../kit/State";
import { Timestamp } from "../../kit/Timestamp";
import { Toggle } from "../../kit/Toggle";
import { useServices } from "../../services";
import { useOpenRoom } from "../../team/context";
import { useFolded } from "../../team/folded";
import { Part } from "../../team/Part";
import { useStartsAt } from "../../who";
import { DIMENSION_WORDS } from "../../words";
import css from "./conduct.module.css";
import { conductStore, useConduct } from "./store";

/** Milliseconds between two scorings: each is a replay, beside the page. */
const EVERY_MS = 30_000;

/** What the incident would come to if everybody stopped now. Only here: the team sees scores afterwards, and only where they are turned on. */
export function Score() {
  const isShown = useConduct((state) => state.showsScore);
  const shown = useFolded((room) => room.scoresShown);
  const { give } = useCommand();
  // Where nothing is simulated, nothing fails that could be scored; how the team works is.
  const isTold = useOpenRoom().setup.subject.kind === "tabletop";
  return (
    <Part
      title={isTold ? "Score" : "Score so far"}
      actions={
        !isTold && (
          <Button kind="quiet" aria-expanded={isShown} onClick={() => conductStore.setState({ showsScore: !isShown })}>
            {isShown ? "Hide it" : "Show it"}
          </Button>
        )
      }
    >
      {isShown && !isTold && <Live />}
      <Toggle
        label="The team sees its score afterwards"
        hint="Never anybody's own."
        checked={shown}
        onChange={(next) => void give({ kind: "team", args: { do: "scores", shown: next } })}
      />
    </Part>
  );
}

/** Scores the run now and then, one scoring at a time, for as long as it is shown. Gives why the last one failed; null when it did not. */
function useScoring(): string | null {
  const { session } = useOpenRoom();
  const { clock } = useServices();
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    let next: ReturnType<typeof setTimeout>;
    const { ask, close } = helper();
    const score = async () => {
      const { program, run } = session.log();
      try {
        const card = await ask("score", { program, run });
        if (gone) return;
        conductStore.setState({ scored: { card, at: run.horizon, on: clock.now() } });
        setFailure(null);
      } catch (error) {
        if (gone) return;
        setFailure(messageOf(error));
      }
      next = setTimeout(() => void score(), EVERY_MS);
    };
    // Whoever looks elsewhere and comes back sees the last one until another is due.
    const last = conductStore.getState().scored;
    const due = last === null ? 0 : Math.max(0, last.on + EVERY_MS - clock.now());
    next = setTimeout(() => void score(), due);
    return () => {
      gone = true;
      clearTimeout(next);
      close();
    };
  }, [session, clock]);
  return failure;
}

function Live() {
  const failure = useScoring();
  const scored = useConduct((state) => state.scored);
  const startsAt = useStartsAt();
  if (failure !== null) {
    return (
      <Callout tone="warn" title="It could not be scored">
        {failure}
      </Callout>
    );
  }
  if (scored === null) return <Loading label="Scoring what was done so far" lines={3} />;
  const { card, at } = scored;
  return (
    <div className={css.score}>
      <ScoreBar label="If they stopped now" value={card.total} />
      {DIMENSIONS.flatMap((dimension) => card.dimensions.filter((each) => each.dimension === dimension)).map((each) => (
        <ScoreBar key={each.dimension} label={DIMENSION_WORDS[each.dimension]} value={each.score} />
      ))}
      <p className={css.meta}>
        As of <Timestamp second={at} startsAt={startsAt} />
      </p>
    </div>
  );
}
