import { useEffect, useState } from "react";
import { LEVELS, QUESTION_SKILL_IDS, QUESTION_SKILLS, type QuestionCard, ROLES } from "#domain/questions";
import { messageOf } from "#lib/message";
import { Frame } from "../../Frame";
import { Select, TextField } from "../../kit/Field";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { KIND_WORDS, LEVEL_WORDS, ROLE_WORDS } from "../../rubric/words";
import { Sheet, SheetHead } from "../../Sheet";
import { useServices } from "../../services";
import { DueLine } from "../../study/DueLine";
import { useTitle } from "../../title";
import { type Filters, matching, NO_FILTERS } from "./filters";
import css from "./questions.module.css";

const ANY = "any";

/** The question bank: what is asked, for whom and about what. */
export default function QuestionsPage() {
  const { bank } = useServices();
  const [cards, setCards] = useState<readonly QuestionCard[] | string | null>(null);
  const [filters, setFilters] = useState(NO_FILTERS);
  useTitle("Questions");
  useEffect(() => {
    let gone = false;
    bank.cards().then(
      (list) => !gone && setCards(list),
      (error: unknown) => !gone && setCards(messageOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [bank]);
  return (
    <Frame>
      <Sheet>
        <SheetHead
          title="Questions"
          about={
            <>
              What interviewers ask about production, each with a rubric, a model answer and drills that rehearse it.
              Answer one in your own words and see what was heard.{" "}
              <a href="#/questions/accuracy">How far the rules can be trusted</a>
            </>
          }
        >
          <DueLine />
        </SheetHead>
        {cards === null ? (
          <Loading label="Opening the question bank" lines={8} />
        ) : typeof cards === "string" ? (
          <ErrorState title="The questions could not be loaded" action={<a href="#/">All incidents</a>}>
            {cards} Reload the page to try again.
          </ErrorState>
        ) : (
          <List cards={cards} filters={filters} onFilters={setFilters} />
        )}
      </Sheet>
    </Frame>
  );
}

function List({
  cards,
  filters,
  onFilters,
}: {
  cards: readonly QuestionCard[];
  filters: Filters;
  onFilters: (filters: Filters) => void;
}) {
  const shown = matching(cards, filters);
  const used = QUESTION_SKILL_IDS.filter((id) => cards.some(({ skills }) => skills.includes(id)));
  return (
    <>
      <form aria-label="Find questions" className={css.filters} onSubmit={(event) => event.preventDefault()}>
        <TextField
          label="Find"
          type="search"
          value={filters.words}
          onChange={(event) => onFilters({ ...filters, words: event.currentTarget.value })}
        />
        <Select
          label="Skill"
          value={filters.skill ?? ANY}
          options={[
            { value: ANY, label: "All skills" },
            ...used.map((id) => ({ value: id, label: QUESTION_SKILLS[id].label })),
          ]}
          onChange={(value) => onFilters({ ...filters, skill: value === ANY ? null : value })}
        />
        <Select
          label="Level"
          value={filters.level ?? ANY}
          options={[
            { value: ANY, label: "All levels" },
            ...LEVELS.map((id) => ({ value: id, label: LEVEL_WORDS[id] })),
          ]}
          onChange={(value) => onFilters({ ...filters, level: value === ANY ? null : value })}
        />
        <Select
          label="Role"
          value={filters.role ?? ANY}
          options={[{ value: ANY, label: "All roles" }, ...ROLES.map((id) => ({ value: id, label: ROLE_WORDS[id] }))]}
          onChange={(value) => onFilters({ ...filters, role: value === ANY ? null : value })}
        />
        <p className={css.count} role="status">
          {shown.length === cards.length ? "" : `${shown.length} of `}
          {cards.length === 1 ? "1 question" : `${cards.length} questions`}
        </p>
      </form>
      {shown.length === 0 ? (
        <EmptyState title="No question fits">
          <p>Take a filter away, or look for another word.</p>
        </EmptyState>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
        <ul role="list" className={css.list}>
          {shown.map((card) => (
            <li key={card.id} className={css.card}>
              <a href={`#/questions/${card.id}`} className={css.asks}>
                {card.asks}
              </a>
              <p className={css.meta}>
                {KIND_WORDS[card.kind]} · {LEVEL_WORDS[card.level]} · {card.minutes} min ·{" "}
                {card.skills.map((id) => QUESTION_SKILLS[id].label).join(", ")}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
