import { type FormEvent, useEffect, useRef, useState } from "react";
import { duration } from "#lib/format";
import { commandOf, type Entries, isMet, type Need } from "#modes/interview/incident/intent";
import { prospectOf } from "#modes/interview/incident/outcome";
import { Button } from "../../../kit/Button";
import { Select, TextArea, TextField } from "../../../kit/Field";
import { KeyValue } from "../../../kit/KeyValue";
import { Status } from "../../../kit/Sign";
import { Callout } from "../../../kit/State";
import { useView } from "../../../live";
import { RISK_WORDS } from "../../../words";
import css from "./incident.module.css";
import type { Open, Talk } from "./useTalk";

/** Long texts are written in several lines. */
const MAX_WORDS = 2000;

/** What was confirmed and is not done yet: what is still missing, what it would take, and what is expected of it. */
export function CarryingOut({ talk, open: { intent, question } }: { talk: Talk; open: Open }) {
  const [entries, setEntries] = useState<Entries>({});
  const [expectation, setExpectation] = useState("");
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // Once: whoever goes elsewhere meanwhile is not called back.
  useEffect(() => form.current?.querySelector<HTMLElement>("input, select, textarea")?.focus(), []);
  const command = commandOf(intent, entries);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (command !== null) void talk.carryOut(entries, expectation);
  };
  return (
    <form ref={form} className={css.carrying} onSubmit={submit} noValidate aria-label={intent.title}>
      <p className={css.what}>{intent.title}</p>
      {intent.needs.map((need) => (
        <NeedField
          key={need.field}
          need={need}
          text={entries[need.field] ?? ""}
          wrong={tried && !isMet(need, entries)}
          onChange={(text) => setEntries({ ...entries, [need.field]: text })}
        />
      ))}
      {command?.kind === "act" && <Prospect command={command} />}
      {question !== null && (
        <TextArea
          label={question}
          rows={2}
          value={expectation}
          maxLength={MAX_WORDS}
          onChange={(event) => setExpectation(event.target.value)}
        />
      )}
      <div className={css.buttons}>
        <Button onClick={talk.leave}>Leave it</Button>
        <Button type="submit" kind="primary" busy={talk.busy}>
          {intent.kind === "act" ? "Do it" : "Go ahead"}
        </Button>
      </div>
    </form>
  );
}

/** What exactly would happen, asked anew as the world moves on. */
function Prospect({ command }: { command: Parameters<typeof prospectOf>[1] }) {
  const view = useView((each) => each);
  const { entry, seconds, note, refusal } = prospectOf(view, command);
  if (entry === null) return null;
  const risk = RISK_WORDS[entry.risk];
  return (
    <>
      {refusal === null ? (
        <p>{note}.</p>
      ) : (
        <Callout tone="warn" title={`Not possible now: ${refusal.text}`}>
          {refusal.expected !== undefined && <p>Possible: {refusal.expected}.</p>}
        </Callout>
      )}
      <KeyValue
        pairs={[
          { key: "Takes", value: `about ${duration(seconds)}` },
          {
            key: "Risks",
            value: (
              <>
                <Status tone={risk.tone}>{risk.label}</Status> {entry.riskNote}
              </>
            ),
          },
          { key: "Undo", value: entry.undo ?? "It cannot be undone." },
        ]}
      />
    </>
  );
}

function NeedField({
  need,
  text,
  wrong,
  onChange,
}: {
  need: Need;
  text: string;
  wrong: boolean;
  onChange: (text: string) => void;
}) {
  if (need.kind === "choice") {
    return (
      <Select
        label={need.label}
        value={text}
        options={[{ value: "", label: "Choose…" }, ...need.choices]}
        error={wrong ? "Choose one." : undefined}
        onChange={onChange}
      />
    );
  }
  if (need.kind === "number") {
    return (
      <TextField
        label={need.unit === "share" ? `${need.label} (%)` : need.label}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        error={wrong ? "A number is needed here." : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <TextArea
      label={need.label}
      rows={3}
      maxLength={MAX_WORDS}
      value={text}
      error={wrong ? "Say something." : undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
