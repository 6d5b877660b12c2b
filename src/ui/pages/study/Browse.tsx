import { useMemo, useState } from "react";
import { QUESTION_SKILL_IDS, QUESTION_SKILLS } from "#domain/questions";
import { type CardId, FLAGS, type StudyDeed } from "#domain/study";
import { fixed } from "#lib/format";
import { calendarOf, dateOfDay } from "#modes/study/days";
import { type Entry, EVERYTHING, type Look, looked, type Standing } from "#modes/study/look";
import { dueDayOf } from "#modes/study/queue";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { type Option, Select, TextField } from "../../kit/Field";
import { Menu } from "../../kit/Menu";
import { Badge } from "../../kit/Sign";
import { EmptyState } from "../../kit/State";
import { type Column, Table } from "../../kit/Table";
import { Sheet } from "../../Sheet";
import { useEntries } from "../../study/useEntries";
import { type Desk, useNow } from "../../study/useStudy";
import { daysText, dueText, FLAG_WORDS, KIND_WORDS, plural, STANDING_WORDS } from "../../study/words";
import { ZONE } from "../../study/zone";
import { useTitle } from "../../title";
import { offerUndo } from "../../undo";
import { Opened } from "./Opened";
import { cardPath } from "./paths";
import css from "./study.module.css";

const ANY = "any";

/** Every card: found, sorted, put away. */
export default function BrowsePage() {
  useTitle("Cards");
  return (
    <Frame>
      <Sheet>
        <Opened>{(desk) => <Cards {...desk} />}</Opened>
      </Sheet>
    </Frame>
  );
}

function Cards({ study, questions, act }: Desk) {
  const [now] = useNow(60);
  const [look, setLook] = useState(EVERYTHING);
  const [chosen, setChosen] = useState<ReadonlySet<CardId>>(new Set());
  const calendar = calendarOf(ZONE, study.options.rollover);
  const day = calendar.dayOf(now);
  const entries = useEntries(study, questions, dateOfDay(day));
  const shown = useMemo(() => looked(entries, look), [entries, look]);
  const picked = shown.filter(({ card }) => chosen.has(card.id));
  const toggle = (ids: readonly CardId[], on: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      for (const id of ids) on ? next.add(id) : next.delete(id);
      return next;
    });
  const change = async (deeds: readonly StudyDeed[], said: string) => {
    const added = await act(deeds, "It could not be saved");
    if (added === null) return;
    setChosen(new Set());
    offerUndo(said, () => {
      const back = added.map(({ id }): StudyDeed => ({ type: "undo", event: id }));
      void act(back, "It could not be taken back");
    });
  };
  const isAll = shown.length > 0 && picked.length === shown.length;
  const columns: readonly Column<Entry>[] = [
    {
      id: "card",
      header: "Card",
      sortBy: ({ title }) => title.toLowerCase(),
      cell: ({ card, title, context }) => (
        <div className={css.entry}>
          <input
            type="checkbox"
            className={css.tick}
            aria-label={`Choose: ${title}`}
            checked={chosen.has(card.id)}
            onChange={(event) => toggle([card.id], event.currentTarget.checked)}
          />
          <a href={cardPath(card.id)}>{title}</a>
          {(context !== "" || card.flag > 0) && (
            <span className={css.meta}>
              {card.subject.kind !== "question" && `${KIND_WORDS[card.subject.kind]} · ${context} `}
              {card.flag > 0 && <Badge>Flag: {FLAG_WORDS[card.flag].toLowerCase()}</Badge>}
            </span>
          )}
        </div>
      ),
    },
    {
      id: "state",
      width: "92px",
      header: "State",
      optional: true,
      sortBy: ({ standing }) => standing,
      cell: ({ standing }) => STANDING_WORDS[standing],
    },
    {
      id: "due",
      width: "92px",
      header: "Due",
      // What was never seen is due after everything else.
      sortBy: ({ card }) => (card.memory.state === "new" ? Number.MAX_VALUE : card.memory.due),
      cell: ({ card, standing }) => {
        if (standing === "suspended") return "suspended";
        if (standing === "buried") return "tomorrow";
        return dueText(card.memory, now, dueDayOf(card, study.options, calendar, day) - day);
      },
    },
    {
      id: "interval",
      width: "84px",
      header: "Interval",
      align: "end",
      optional: true,
      sortBy: ({ card }) => card.memory.interval,
      cell: ({ card }) => (card.memory.interval > 0 ? daysText(card.memory.interval) : "–"),
    },
    {
      id: "difficulty",
      width: "92px",
      header: "Difficulty",
      align: "end",
      optional: true,
      sortBy: ({ card }) => card.memory.difficulty,
      cell: ({ card }) => (card.memory.difficulty > 0 ? fixed(card.memory.difficulty, 1) : "–"),
    },
    {
      id: "lapses",
      width: "92px",
      header: "Forgotten",
      align: "end",
      optional: true,
      sortBy: ({ card }) => card.memory.lapses,
      cell: ({ card }) => card.memory.lapses,
    },
  ];
  return (
    <>
      <header className={css.head}>
        <h1 className={css.title}>Cards</h1>
        <div className={css.tools}>
          <a href="#/study">Study</a>
        </div>
      </header>
      <Filters look={look} entries={entries} onLook={setLook} />
      <div className={css.count}>
        <span role="status">
          {shown.length === entries.length
            ? plural(entries.length, "card")
            : `${shown.length} of ${plural(entries.length, "card")}`}
          {picked.length > 0 && `, ${picked.length} chosen`}
        </span>
        {shown.length > 0 && (
          <Button
            kind="quiet"
            onClick={() =>
              toggle(
                shown.map(({ card }) => card.id),
                !isAll,
              )
            }
          >
            {isAll ? "Choose none" : "Choose all"}
          </Button>
        )}
        {picked.length > 0 && <Chosen picked={picked} onDo={(deeds, said) => void change(deeds, said)} />}
      </div>
      {shown.length === 0 ? (
        <EmptyState title={entries.length === 0 ? "There are no cards yet" : "No card fits"}>
          <p>{entries.length === 0 ? "Every question of the bank becomes one." : "Take a filter away."}</p>
        </EmptyState>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={css.list} aria-label="List of cards" tabIndex={0}>
          <Table label="Cards" columns={columns} rows={shown} rowId={({ card }) => card.id} />
        </section>
      )}
    </>
  );
}

