import { Plus } from "lucide-react";
import { useState } from "react";
import type { Program, Scene } from "#domain/drill";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import type { DeckCard, Guide, GuideInject } from "#domain/gameday";
import { readGuide } from "#modes/gameday/guide";
import { Button } from "../../kit/Button";
import { Section } from "../../kit/Page";
import { Badge, Status } from "../../kit/Sign";
import { Callout, Loading } from "../../kit/State";
import { useServices } from "../../services";
import { type Dealt, dealt, plain, plannedOf } from "./dealing";
import { AS_IT_CAME } from "./file";
import css from "./plan.module.css";
import { useDeck, useGuide } from "./useGuide";

interface Props {
  readonly plan: ExercisePlan;
  readonly program: Program;
  readonly scene: Scene;
  readonly onAdd: (injects: readonly PlannedInject[]) => void;
}

/** Injects that the guide of this very drill suggests: behind a press, since they say what broke. */
export function Suggestions(props: Props) {
  const [isShown, setShown] = useState(false);
  if (props.plan.subject.kind !== "drill") return null;
  return (
    <Section
      title="What suits this drill"
      actions={
        <Button kind="quiet" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? "Hide" : "Show"}
        </Button>
      }
    >
      {isShown ? (
        <Shown {...props} />
      ) : (
        <p className={css.note}>
          The guide suggests injects and when they suit. What it says about them gives the cause away.
        </p>
      )}
    </Section>
  );
}

function Shown(props: Props) {
  const guide = useGuide(props.plan.subject);
  const deck = useDeck();
  if (guide === null || deck === null) return <Loading label="Loading the guide" />;
  const failure = "failure" in guide ? guide.failure : "failure" in deck ? deck.failure : null;
  if (failure !== null || "failure" in guide || "failure" in deck) {
    return (
      <Callout tone="bad" title="The guide cannot be loaded">
        {failure}
      </Callout>
    );
  }
  if (guide.guide === null || guide.original === null || guide.guide.injects.length === 0) {
    return <p className={css.note}>This drill has no guide. The deck fits it all the same.</p>;
  }
  return <Suggested {...props} guide={guide.guide} original={guide.original} cards={deck.cards} />;
}

/** What a suggestion comes to in this drill: an inject, or why it is none. */
function suggestedOf(
  { card: id, inject, minute }: GuideInject,
  cards: readonly DeckCard[],
  { program, scene }: Props,
): { readonly title: string } & ({ readonly inject: Dealt } | { readonly why: string }) {
  const when = { kind: "time", since: "ack", seconds: Math.round(minute * 60) } as const;
  if (inject !== null) return { title: inject.title, inject: { ...plannedOf(inject, null), when } };
  const card = cards.find((each) => each.id === id);
  if (card === undefined) return { title: id ?? "", why: `The deck has no card “${id}” any more.` };
  const deal = dealt(card, program, scene);
  return "why" in deal
    ? { title: plain(card.title), why: deal.why }
    : { title: deal.inject.title, inject: { ...deal.inject, when } };
}

function Suggested(props: Props & { guide: Guide; original: Program; cards: readonly DeckCard[] }) {
  const { plan, program, guide, original, cards, onAdd } = props;
  const { clock } = useServices();
  // A plan has the names the drill came with, and the room of one the others.
  const isRenamed = program.hashes.text !== original.hashes.text;
  const suggestions = readGuide(guide, original, isRenamed ? plan.renames : AS_IT_CAME)
    .injects.toSorted((a, b) => a.minute - b.minute)
    .map((each) => {
      const suggested = suggestedOf(each, cards, props);
      const isIn = "inject" in suggested && plan.queue.some((other) => isSame(other, suggested.inject));
      return { ...each, suggested, isIn };
    });
  const missing = suggestions.flatMap(({ suggested, isIn }) =>
    "inject" in suggested && !isIn ? [suggested.inject] : [],
  );
  const add = (injects: readonly Dealt[]) => onAdd(injects.map((inject) => ({ ...inject, id: clock.id() })));
  return (
    <>
      {missing.length > 1 && (
        <Button icon={<Plus />} onClick={() => add(missing)}>
          {`Add all ${missing.length}`}
        </Button>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" aria-label="Suggested injects" className={css.cards}>
        {suggestions.map(({ id, minute, why, suggested, isIn }) => (
          <li key={id} className={css.card}>
            <div>
              <h3 className={css.cardTitle}>{suggested.title}</h3>
              <p className={css.uses}>
                <span className={css.meta}>Minute {minute}</span>
                {isIn && <Badge tone="good">in the queue</Badge>}
              </p>
              <p className={css.soft}>{why}</p>
              {"why" in suggested && (
                <Status tone="warn" plain>
                  {suggested.why}
                </Status>
              )}
            </div>
            {"inject" in suggested && (
              <Button icon={<Plus />} aria-label={`Add “${suggested.title}”`} onClick={() => add([suggested.inject])}>
                Add
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Whether an inject came from the same suggestion: by its card, or where the guide wrote it by its title. */
const isSame = (a: Dealt, b: Dealt): boolean => a.card === b.card && (a.card !== null || a.title === b.title);
