import { type FormEvent, useState } from "react";
import { HOT_WASH_COLUMNS, type HotWashColumn } from "#domain/team";
import type { Card } from "#modes/gameday/room";
import { useCommand } from "../../../command";
import { Button } from "../../../kit/Button";
import { TextField } from "../../../kit/Field";
import { useView } from "../../../live";
import { RefusalNote } from "../../../RefusalNote";
import { useFolded, useFreshId, useSeatName } from "../../../team/folded";
import { useMayStill } from "../../../team/may";
import css from "./after.module.css";

const COLUMNS: Readonly<Record<HotWashColumn, { readonly title: string; readonly ask: string }>> = {
  kept: { title: "Worked: keep it", ask: "What worked" },
  changed: { title: "Did not work: change it", ask: "What to change" },
  wondered: { title: "Puzzled us", ask: "What was puzzling" },
};

/** Three columns that everybody writes into while they talk; one's own cards can be changed. */
export function HotWash() {
  return (
    <div className={css.board}>
      {HOT_WASH_COLUMNS.map((column) => (
        <Column key={column} column={column} />
      ))}
    </div>
  );
}

function Column({ column }: { column: HotWashColumn }) {
  const all = useFolded((room) => room.hotWash);
  const may = useMayStill("team.hot-wash");
  const fresh = useFreshId();
  const { give, busy, refusal } = useCommand();
  const [text, setText] = useState("");
  const { title, ask } = COLUMNS[column];
  const cards = all.filter((card) => card.column === column);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    if (await give({ kind: "team", args: { do: "hot-wash", card: fresh("card"), column, text: text.trim() } })) {
      setText("");
    }
  };
  return (
    <section aria-label={title} className={css.column}>
      <h3>{title}</h3>
      <ul>
        {cards.map((card) => (
          <OneCard key={card.id} card={card} />
        ))}
      </ul>
      {may && (
        <form noValidate data-print="hide" onSubmit={(event) => void submit(event)}>
          <TextField
            label={ask}
            hideLabel
            placeholder={`${ask}…`}
            value={text}
            maxLength={1000}
            autoComplete="off"
            aria-busy={busy}
            onChange={(event) => setText(event.target.value)}
          />
        </form>
      )}
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </section>
  );
}

function OneCard({ card }: { card: Card }) {
  const nameOf = useSeatName();
  const isOwn = useView(({ team }) => team?.seat === card.by);
  const may = useMayStill("team.hot-wash");
  const { give, busy, refusal } = useCommand();
  const [text, setText] = useState<string | null>(null);
  const write = async (words: string) => {
    const args = { do: "hot-wash", card: card.id, column: card.column, text: words } as const;
    if (await give({ kind: "team", args })) setText(null);
  };
  return (
    <li className={css.card}>
      {text === null ? (
        <p>{card.text}</p>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== "") void write(text.trim());
          }}
        >
          <TextField
            label="The card"
            hideLabel
            value={text}
            maxLength={1000}
            autoFocus
            onChange={(event) => setText(event.target.value)}
          />
        </form>
      )}
      <p className={css.meta}>
        <span>{nameOf(card.by)}</span>
        {isOwn && may && (
          <span className={css.end} data-print="hide">
            <Button
              kind="quiet"
              aria-label={`${text === null ? "Change" : "Leave it"}: ${card.text}`}
              onClick={() => setText(text === null ? card.text : null)}
            >
              {text === null ? "Change" : "Leave it"}
            </Button>
            <Button kind="quiet" busy={busy} aria-label={`Take away: ${card.text}`} onClick={() => void write("")}>
              Take away
            </Button>
          </span>
        )}
      </p>
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </li>
  );
}
