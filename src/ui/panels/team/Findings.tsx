import { Share2 } from "lucide-react";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Timestamp } from "../../kit/Timestamp";
import { useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { useFolded, useSeatName } from "../../team/folded";
import { Part } from "../../team/Part";
import { useStartsAt } from "../../who";
import css from "./team.module.css";

/** What one has seen oneself and the others may not know, to be told to them; and what was told. */
export function Findings() {
  const facts = useView((view) => view.facts);
  const shared = useFolded((room) => room.shared);
  const nameOf = useSeatName("you");
  const startsAt = useStartsAt();
  const may = useCanDo("team.share");
  const { give, busy, refusal } = useCommand();
  const told = new Map(shared.map((each) => [each.fact, each]));
  const own = facts.filter(({ id, panel }) => !told.has(id) && panel !== "told");
  const known = facts.filter(({ id }) => told.has(id));
  if (own.length + known.length === 0) return null;
  return (
    <Part title="Found" count={facts.length}>
      {refusal !== null && <RefusalNote refusal={refusal} />}
      {own.length > 0 && (
        <ul aria-label="Only you may know" className={css.rows}>
          {[...own].reverse().map((fact) => (
            <li key={fact.id} className={css.row}>
              <p className={css.words}>{fact.text}</p>
              <div className={css.line}>
                <span className={css.meta}>
                  <Timestamp second={fact.second} startsAt={startsAt} withSeconds={false} /> · you saw it
                </span>
                {may && (
                  <span className={css.end}>
                    <Button
                      kind="quiet"
                      icon={<Share2 />}
                      busy={busy}
                      aria-label={`Tell everybody: ${fact.text}`}
                      onClick={async () => {
                        if (await give({ kind: "team", args: { do: "share", fact: fact.id } })) {
                          announce("Everybody knows it now.");
                        }
                      }}
                    >
                      Tell everybody
                    </Button>
                  </span>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {known.length > 0 && (
        <ul aria-label="Everybody knows" className={css.rows}>
          {[...known].reverse().map((fact) => (
            <li key={fact.id} className={css.row}>
              <p className={css.words}>{fact.text}</p>
              <p className={css.meta}>told by {nameOf(told.get(fact.id)?.by ?? "")}; everybody knows it</p>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
