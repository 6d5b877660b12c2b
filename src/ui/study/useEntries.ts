import { useEffect, useMemo, useState } from "react";
import type { Question, QuestionCard } from "#domain/questions";
import type { CardSubject } from "#domain/study";
import type { Study } from "#modes/study/fold";
import { type Entry, standingOf } from "#modes/study/look";
import { useServices } from "../services";

const NONE: ReadonlyMap<string, Question> = new Map();

/** The questions that concepts on cards belong to, as far as they are loaded. What cannot be loaded is left out. */
function useAskedAbout({ cards }: Study): ReadonlyMap<string, Question> {
  const { bank } = useServices();
  const [questions, setQuestions] = useState(NONE);
  const wanted = [...cards.values()]
    .flatMap(({ subject }) => (subject.kind === "concept" ? [subject.question] : []))
    .sort()
    .filter((id, at, all) => id !== all[at - 1])
    .join(" ");
  useEffect(() => {
    if (wanted === "") return;
    let gone = false;
    const load = (id: string) => bank.question(id).catch(() => null);
    void Promise.all(wanted.split(" ").map(load)).then((list) => {
      if (gone) return;
      setQuestions(new Map(list.flatMap((question) => (question === null ? [] : [[question.id, question]]))));
    });
    return () => {
      gone = true;
    };
  }, [bank, wanted]);
  return questions;
}

/** Every card with its words: those of its front, so that looking for a card does not answer it. `date`: the day of study. */
export function useEntries(study: Study, questions: readonly QuestionCard[], date: string): readonly Entry[] {
  const loaded = useAskedAbout(study);
  return useMemo(() => {
    const byId = new Map(questions.map((question) => [question.id, question]));
    const wordsOf = (subject: CardSubject): Pick<Entry, "title" | "context" | "skills"> => {
      if (subject.kind === "mark") return { title: subject.label, context: subject.title, skills: [] };
      const question = byId.get(subject.question);
      const asks = question?.asks ?? subject.question;
      const skills = question?.skills ?? [];
      if (subject.kind === "question") return { title: asks, context: "", skills };
      const concept = loaded.get(subject.question)?.concepts.find(({ id }) => id === subject.concept);
      return { title: concept?.probe ?? "A concept that was missed", context: asks, skills };
    };
    return [...study.cards.values()].map((card) => ({
      card,
      ...wordsOf(card.subject),
      standing: standingOf(card, date),
    }));
  }, [study, questions, loaded, date]);
}
