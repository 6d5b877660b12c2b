import { useState } from "react";
import type { DrillCard } from "#domain/drill";
import { Button } from "../../kit/Button";
import { Page } from "../../kit/Page";
import { useServices } from "../../services";

/** All incidents; starting one stores a new run and goes to it. */
export default function HomePage() {
  const { library, runs, clock } = useServices();
  const [starting, setStarting] = useState<string | null>(null);
  const start = async (card: DrillCard) => {
    setStarting(card.slug);
    const [{ newRun, storeRun }, program] = await Promise.all([import("#session/index"), library.program(card.slug)]);
    const run = newRun(program, {
      id: clock.id(),
      seed: clock.seed(),
      clock: "live-pause",
      author: "player",
      role: "lead",
    });
    await storeRun(runs, clock, program, run);
    location.hash = `#/run/${run.header.id}`;
  };
  return (
    <Page>
      <h1>Meantime</h1>
      <ul>
        {library.cards().map((card) => (
          <li key={card.code}>
            <h2>
              {card.code} {card.title}
            </h2>
            <p>{card.summary}</p>
            <Button kind="primary" busy={starting === card.slug} onClick={() => void start(card)}>
              Start
            </Button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
