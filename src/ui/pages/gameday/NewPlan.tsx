import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { DrillCard } from "#domain/drill";
import type { PlanSubject } from "#domain/exercise";
import { messageOf } from "#lib/message";
import { TABLETOP_LIMITS } from "#modes/gameday/plan-shape";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextArea, TextField } from "../../kit/Field";
import { Callout } from "../../kit/State";
import { SegmentedControl } from "../../kit/Toggle";
import { useServices } from "../../services";
import { useDrills } from "../../useDrills";
import css from "./gameday.module.css";
import { beginPlan, drillSubject } from "./plans";

const has = (card: DrillCard, typed: string): boolean => {
  const text = [card.code, card.title, card.summary, card.company, ...card.tags].join(" ").toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/** What a game day is to be about: a drill that is simulated, or an incident that somebody tells. */
export function NewPlan({ onClose }: { onClose: () => void }) {
  const services = useServices();
  const [kind, setKind] = useState<"drill" | "told">("drill");
  const [failure, setFailure] = useState<string | null>(null);
  const begin = (subject: PlanSubject, title: string) => {
    setFailure(null);
    beginPlan(services, subject, title).catch((error: unknown) => setFailure(messageOf(error)));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title="Plan a game day"
      description="Nothing is opened yet: you prepare it, and open the room when you are ready."
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          {kind === "told" && (
            <Button kind="primary" type="submit" form="told">
              Plan it
            </Button>
          )}
        </>
      }
    >
      <div className={css.form}>
        <SegmentedControl
          label="What is played"
          value={kind}
          onChange={setKind}
          segments={[
            { value: "drill", label: "A drill" },
            { value: "told", label: "An incident you tell" },
          ]}
        />
        {failure !== null && <Callout tone="bad" title={`The plan could not be begun: ${failure}`} />}
        {kind === "drill" ? (
          <Drills onChoose={(card) => begin(drillSubject(card.slug, services), card.title)} />
        ) : (
          <Told
            onTell={(title, scenario) =>
              begin({ kind: "tabletop", incident: { id: services.clock.id(), title, scenario, story: null } }, title)
            }
          />
        )}
      </div>
    </Dialog>
  );
}

function Drills({ onChoose }: { onChoose: (card: DrillCard) => void }) {
  const cards = useDrills();
  const [typed, setTyped] = useState("");
  const shown = cards.filter((card) => has(card, typed.trim()));
  return (
    <>
      <TextField
        label="Search drills"
        hideLabel
        placeholder="Search drills"
        icon={<Search />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {shown.length === 0 && <p className={css.note}>No drill has all of these words.</p>}
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" aria-label="Drills" className={css.rows}>
        {shown.map((card) => (
          <li key={card.slug} className={css.row}>
            <div className={css.what}>
              <span>
                <span className="mono">{card.code}</span> <strong>{card.title}</strong>
              </span>
              <span className={css.meta}>
                <span>{card.company}</span>
                <span>about {card.minutes} min alone</span>
                <span>{card.level}</span>
              </span>
            </div>
            <Button onClick={() => onChoose(card)} aria-label={`Plan it: ${card.code}, ${card.title}`}>
              Plan it
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Told({ onTell }: { onTell: (title: string, scenario: string) => void }) {
  const [title, setTitle] = useState("");
  const [scenario, setScenario] = useState("");
  const [isSent, setSent] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (title.trim() !== "" && scenario.trim() !== "") onTell(title.trim(), scenario.trim());
  };
  return (
    <form id="told" className={css.form} onSubmit={submit} noValidate>
      <p className={css.note}>
        Nothing is simulated: you tell what happens, and the team has its roles, tasks, timers, notes and report.
      </p>
      <TextField
        label="Title"
        hint="What the page says: a symptom."
        value={title}
        error={isSent && title.trim() === "" ? "It needs one: it is what pages the team." : undefined}
        maxLength={200}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        label="Scenario"
        hint="What the team is told at the beginning."
        error={isSent && scenario.trim() === "" ? "Write what happens: there is nothing else to tell." : undefined}
        rows={5}
        maxLength={TABLETOP_LIMITS.scenario}
        value={scenario}
        onChange={(event) => setScenario(event.target.value)}
      />
    </form>
  );
}
