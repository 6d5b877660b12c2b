import { useEffect, useRef, useState } from "react";
import { DIMENSIONS } from "#domain/drill";
import type { Scorecard } from "#domain/score";
import { messageOf } from "#lib/message";
import { type Helper, helper } from "../../beside";
import { useCommand } from "../../command";
import { Button } from "../../kit/Button";
import { ScoreBar } from "../../kit/Meter";
import { Callout, Loading } from "../../kit/State";
import { Timestamp } from "../../kit/Timestamp";
import { Toggle } from "../../kit/Toggle";
import { useLive } from "../../live";
import { DIMENSION_WORDS } from "../../pages/debrief/words";
import { useOpenRoom } from "../../team/context";
import { useFolded } from "../../team/folded";
import { useStartsAt } from "../../who";
import css from "./conduct.module.css";
import { Part } from "./Part";
import { conductStore, useConduct } from "./store";

/** Milliseconds between two scorings: each is a replay, beside the page. */
const EVERY_MS = 30_000;

/** What the incident would come to if everybody stopped now. Only here: the team sees scores afterwards, and only where they are turned on. */
export function Score() {
  const isShown = useConduct((state) => state.showsScore);
  const shown = useFolded((room) => room.scoresShown);
  const { give } = useCommand();
  return (
    <Part
      title="Score so far"
      actions={
        <Button kind="quiet" aria-expanded={isShown} onClick={() => conductStore.setState({ showsScore: !isShown })}>
          {isShown ? "Hide it" : "Show it"}
        </Button>
      }
    >
      {isShown && <Live />}
      <Toggle
        label="The team sees its score afterwards"
        hint="Never anybody's own."
        checked={shown}
        onChange={(next) => void give({ kind: "team", args: { do: "scores", shown: next } })}
      />
    </Part>
  );
}

type Scored = { readonly card: Scorecard; readonly at: number } | { readonly failure: string } | null;

/** Scores the run now and then, one scoring at a time, for as long as it is shown. */
function useScore(): Scored {
  const { session } = useOpenRoom();
  const run = useLive((state) => state.run?.id);
  const [scored, setScored] = useState<Scored>(null);
  const worker = useRef<Helper | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: of another run everything begins anew
  useEffect(() => {
    let gone = false;
    const here = helper();
    worker.current = here;
    let next: ReturnType<typeof setTimeout>;
    const score = async () => {
      const { program, run: log } = session.log();
      try {
        const card = await here.ask("score", { program, run: log });
        if (!gone) setScored({ card, at: log.horizon });
      } catch (error) {
        if (!gone) setScored({ failure: messageOf(error) });
      }
      if (!gone) next = setTimeout(() => void score(), EVERY_MS);
    };
    void score();
    return () => {
      gone = true;
      clearTimeout(next);
      here.close();
    };
  }, [session, run]);
  return scored;
}

function Live() {
  const scored = useScore();
  const startsAt = useStartsAt();
  if (scored === null) return <Loading label="Scoring what was done so far" lines={3} />;
  if ("failure" in scored) {
    return (
      <Callout tone="warn" title="It could not be scored">
        {scored.failure}
      </Callout>
    );
  }
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
