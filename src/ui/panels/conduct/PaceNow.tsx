import { duration } from "#lib/format";
import type { Advice, Pace, PaceId } from "#modes/gameday/pace";
import { paceOf } from "#modes/gameday/pace";
import { Button } from "../../kit/Button";
import { Status, type Tone } from "../../kit/Sign";
import { Loading } from "../../kit/State";
import { toast } from "../../kit/toast";
import { useView } from "../../live";
import { useServices } from "../../services";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom } from "../../team/context";
import { Part } from "../../team/Part";
import { BEAT_WORDS } from "../../team/plan/guide-words";
import { nameOf } from "../../words";
import css from "./conduct.module.css";
import { fire } from "./fire";
import { SlowCard } from "./SlowCard";
import { useSay } from "./say";
import { useSight } from "./sight";
import { useConduct, useScene } from "./store";
import { frontInject, nudgeInject } from "./suggested";

const PACES: Readonly<Record<PaceId, { readonly label: string; readonly tone: Tone }>> = {
  before: { label: "Not paged yet", tone: "neutral" },
  "too-fast": { label: "Too fast", tone: "warn" },
  "on-time": { label: "On time", tone: "good" },
  stuck: { label: "Stuck", tone: "bad" },
  done: { label: "All reached", tone: "good" },
};

/** Where the team is against the beats of the guide, and what the guide advises now. */
export function PaceNow() {
  const guide = useConduct((state) => state.guide);
  const reached = useConduct((state) => state.reached);
  const sight = useSight();
  const say = useSay();
  if (guide === undefined) return <Loading label="Loading the guide" lines={3} />;
  if (guide === null) return <WithoutGuide />;
  if (sight === null) return null;
  const pace = paceOf(guide, reached, sight);
  const { label, tone } = PACES[pace.pace];
  const page = sight.view.pages[0]?.firedAt ?? null;
  return (
    <Part title="Pace" actions={<Status tone={tone}>{label}</Status>}>
      <p>{pace.sentence}</p>
      <ol aria-label="Beats" className={css.beats}>
        {guide.beats
          .toSorted((a, b) => a.minute - b.minute)
          .map(({ beat, minute, when }) => {
            const at = reached.beats[beat];
            return (
              <li key={beat} title={say(when)} data-reached={at !== undefined} data-next={pace.next === beat}>
                <span className={css.beatSign} aria-hidden="true">
                  {at !== undefined ? "✓" : pace.next === beat ? "▸" : "·"}
                </span>
                <span>{BEAT_WORDS[beat]}</span>
                <span className={css.meta}>
                  {at !== undefined && page !== null
                    ? `${at <= page ? "at once" : `after ${duration(at - page)}`}, usually ${minute} min`
                    : `usually ${minute} min`}
                </span>
              </li>
            );
          })}
      </ol>
      <Advised advice={pace.advice} pace={pace} />
      {pace.quiet !== null && pace.quiet >= 120 && pace.pace !== "done" && (
        <p className={css.meta}>Nothing new for {duration(pace.quiet)}.</p>
      )}
    </Part>
  );
}

/** What is known of the pace where nobody has written down what usually happens. */
function WithoutGuide() {
  const now = useView((view) => view.now);
  const page = useView((view) => view.pages[0] ?? null);
  return (
    <Part title="Pace">
      <p>
        {page === null
          ? "Nobody was paged yet."
          : page.ackedAt === null
            ? `Paged ${duration(Math.max(0, now - page.firedAt))} ago, and nobody has taken it.`
            : `Under way for ${duration(Math.max(0, now - page.ackedAt))}.`}
      </p>
      <p className={css.quiet}>There is no guide for this incident, so there are no beats to go by.</p>
    </Part>
  );
}

/** What fits now; what can be done by a press has a button. */
function Advised({ advice, pace }: { advice: Advice; pace: Pace }) {
  const { session } = useOpenRoom();
  const { clock } = useServices();
  const seat = useFacilitatorSeat()?.id ?? "";
  const { people, system } = useScene();
  const say = useSay();
  if (advice.kind === "none") return null;
  const id = (kind: string) => `${kind}-${clock.id().slice(0, 8)}`;
  if (advice.kind === "rescue") {
    const { nudge } = advice;
    return (
      <div className={css.advice}>
        <p>
          <strong>{["Ask", "Nudge", "Tell them"][advice.step - 1]}:</strong> {say(advice.text)}
        </p>
        {nudge !== null && (
          <Button
            onClick={() => void fire(session, seat, nudgeInject(id("nudge"), nudge, say, nameOf(people, nudge.from)))}
          >
            {nameOf(people, nudge.from)} says it now
          </Button>
        )}
      </div>
    );
  }
  if (advice.kind === "slow") {
    const { front } = advice;
    const name = nameOf(system.nodes, front.node);
    return (
      <div className={css.advice}>
        <p>
          <strong>Ask:</strong> {say(advice.text)}
        </p>
        <Button
          onClick={async () => {
            const happened = await fire(session, seat, frontInject(id("front"), front, name));
            if (happened) toast({ title: `A second front: ${name}`, tone: "warn" });
          }}
        >
          Open a second front: {name}
        </Button>
        <SlowCard card={advice.card} />
      </div>
    );
  }
  return (
    <div className={css.advice}>
      <p>
        <strong>{pace.pace === "done" ? "Ask" : "If there is a lull, ask"}:</strong> {say(advice.text)}
      </p>
    </div>
  );
}
