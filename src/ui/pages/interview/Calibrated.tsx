import { useEffect, useState } from "react";
import { calibrationOf, type Judgement } from "#modes/interview/calibration";
import { foldInterview } from "#modes/interview/fold";
import { ScoreBar } from "../../kit/Meter";
import { Section } from "../../kit/Page";
import { About } from "../../Sheet";
import { type Services, useServices } from "../../services";
import { clockWhen } from "../../when";
import css from "./result.module.css";

/** Interviews that are looked back on. */
const MOST = 20;

/** Earlier judgements, oldest first; what cannot be read is left out. */
async function judgementsOf({ interviews }: Services): Promise<readonly Judgement[]> {
  const store = await interviews();
  const finished = (await store.list()).filter(
    ({ status, coverage, header }) => status === "finished" && coverage !== null && header.copyOf === undefined,
  );
  const found = await Promise.all(
    finished.slice(0, MOST).map(async ({ header, coverage }): Promise<readonly Judgement[]> => {
      const stored = await store.load(header.id).catch(() => null);
      const self = stored === null ? null : foldInterview(header, stored.events).self;
      return self === null || coverage === null ? [] : [{ id: header.id, at: header.createdAt, self, score: coverage }];
    }),
  );
  return found.flat().sort((a, b) => a.at - b.at);
}

/** One's own scores beside what it came to, over time. */
export function Calibrated({ id, self, score }: { id: string; self: number; score: number }) {
  const services = useServices();
  const [earlier, setEarlier] = useState<readonly Judgement[]>([]);
  useEffect(() => {
    let gone = false;
    judgementsOf(services).then(
      (found) => !gone && setEarlier(found.filter((each) => each.id !== id)),
      // Without earlier ones this interview still says something.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [services, id]);
  const calibration = calibrationOf([...earlier, { self, score }]);
  if (calibration === null) return null;
  const { bias, gap, of } = calibration;
  const now = services.clock.now();
  return (
    <Section title="How well you judge yourself">
      <About>
        {of === 1
          ? "The first of your own scores. Over several interviews this shows whether you rate yourself high or low."
          : `Over ${of} interviews you were ${Math.round(gap)} points off on average, ${
              Math.abs(bias) < 3
                ? "as often above as below"
                : `${Math.round(Math.abs(bias))} ${bias > 0 ? "above" : "below"}`
            }.`}
      </About>
      {earlier.length > 0 && (
        <div className={css.bars}>
          {earlier.map((each) => (
            <ScoreBar
              key={each.id}
              label={clockWhen(each.at, now)}
              value={each.score}
              reference={{ label: "your own score", value: each.self }}
            />
          ))}
          <ScoreBar label="This one" value={score} reference={{ label: "your own score", value: self }} />
          <p className={css.meta}>The bar is what it came to, the tick your own score.</p>
        </div>
      )}
    </Section>
  );
}
