import { useState } from "react";
import type { Refusal } from "#domain/commands";
import { consoleStore, openPanel } from "../../console-state";
import { Callout } from "../../kit/State";
import { toast } from "../../kit/toast";
import { RefusalNote } from "../../RefusalNote";
import { useOpenRoom } from "../context";
import { ROLE_WORDS } from "../roles";
import { Choices, type Key, type KeyGroup } from "./Choices";
import css from "./entry.module.css";
import { type Speaker, useSaying } from "./people";
import { closeEntry, openEntry, useEntry } from "./store";
import { obstacleOf, type Saying, type Values, type Verb } from "./verb";
import { VERB_GROUPS, VERBS } from "./verbs";
import { Words } from "./Words";

/** Taken by Enter after a name: the window shows what they see. */
const THEIR_SCREEN = "their-screen";

/** Who, what, what about, and the words: one after the other, as far as there is something to say. */
export function Steps({ speakers, onAfter }: { speakers: readonly Speaker[]; onAfter: (run: () => void) => void }) {
  const { session } = useOpenRoom();
  const { who } = useEntry();
  const [verb, setVerb] = useState<Verb | null>(null);
  const [choice, setChoice] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Refusal | string | null>(null);
  const saying = useSaying(who);

  const finish = async (said: Saying, does: Verb, about: string, values: Values) => {
    const outcome = does.outcome(said, about, values);
    if (outcome.kind === "screen") {
      session.actAs(said.seat.id);
      if (outcome.panel !== null) openPanel(outcome.panel);
      if (outcome.palette) onAfter(() => consoleStore.setState({ palette: true }));
      return closeEntry();
    }
    setBusy(true);
    const refusal = await session.send(outcome.body, outcome.seat.id);
    setBusy(false);
    if (refusal !== null) {
      // Without words there is nothing to mend: the keys are there again.
      if (blanksOf(said, does, about).length === 0) setVerb(null);
      return setWhy(refusal);
    }
    toast({ title: `${said.seat.name} ${does.label.replace(/( to)?…$/, "")}`, ...detailOf(said, does, about, values) });
    closeEntry();
  };
  /** On with a verb: what it is about, then the words, as far as there are any. */
  const go = (said: Saying, does: Verb, about: string | null) => {
    setWhy(null);
    setVerb(does);
    const only = does.choices === null ? "" : null;
    const choices = does.choices?.(said) ?? [];
    const taken = about ?? only ?? (choices.length === 1 ? choices[0]?.id : undefined);
    setChoice(taken ?? null);
    if (taken !== undefined && blanksOf(said, does, taken).length === 0) void finish(said, does, taken, {});
  };
  const takeVerb = (said: Saying, key: string) => {
    if (key === THEIR_SCREEN) {
      session.actAs(said.seat.id);
      return closeEntry();
    }
    const does = VERBS.find((each) => each.key === key);
    if (does === undefined) return;
    const obstacle = obstacleOf(does, said);
    if (obstacle !== null) setWhy(obstacle);
    else go(said, does, null);
  };
  /** It was somebody else after all. */
  const goOver = (key: string): boolean => {
    const other = speakers.find((speaker) => speaker.key === key);
    if (other === undefined) return false;
    setWhy(null);
    openEntry(other.seat.id);
    return true;
  };
  const back = () => {
    setWhy(null);
    const hadChoice = choice !== null && saying !== null && (verb?.choices?.(saying).length ?? 0) > 1;
    setChoice(null);
    if (hadChoice) return;
    if (verb === null) openEntry(null);
    setVerb(null);
  };

  return (
    <div className={css.entry}>
      <p className={css.so}>
        <span className={css.sentence}>
          <strong>{saying?.seat.name ?? "Who?"}</strong> {verb?.label ?? (saying === null ? "" : "…")}
        </span>
        <span className={css.ways}>Esc leaves{who !== null && " · ⌫ goes back"}</span>
      </p>
      {typeof why === "string" && <Callout tone="warn" title={why} />}
      {why !== null && typeof why !== "string" && <RefusalNote refusal={why} />}
      {saying === null && speakers.length < 2 && (
        <p className={css.ways}>
          Everybody plays on a device of their own. Somebody who has none gets a seat under People, and a digit here.
        </p>
      )}
      {saying === null ? (
        <Choices
          label="Who"
          groups={[{ label: null, keys: speakers.map(speakerKey) }]}
          onTake={openEntry}
          onBack={closeEntry}
        />
      ) : verb === null ? (
        <Choices
          label={`What ${saying.seat.name} does`}
          groups={verbGroups(saying)}
          onTake={(key) => takeVerb(saying, key)}
          onOther={goOver}
          onBack={back}
        />
      ) : choice === null ? (
        <Choices
          label={`${saying.seat.name} ${verb.label}`}
          groups={[{ label: null, keys: choiceKeys(verb, saying) }]}
          onTake={(id) => go(saying, verb, id)}
          onBack={back}
        />
      ) : (
        <Words
          blanks={blanksOf(saying, verb, choice)}
          busy={busy}
          onSend={(values) => void finish(saying, verb, choice, values)}
          onBack={back}
        />
      )}
    </div>
  );
}

const blanksOf = (saying: Saying, verb: Verb, choice: string) => verb.blanks?.(saying, choice) ?? [];

/** What was entered, as far as there are words for it. */
function detailOf(saying: Saying, verb: Verb, choice: string, { words }: Values): { readonly detail?: string } {
  const about = verb.choices?.(saying).find(({ id }) => id === choice)?.label;
  const detail = [about, words?.trim()].filter((part) => part !== undefined && part !== "").join(": ");
  return detail === "" ? {} : { detail };
}

const speakerKey = ({ seat, key }: Speaker): Key => ({
  id: seat.id,
  key,
  label: key === "0" ? `${seat.name} (you)` : seat.name,
  detail: [...seat.roles.map((role) => ROLE_WORDS[role].label), ...(seat.isHere ? [] : ["dropped out"])].join(", "),
});

function verbGroups(saying: Saying): readonly KeyGroup[] {
  // What only a facilitator does is no part of what the others do.
  const facilitates = saying.seat.roles.includes("facilitator");
  const groups = VERB_GROUPS.filter(({ label }) => facilitates || label !== "The exercise").map(({ label, verbs }) => ({
    label,
    keys: verbs.map((verb) => ({ id: verb.key, key: verb.key, label: verb.label, obstacle: obstacleOf(verb, saying) })),
  }));
  const screen = { id: THEIR_SCREEN, key: "enter", label: `Show ${saying.seat.name}'s screen` };
  return [...groups, { label: "This window", keys: [screen] }];
}

const choiceKeys = (verb: Verb, saying: Saying): readonly Key[] =>
  (verb.choices?.(saying) ?? []).map(({ id, label, detail, key }, nth) => ({
    id,
    label,
    detail,
    key: key ?? (nth < 9 ? String(nth + 1) : null),
  }));
