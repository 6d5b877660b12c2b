import { Plus, Search } from "lucide-react";
import { useState } from "react";
import type { Program, Scene } from "#domain/drill";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import { CARD_USES, type CardUse, type DeckCard } from "#domain/gameday";
import { effectText } from "#modes/gameday/words";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextField } from "../../kit/Field";
import { Badge, Status } from "../../kit/Sign";
import { Callout, Loading } from "../../kit/State";
import { SegmentedControl } from "../../kit/Toggle";
import { useServices } from "../../services";
import { capital, namesOf } from "../injects/words";
import { dealt, plain } from "./dealing";
import { USE_WORDS } from "./guide-words";
import css from "./plan.module.css";
import { useDeck } from "./useGuide";

const has = (card: DeckCard, typed: string): boolean => {
  const text = [card.title, card.when, card.read, ...card.discuss].join(" ").toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/** The deck: complications that fit any drill, as they would be in this one. */
export function DeckSheet({
  plan,
  program,
  scene,
  onAdd,
  onClose,
}: {
  plan: ExercisePlan;
  program: Program;
  scene: Scene;
  onAdd: (inject: PlannedInject) => void;
  onClose: () => void;
}) {
  const deck = useDeck();
  const [typed, setTyped] = useState("");
  const [use, setUse] = useState<CardUse | "all">("all");
  const shown =
    deck === null || "failure" in deck
      ? []
      : deck.cards.filter((card) => (use === "all" || card.uses.includes(use)) && has(card, typed.trim()));
  const dealtIds = new Set(plan.queue.map(({ card }) => card));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      side
      size="l"
      title="The deck"
      description="Complications that fit any drill. What you add can be changed in the queue."
      footer={<Button onClick={onClose}>Done</Button>}
    >
      <div className={css.part}>
        <TextField
          label="Search the deck"
          hideLabel
          placeholder="Search the deck"
          icon={<Search />}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <SegmentedControl
          label="Good for"
          value={use}
          onChange={setUse}
          segments={[{ value: "all", label: "All" }, ...CARD_USES.map((value) => ({ value, label: USE_WORDS[value] }))]}
        />
        {deck === null ? (
          <Loading label="Loading the deck" lines={8} />
        ) : "failure" in deck ? (
          <Callout tone="bad" title="The deck cannot be loaded">
            {deck.failure}
          </Callout>
        ) : shown.length === 0 ? (
          <p className={css.note}>No card fits that.</p>
        ) : (
          // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
          <ul role="list" aria-label="Cards" className={css.cards}>
            {shown.map((card) => (
              <Card
                key={card.id}
                card={card}
                program={program}
                scene={scene}
                isIn={dealtIds.has(card.id)}
                onAdd={onAdd}
              />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

function Card({
  card,
  program,
  scene,
  isIn,
  onAdd,
}: {
  card: DeckCard;
  program: Program;
  scene: Scene;
  isIn: boolean;
  onAdd: (inject: PlannedInject) => void;
}) {
  const { clock } = useServices();
  const deal = dealt(card, program, scene);
  const names = namesOf(scene);
  const title = "inject" in deal ? deal.inject.title : plain(card.title);
  return (
    <li className={css.card}>
      <div>
        <h3 className={css.cardTitle}>{title}</h3>
        <p className={css.uses}>
          {card.uses.map((use) => (
            <Badge key={use}>{USE_WORDS[use]}</Badge>
          ))}
          {isIn && <Badge tone="good">in the queue</Badge>}
        </p>
        <p className={css.soft}>{plain(card.when)}</p>
        {"why" in deal ? (
          <p>
            <Status tone="warn" plain>
              {deal.why}
            </Status>
          </p>
        ) : (
          <>
            {deal.inject.effects.map((effect, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: effects have no identity but their place
              <p key={index}>{capital(effectText(effect, names))}</p>
            ))}
            {deal.inject.read !== "" && <p>You: {deal.inject.read}</p>}
          </>
        )}
      </div>
      {"inject" in deal && (
        <Button icon={<Plus />} aria-label={`Add “${title}”`} onClick={() => onAdd({ ...deal.inject, id: clock.id() })}>
          Add
        </Button>
      )}
    </li>
  );
}
