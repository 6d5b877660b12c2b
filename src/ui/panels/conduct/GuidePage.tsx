import { Eye } from "lucide-react";
import type { ReactNode } from "react";
import type { Guide } from "#domain/gameday";
import { ticked } from "#modes/gameday/plan";
import { effectText } from "#modes/gameday/words";
import { Button } from "../../kit/Button";
import { EmptyState, Loading } from "../../kit/State";
import { Checkbox } from "../../kit/Toggle";
import { useServices } from "../../services";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom } from "../../team/context";
import { capital, namesOf } from "../../team/injects/words";
import { Part } from "../../team/Part";
import { BEAT_WORDS } from "../../team/plan/guide-words";
import { nameOf } from "../../words";
import css from "./conduct.module.css";
import { fire } from "./fire";
import { TruthText } from "./Now";
import { SlowCard } from "./SlowCard";
import { Story } from "./Story";
import { useSay } from "./say";
import { conductStore, useConduct, usePlan, useScene } from "./store";
import { frontInject, nudgeInject } from "./suggested";

/** The guide on one page, to be worked with: points are ticked, and what can be done by a press is. Behind a press itself. */
export function GuidePage() {
  const guide = useConduct((state) => state.guide);
  const isShown = useConduct((state) => state.showsTruth);
  const { subject } = useOpenRoom().setup;
  const story = subject.kind === "tabletop" ? subject.incident.story : null;
  if (guide === undefined) return <Loading label="Loading the guide" lines={8} />;
  if (!isShown) {
    return (
      <EmptyState
        title={guide === null ? "What is true of this incident" : "The guide tells what broke"}
        action={
          <Button icon={<Eye />} data-first onClick={() => conductStore.setState({ showsTruth: true })}>
            Show it
          </Button>
        }
      >
        <p>Mind who sees this screen.</p>
      </EmptyState>
    );
  }
  return (
    <div className={css.tab}>
      <Part
        title="The truth"
        actions={
          <Button kind="quiet" data-first onClick={() => conductStore.setState({ showsTruth: false })}>
            Hide the guide
          </Button>
        }
      >
        <TruthText />
      </Part>
      {story !== null ? (
        <Story story={story} />
      ) : guide === null ? (
        <p className={css.quiet}>
          There is no guide for this incident: it came with a pack, or is only told. Notes are a good place for one of
          your own.
        </p>
      ) : (
        <Written guide={guide} />
      )}
    </div>
  );
}

function Written({ guide }: { guide: Guide }) {
  const say = useSay();
  const { slow, rescue } = guide;
  const { people, system } = useScene();
  const scene = useScene();
  const happen = useHappen();
  const nudger = nameOf(people, rescue.nudge.from);
  const front = nameOf(system.nodes, slow.front.node);
  return (
    <>
      <Part title="What usually happens">
        <ol className={css.list}>
          {guide.beats
            .toSorted((a, b) => a.minute - b.minute)
            .map(({ beat, minute, text, when }) => (
              <li key={beat}>
                <strong>
                  {minute} min · {BEAT_WORDS[beat]}
                </strong>
                <p>{say(text)}</p>
                <p className={css.meta}>{say(when)}</p>
              </li>
            ))}
        </ol>
      </Part>
      <Part title="Ask">
        {guide.questions.map((question) => (
          <Point key={question} point={question}>
            {say(question)}
          </Point>
        ))}
      </Part>
      <Part title="Too fast: slow them down">
        <Point point={slow.question}>{say(slow.question)}</Point>
        <p className={css.meta}>{say(slow.text)}</p>
        <div className={css.buttons}>
          <Button onClick={() => void happen((id) => frontInject(id("front"), slow.front, front))}>
            Open a second front: {front}
          </Button>
        </div>
        <p className={css.meta}>{capital(effectText(slow.front, namesOf(scene)))}.</p>
        <SlowCard card={slow.card} />
      </Part>
      <Part title="Stuck: one step after the other">
        <Point point={rescue.question}>Ask: {say(rescue.question)}</Point>
        <Point point={rescue.nudge.text}>
          {nudger}: “{say(rescue.nudge.text)}”
        </Point>
        <div className={css.buttons}>
          <Button onClick={() => void happen((id) => nudgeInject(id("nudge"), rescue.nudge, say, nudger))}>
            {nudger} says it now
          </Button>
        </div>
        <Point point={rescue.hint}>Tell them: {say(rescue.hint)}</Point>
      </Part>
      <Part title="Watch">
        {guide.watch.map((each) => (
          <Point key={each} point={each}>
            {say(each)}
          </Point>
        ))}
      </Part>
    </>
  );
}

/** Something of the guide that was gone through, or not yet; kept in the plan by the guide's own words. */
function Point({ point, children }: { point: string; children: ReactNode }) {
  const [plan, change] = usePlan();
  return (
    <div className={css.check}>
      <Checkbox
        checked={plan.ticked.includes(point)}
        onChange={() => change({ ticked: ticked(plan, point).ticked })}
        label={children}
      />
    </div>
  );
}

/** Carries something of the guide out as an inject of its own, which then stands in the queue among those that happened. */
function useHappen() {
  const { session } = useOpenRoom();
  const { clock } = useServices();
  const seat = useFacilitatorSeat()?.id ?? "";
  return (make: (id: (kind: string) => string) => Parameters<typeof fire>[2]) =>
    fire(
      session,
      seat,
      make((kind) => `${kind}-${clock.id().slice(0, 8)}`),
    );
}
