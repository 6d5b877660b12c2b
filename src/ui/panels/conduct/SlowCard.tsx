import { useState } from "react";
import { Button } from "../../kit/Button";
import { useServices } from "../../services";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom } from "../../team/context";
import { dealt } from "../../team/plan/dealing";
import { useDeck } from "../../team/plan/useGuide";
import css from "./conduct.module.css";
import { fire } from "./fire";
import { usePlan, useScene } from "./store";

/** The card of the deck that slows a team down, played by a press; it stands in the plan, so that what is expected can be ticked. */
export function SlowCard({ card: id }: { card: string }) {
  const { session } = useOpenRoom();
  const { clock } = useServices();
  const seat = useFacilitatorSeat()?.id ?? "";
  const deck = useDeck();
  const [program] = useState(() => session.log().program);
  const scene = useScene();
  const [plan, change] = usePlan();
  const card = deck === null || "failure" in deck ? undefined : deck.cards.find((each) => each.id === id);
  if (card === undefined) return null;
  const deal = dealt(card, program, scene);
  if ("why" in deal) {
    return (
      <p className={css.meta}>
        The card “{card.title}” does not fit: {deal.why}
      </p>
    );
  }
  const play = async () => {
    const inject = { ...deal.inject, id: clock.id(), when: { kind: "hand" } as const };
    change({ queue: [...plan.queue, inject] });
    await fire(session, seat, inject);
  };
  const isPlayed = plan.queue.some((each) => each.card === id);
  return (
    <div className={css.buttons}>
      <Button aria-disabled={isPlayed} onClick={() => !isPlayed && void play()}>
        Play the card “{card.title}”
      </Button>
      {isPlayed && <span className={css.meta}>It is in the queue.</span>}
    </div>
  );
}
