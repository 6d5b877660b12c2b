import { Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import { type CardId, FLAGS, type Flag, type Memory, type StudyDeed } from "#domain/study";
import { calendarOf, dateOfDay } from "#modes/study/days";
import { isSameMemory, lastDone } from "#modes/study/fold";
import { queueOf } from "#modes/study/queue";
import { schedulerOf } from "#modes/study/schedule";
import { Frame } from "../../Frame";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { useHotkeys } from "../../kit/hotkeys";
import { Badge } from "../../kit/Sign";
import { EmptyState } from "../../kit/State";
import { Sheet } from "../../Sheet";
import { Counts } from "../../study/Counts";
import { type Desk, useNow } from "../../study/useStudy";
import { FLAG_WORDS } from "../../study/words";
import { ZONE } from "../../study/zone";
import { useTitle } from "../../title";
import { Done } from "./Done";
import { More } from "./More";
import { Opened } from "./Opened";
import { OptionsDialog } from "./Options";
import css from "./study.module.css";
import { Turn } from "./Turn";

/** Seconds after which is looked again what is due. */
const LOOK = 15;

/** Today's session of study. */
export default function StudyPage() {
  useTitle("Study");
  return (
    <Frame>
      <Sheet>
        <Opened>{(desk) => <Session {...desk} />}</Opened>
      </Sheet>
    </Frame>
  );
}

/** The card on screen, with the memory it was shown with. */
interface Held {
  readonly id: CardId;
  readonly memory: Memory;
}

function Session({ study, act }: Desk) {
  const [now, look] = useNow(LOOK);
  const [held, setHeld] = useState<Held | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const scheduler = useMemo(() => schedulerOf(study.options, ZONE), [study.options]);
  const queue = useMemo(() => queueOf(study, now, ZONE), [study, now]);
  const date = dateOfDay(queue.day);

  // The card stays until it is graded or put away, here or in another tab: what comes due meanwhile does not take its place.
  const there = held === null ? undefined : study.cards.get(held.id);
  const isStill =
    held !== null && there !== undefined && queue.left.has(held.id) && isSameMemory(there.memory, held.memory);
  const next = queue.next === null ? undefined : study.cards.get(queue.next);
  if (!isStill && (held !== null || next !== undefined)) {
    setHeld(next === undefined ? null : { id: next.id, memory: next.memory });
  }
  const card = isStill ? there : next;

  const begin = calendarOf(ZONE, study.options.rollover).beginOf(queue.day);
  const last = lastDone(study, begin);
  const put = async (deed: StudyDeed, said: string) => {
    if ((await act([deed], "It could not be saved")) === null) return;
    look();
    announce(said);
  };
  const undo = async () => {
    const [first] = last;
    if (first === undefined) return;
    const deeds = last.map(({ id }): StudyDeed => ({ type: "undo", event: id }));
    if ((await act(deeds, "It could not be taken back")) === null) return;
    look();
    announce("Taken back");
    const { deed } = first;
    if (deed.type === "review") setHeld({ id: deed.card, memory: deed.before });
    else if (deed.type === "bury" || deed.type === "suspend") {
      const back = study.cards.get(deed.card);
      if (back !== undefined) setHeld({ id: back.id, memory: back.memory });
    }
  };
  const flag = (value: Flag) => card && void put({ type: "flag", card: card.id, flag: value }, FLAG_WORDS[value]);
  useHotkeys([
    { keys: "z", label: "Take the last thing back", group: "Study", run: () => void undo() },
    ...(card === undefined
      ? []
      : [
          {
            keys: "b",
            label: "Bury until tomorrow",
            group: "Study",
            run: () => void put({ type: "bury", card: card.id, day: date }, "Buried until tomorrow"),
          },
          {
            keys: "s",
            label: "Suspend",
            group: "Study",
            run: () => void put({ type: "suspend", card: card.id }, "Suspended"),
          },
          {
            keys: "f",
            label: "Next flag",
            group: "Study",
            run: () => flag(((card.flag + 1) % FLAGS.length) as Flag),
          },
        ]),
  ]);

  return (
    <>
      <header className={css.head}>
        <h1 className={css.title}>Study</h1>
        <Counts counts={queue.counts} />
        <div className={css.tools}>
          <Button
            kind="quiet"
            icon={<Undo2 />}
            keys="z"
            disabled={last.length === 0}
            onClick={() => void undo()}
            title="Take the last thing back"
          >
            Undo
          </Button>
          <a href="#/study/browse">Browse</a>
          <Button kind="quiet" onClick={() => setChoosing(true)}>
            Options
          </Button>
        </div>
      </header>
      {isChoosing && (
        <OptionsDialog
          options={study.options}
          today={date}
          onClose={() => setChoosing(false)}
          onSave={(options) => {
            setChoosing(false);
            void put({ type: "options", options }, "Options saved");
          }}
        />
      )}
      {study.cards.size === 0 ? (
        <EmptyState title="There are no cards yet" action={<a href="#/questions">Questions</a>}>
          <p>Every question of the bank becomes a card.</p>
        </EmptyState>
      ) : card === undefined ? (
        <Done study={study} queue={queue} now={now} />
      ) : (
        <Turn
          key={`${card.id} ${card.memory.reviews} ${card.memory.last}`}
          card={card}
          scheduler={scheduler}
          now={now}
          onReview={async (deed) => {
            const added = await act([deed], "The grade could not be saved");
            if (added === null) return false;
            look();
            announce("Saved");
            return true;
          }}
        >
          {card.flag > 0 && <Badge>Flag: {FLAG_WORDS[card.flag].toLowerCase()}</Badge>}
          <More card={card} date={date} onDo={(deed, said) => void put(deed, said)} />
        </Turn>
      )}
    </>
  );
}
