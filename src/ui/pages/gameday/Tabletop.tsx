import { FileUp, Search } from "lucide-react";
import { useState } from "react";
import type { TabletopIncident } from "#domain/exercise";
import { messageOf } from "#lib/message";
import { newPlan } from "#modes/gameday/plan";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { FileButton } from "../../kit/FileButton";
import { Section } from "../../kit/Page";
import { Badge, Status } from "../../kit/Sign";
import { ErrorState } from "../../kit/State";
import { toast } from "../../kit/toast";
import { useServices } from "../../services";
import { matches, type useIncidents } from "./files";
import css from "./gameday.module.css";
import { beginPlan } from "./plans";

/** So many are drawn at once. */
const MOST = 60;

/** Incidents that are only told, out of a list in the Wheel-of-Misfortune form. */
export function Tabletop({ incidents }: { incidents: ReturnType<typeof useIncidents> }) {
  const { list, busy, failure, take, leave } = incidents;
  return (
    <Section title="Incidents that are told">
      <div className={css.told}>
        <p className={css.note}>
          A list in the Wheel-of-Misfortune form: JSON with an ID, a title and a scenario each, and compiled Ink stories
          if it names any. Choose the list and its stories together, or drop them on this page. It is read here and not
          kept; what you plan is.
        </p>
        <div className={css.buttons}>
          <FileButton
            label="List of incidents"
            accept=".json,application/json"
            multiple
            busy={busy}
            icon={<FileUp />}
            onFile={(_, all) => void take(all)}
          >
            Choose a list
          </FileButton>
          {list !== null && (
            <Button kind="quiet" onClick={leave}>
              Put the list away
            </Button>
          )}
        </div>
        {failure !== null && <ErrorState title="The list was not read">{failure}</ErrorState>}
        {list !== null && (
          <>
            {list.problems.length > 0 && (
              <div className={css.mistakes}>
                <p role="status">
                  <Status tone="warn" plain>
                    {list.problems.length === 1
                      ? "One thing is wrong; the rest was read"
                      : `${list.problems.length} things are wrong; the rest was read`}
                  </Status>
                </p>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
                {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
                <ul role="list" aria-label="What is wrong" tabIndex={0} className={css.problems}>
                  {list.problems.map(({ where, text }) => (
                    <li key={`${where} ${text}`}>
                      <span className={css.place}>{where}</span> {text}
                    </li>
                  ))}
                </ul>
              </div>
            )}
            {list.incidents.length > 0 && <Found incidents={list.incidents} />}
          </>
        )}
      </div>
    </Section>
  );
}

function Found({ incidents }: { incidents: readonly TabletopIncident[] }) {
  const [typed, setTyped] = useState("");
  const shown = incidents.filter((incident) => matches(incident, typed.trim()));
  return (
    <>
      <div className={css.tools}>
        <TextField
          label={`Search ${incidents.length} ${incidents.length === 1 ? "incident" : "incidents"}`}
          icon={<Search />}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <p role="status" className={css.meta}>
          {typed.trim() === "" ? "" : `${shown.length} found`}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" aria-label="Incidents" className={css.rows}>
        {shown.slice(0, MOST).map((incident) => (
          <Incident key={incident.id} incident={incident} />
        ))}
      </ul>
      {shown.length > MOST && <p className={css.note}>{shown.length - MOST} more: search for them.</p>}
    </>
  );
}

function Incident({ incident }: { incident: TabletopIncident }) {
  const services = useServices();
  const [busy, setBusy] = useState(false);
  const { title, scenario, story } = incident;
  const subject = { kind: "tabletop", incident } as const;
  const fail = (what: string) => (error: unknown) => {
    setBusy(false);
    toast({ title: what, detail: messageOf(error), tone: "bad" });
  };
  const plan = () => {
    setBusy(true);
    beginPlan(services, subject, title).catch(fail("The plan could not be begun"));
  };
  const open = () => {
    setBusy(true);
    import("./plan/open")
      .then(({ openLobby }) => openLobby(newPlan(subject, title.slice(0, 200), services.clock.seed()), services))
      .catch(fail("The room was not opened"));
  };
  return (
    <li className={css.row}>
      <div className={css.what}>
        <span className={css.meta}>
          <strong className={css.name}>{title}</strong>
          {story !== null && <Badge tone="info">with a story</Badge>}
        </span>
        {scenario !== title && scenario !== "" && (
          <details>
            <summary className={css.scenario}>{opening(scenario)}</summary>
            <p className={css.whole}>{scenario}</p>
          </details>
        )}
      </div>
      <div className={css.buttons}>
        <Button kind="quiet" busy={busy} aria-label={`Plan it: “${title}”`} onClick={plan}>
          Plan it
        </Button>
        <Button busy={busy} aria-label={`Open a room for “${title}”`} onClick={open}>
          Open a room
        </Button>
      </div>
    </li>
  );
}

/** The first line, as far as it fits. */
function opening(scenario: string): string {
  const line = scenario.split("\n", 1)[0] ?? "";
  return line.length <= 120 ? line : `${line.slice(0, 117).trimEnd()}…`;
}
