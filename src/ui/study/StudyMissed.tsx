import { useState } from "react";
import { type AddDeed, notYet } from "#modes/study/gather";
import { Button } from "../kit/Button";
import { useStudy } from "./useStudy";
import { plural } from "./words";

/** Makes cards of what was missed; says how many would be new. Nothing where there is nothing to make, or no cards can be had. */
export function StudyMissed({ deeds }: { deeds: readonly AddDeed[] }) {
  const desk = useStudy();
  const [isBusy, setBusy] = useState(false);
  if (deeds.length === 0 || desk === null || typeof desk === "string") return null;
  const missing = notYet(desk.study, deeds);
  if (missing.length === 0) {
    return (
      <span>
        What was missed is among <a href="#/study">your cards</a>
      </span>
    );
  }
  const add = async () => {
    setBusy(true);
    await desk.act(missing, "The cards could not be added");
    setBusy(false);
  };
  return (
    <Button kind="quiet" busy={isBusy} onClick={() => void add()}>
      Study what was missed ({plural(missing.length, "card")})
    </Button>
  );
}
