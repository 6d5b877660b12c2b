import { GraduationCap } from "lucide-react";
import { useEffect, useState } from "react";
import { missedOf, type QuestionScore } from "#modes/interview/scorecard";
import { foldStudy } from "#modes/study/fold";
import { deedsFromConcepts, notYet } from "#modes/study/gather";
import { Button } from "../../kit/Button";
import { toast } from "../../kit/toast";
import { type Services, useServices } from "../../services";
import { failing } from "./keeping";
import css from "./result.module.css";

/** Cards for what was missed that are not studied yet. */
async function missing(id: string, questions: readonly QuestionScore[], { study, bank }: Services) {
  const [events, cards] = await Promise.all([(await study()).events(), bank.cards()]);
  const origin = { kind: "interview", id } as const;
  const deeds = questions.flatMap((one) => deedsFromConcepts(one.question.id, missedOf(one), origin));
  return notYet(foldStudy(events, cards), deeds);
}

/** Puts every line of the rubrics that was not said, or unclear, among the cards that are studied. */
export function StudyMissed({ id, questions }: { id: string; questions: readonly QuestionScore[] }) {
  const services = useServices();
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    let gone = false;
    missing(id, questions, services).then(
      (deeds) => !gone && setCount(deeds.length),
      // Where studying cannot be had, nothing is offered.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [id, questions, services]);
  const add = async () => {
    // Another tab may have added some meanwhile.
    const deeds = await missing(id, questions, services);
    if (deeds.length > 0) await (await services.study()).append(deeds, services.clock.now());
    setCount(0);
    toast({ title: deeds.length === 1 ? "One card is added" : `${deeds.length} cards are added`, tone: "good" });
  };
  if (count === null || questions.every((one) => missedOf(one).length === 0)) return null;
  return count === 0 ? (
    <p className={css.meta}>
      What was missed is <a href="#/study">among your cards</a>.
    </p>
  ) : (
    <Button icon={<GraduationCap />} onClick={() => void add().catch(failing("The cards could not be added"))}>
      Study what was missed ({count})
    </Button>
  );
}