const STANDINGS: readonly Standing[] = ["new", "learning", "review", "buried", "suspended"];

function Filters({ look, entries, onLook }: { look: Look; entries: readonly Entry[]; onLook: (look: Look) => void }) {
  const skills = QUESTION_SKILL_IDS.filter((id) => entries.some((entry) => entry.skills.includes(id)));
  const anyOr = (any: string, options: readonly Option<string>[]) => [{ value: ANY, label: any }, ...options];
  const orNull = <T extends string>(value: string, list: readonly T[]): T | null =>
    list.find((each) => each === value) ?? null;
  const kinds = ["question", "concept", "mark"] as const;
  return (
    <search className={css.filters}>
      <TextField
        label="Find"
        type="search"
        value={look.words}
        onChange={(event) => onLook({ ...look, words: event.currentTarget.value })}
      />
      <Select
        label="State"
        value={look.standing ?? ANY}
        options={anyOr(
          "Any state",
          STANDINGS.map((value) => ({ value, label: STANDING_WORDS[value] })),
        )}
        onChange={(value) => onLook({ ...look, standing: orNull(value, STANDINGS) })}
      />
      <Select
        label="Flag"
        value={look.flag === null ? ANY : String(look.flag)}
        options={anyOr(
          "Any flag",
          FLAGS.map((value) => ({ value: String(value), label: FLAG_WORDS[value] })),
        )}
        onChange={(value) => onLook({ ...look, flag: FLAGS.find((flag) => String(flag) === value) ?? null })}
      />
      <Select
        label="Skill"
        value={look.skill ?? ANY}
        options={anyOr(
          "All skills",
          skills.map((value) => ({ value, label: QUESTION_SKILLS[value].label })),
        )}
        onChange={(value) => onLook({ ...look, skill: orNull(value, skills) })}
      />
      <Select
        label="Kind"
        value={look.kind ?? ANY}
        options={anyOr(
          "Every kind",
          kinds.map((value) => ({ value, label: KIND_WORDS[value] })),
        )}
        onChange={(value) => onLook({ ...look, kind: orNull(value, kinds) })}
      />
    </search>
  );
}

/** What can be done with the chosen cards; each only where it changes something. */
function Chosen({
  picked,
  onDo,
}: {
  picked: readonly Entry[];
  onDo: (deeds: readonly StudyDeed[], said: string) => void;
}) {
  const cards = picked.map(({ card }) => card);
  const suspended = cards.filter(({ isSuspended }) => isSuspended);
  const active = cards.filter(({ isSuspended }) => !isSuspended);
  const learned = cards.filter(({ memory }) => memory.state !== "new");
  const added = cards.filter(({ origin }) => origin !== null);
  const said = (list: readonly unknown[], what: string) => `${plural(list.length, "card")} ${what}`;
  const forAll = (list: typeof cards, type: "suspend" | "resume" | "forget" | "remove", what: string) =>
    onDo(
      list.map(({ id }) => ({ type, card: id })),
      said(list, what),
    );
  return (
    <>
      {active.length > 0 && <Button onClick={() => forAll(active, "suspend", "suspended")}>Suspend</Button>}
      {suspended.length > 0 && <Button onClick={() => forAll(suspended, "resume", "resumed")}>Resume</Button>}
      <Menu
        trigger={<Button>Flag</Button>}
        groups={[
          FLAGS.map((flag) => ({
            id: String(flag),
            label: FLAG_WORDS[flag],
            onSelect: () =>
              onDo(
                cards.map(({ id }) => ({ type: "flag", card: id, flag })),
                said(cards, flag === 0 ? "without a flag" : `flagged ${FLAG_WORDS[flag].toLowerCase()}`),
              ),
          })),
        ]}
      />
      {learned.length > 0 && <Button onClick={() => forAll(learned, "forget", "forgotten: new again")}>Forget</Button>}
      {added.length > 0 && <Button onClick={() => forAll(added, "remove", "removed")}>Remove</Button>}
    </>
  );
}
