import { Search } from "lucide-react";
import { useId, useMemo, useState } from "react";
import type { PaletteEntry } from "#domain/view";
import { duration } from "#lib/format";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { Panel } from "../../kit/Page";
import { Status } from "../../kit/Sign";
import { EmptyState } from "../../kit/State";
import { useSession, useView } from "../../live";
import { UpTo } from "../../team/UpTo";
import { GROUP_WORDS, nameOf, RISK_WORDS } from "../../words";
import { ActionDialog, type Intent } from "./ActionDialog";
import css from "./actions.module.css";

type Group = keyof typeof GROUP_WORDS;

function matches({ entry }: PaletteEntry, words: readonly string[]): boolean {
  const text = `${entry.label} ${entry.does} ${entry.kind} ${GROUP_WORDS[entry.group]}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Everything that can be done to the system, in groups, each with what it does, takes, risks, and how to undo it. */
export default function ActionsPanel() {
  const palette = useView((view) => view.palette);
  const [query, setQuery] = useState("");
  const [intent, setIntent] = useState<Intent | null>(null);
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = palette.filter((choice) => matches(choice, words));
  const groups = (Object.keys(GROUP_WORDS) as Group[])
    .map((group) => ({ group, choices: found.filter(({ entry }) => entry.group === group) }))
    .filter(({ choices }) => choices.length > 0);
  return (
    <div className={css.panel}>
      <div className={css.search}>
        <TextField
          label="Find an action"
          hideLabel
          placeholder="Find an action"
          icon={<Search />}
          value={query}
          data-search
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <UpTo right="act">Acting on the system</UpTo>
      <Own />
      {groups.length === 0 && palette.length > 0 && (
        <EmptyState title="No action matches" action={<Button onClick={() => setQuery("")}>Show all</Button>}>
          Try a verb such as “roll back”, or what it is about.
        </EmptyState>
      )}
      <div className={css.groups}>
        {groups.map(({ group, choices }) => (
          <Panel key={group} title={GROUP_WORDS[group]} flush>
            <ul className={css.list}>
              {choices.map((choice) => (
                <Action key={choice.entry.kind} choice={choice} onChoose={setIntent} />
              ))}
            </ul>
          </Panel>
        ))}
      </div>
      <ActionDialog intent={intent} onClose={() => setIntent(null)} />
    </div>
  );
}

/** In a team, a resolver's own services: those one acts on. */
function Own() {
  const nodes = useView((view) => view.system.nodes);
  const services = useView(({ team }) => team?.services ?? null);
  if (services === null || services.length === 0 || services.length >= nodes.length) return null;
  return (
    <p className="muted">
      You act on {services.map((id) => nameOf(nodes, id)).join(", ")}. The others have their resolvers.
    </p>
  );
}

function Action({
  choice: { entry, unavailable },
  onChoose,
}: {
  choice: PaletteEntry;
  onChoose: (intent: Intent) => void;
}) {
  const session = useSession();
  const why = useId();
  // The usual length here does not change while an incident lasts.
  const usual = useMemo(
    () => session.getState().view?.estimate({ action: entry.kind }).seconds ?? entry.seconds,
    [session, entry],
  );
  const risk = RISK_WORDS[entry.risk];
  const isTheirs = useView(({ team }) => team !== null && !team.may.includes("act"));
  return (
    <li className={css.action}>
      <div className={css.text}>
        <h4 className={css.label}>{entry.label}</h4>
        <p>{entry.does}</p>
        <p className={css.note}>{entry.riskNote}</p>
        <p className={css.meta}>
          <span>about {duration(usual)}</span>
          <Status tone={risk.tone} plain>
            {risk.label}
          </Status>
          <span>{entry.undo === null ? "Cannot be undone" : `Undo: ${entry.undo}`}</span>
        </p>
        {unavailable !== undefined && (
          <p id={why} className={css.note}>
            Not here: {unavailable}
          </p>
        )}
      </div>
      <Button
        aria-label={`Choose: ${entry.label}`}
        disabled={unavailable !== undefined || isTheirs}
        aria-describedby={unavailable === undefined ? undefined : why}
        onClick={() => onChoose({ action: entry.kind })}
      >
        Choose…
      </Button>
    </li>
  );
}
