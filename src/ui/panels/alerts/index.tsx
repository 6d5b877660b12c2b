import { useState } from "react";
import type { AlertView } from "#domain/telemetry";
import { clock, duration } from "#lib/format";
import { useCanDo, useCommand } from "../../command";
import { initialConsole, openPanel } from "../../console-state";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { Panel } from "../../kit/Page";
import { Badge, Status, type Tone } from "../../kit/Sign";
import { EmptyState, Loading } from "../../kit/State";
import { useView } from "../../live";
import { useLook } from "../../looking";
import { useOpens } from "../../panels-open";
import { RefusalNote } from "../../RefusalNote";
import { useStartsAt, useWho } from "../../who";
import { nameOf } from "../../words";
import css from "./alerts.module.css";

type Rule = AlertView["rules"][number];
type Page = AlertView["pages"][number];

const STATES: readonly {
  readonly state: Rule["state"];
  readonly title: string;
  readonly word: string;
  readonly tone: Tone;
}[] = [
  { state: "firing", title: "Firing", word: "firing", tone: "bad" },
  { state: "pending", title: "Pending", word: "pending", tone: "warn" },
  { state: "inactive", title: "Quiet", word: "quiet", tone: "good" },
];

/** Pages that went off and who has them; rules with their state, and a way to silence them. */
export default function AlertsPanel() {
  const result = useLook({ panel: "alerts" });
  if (result?.panel !== "alerts") return <Loading label="Asking for the alerts" />;
  const { rules, pages } = result.alerts;
  return (
    <div className={css.panel}>
      <Panel title="Pages" flush>
        {pages.length === 0 ? (
          <EmptyState title="Nobody has been paged" />
        ) : (
          <ul className={css.list}>
            {[...pages]
              .sort((a, b) => b.second - a.second)
              .map((page) => (
                <PageRow key={page.id} page={page} />
              ))}
          </ul>
        )}
      </Panel>
      {rules.length === 0 && (
        <EmptyState title="No alert rules here">Nobody has written any for this system.</EmptyState>
      )}
      {STATES.map(({ state, title }) => {
        const here = rules.filter((rule) => rule.state === state);
        return here.length === 0 ? null : (
          <Panel key={state} title={`${title} (${here.length})`} flush>
            <ul className={css.list}>
              {here.map((rule) => (
                <RuleRow key={rule.id} rule={rule} />
              ))}
            </ul>
          </Panel>
        );
      })}
    </div>
  );
}

function PageRow({ page }: { page: Page }) {
  const { give, busy, refusal } = useCommand();
  const canPlay = useCanDo("ack");
  const startsAt = useStartsAt();
  const who = useWho();
  const at = (second: number) => clock(startsAt + second);
  const waits = page.acknowledgedAt === null;
  return (
    <li className={css.row}>
      <div className={css.head}>
        <Status tone={waits ? "bad" : "good"}>{waits ? "Waiting" : "Acknowledged"}</Status>
        <strong className={css.title}>{page.title}</strong>
        {waits && canPlay && (
          <Button kind="primary" busy={busy} onClick={() => void give({ kind: "ack", args: { page: page.id } })}>
            Acknowledge
          </Button>
        )}
      </div>
      <p className={css.detail}>
        Since <time>{at(page.second)}</time>
        {page.acknowledgedAt !== null && (
          <>
            {" "}
            · taken at <time>{at(page.acknowledgedAt)}</time>
            {page.by !== null && ` by ${who(page.by)}`}
          </>
        )}
        {page.escalatesAt !== null && page.escalatesTo !== null && (
          <>
            {" "}
            · goes to {who(page.escalatesTo)} at <time>{at(page.escalatesAt)}</time>
          </>
        )}
      </p>
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </li>
  );
}

const SILENCES = ["15", "30", "60", "120"] as const;

function RuleRow({ rule }: { rule: Rule }) {
  const nodes = useView((view) => view.system.nodes);
  const startsAt = useStartsAt();
  const { word, tone } = STATES.find(({ state }) => state === rule.state) ?? {
    word: rule.state,
    tone: "neutral" as const,
  };
  const node = nameOf(nodes, rule.node);
  const toLogs = useOpens("logs", rule.node);
  return (
    <li className={css.row}>
      <div className={css.head}>
        <Status tone={tone}>{word}</Status>
        <strong className={css.title}>{rule.title}</strong>
        <Badge tone={rule.severity === "page" ? "warn" : "neutral"}>
          {rule.severity === "page" ? "pages" : "ticket"}
        </Badge>
        {rule.silencedUntil !== null && (
          <Badge tone="info">silenced until {clock(startsAt + rule.silencedUntil)}</Badge>
        )}
      </div>
      <p className={css.detail}>
        {node}
        {rule.since !== null && (
          <>
            {" "}
            · since <time>{clock(startsAt + rule.since)}</time>
          </>
        )}
        {rule.hold > 0 && ` · must hold for ${duration(rule.hold)}`}
        {rule.summary !== "" && ` · ${rule.summary}`}
      </p>
      <code className={css.source}>{rule.source}</code>
      <div className={css.acts}>
        <Button
          aria-label={`Board of ${node}`}
          onClick={() => openPanel("board", { board: { ...initialConsole.board, node: rule.node } })}
        >
          Board
        </Button>
        {toLogs && (
          <Button
            aria-label={`Logs of ${node}`}
            onClick={() => openPanel("logs", { logs: { ...initialConsole.logs, query: `service:${rule.node}` } })}
          >
            Logs
          </Button>
        )}
        <Silence rule={rule} />
      </div>
    </li>
  );
}

function Silence({ rule }: { rule: Rule }) {
  const { give, busy, refusal } = useCommand();
  const canPlay = useCanDo("silence");
  const [minutes, setMinutes] = useState<(typeof SILENCES)[number]>("30");
  if (!canPlay) return null;
  const silence = (length: number) => void give({ kind: "silence", args: { rule: rule.id, minutes: length } });
  return (
    <>
      {rule.silencedUntil !== null ? (
        <Button busy={busy} aria-label={`Let it page again: ${rule.title}`} onClick={() => silence(0)}>
          Let it page again
        </Button>
      ) : (
        <>
          <Select
            label={`How long to silence ${rule.title}`}
            hideLabel
            value={minutes}
            options={SILENCES.map((value) => ({ value, label: `${value} min` }))}
            onChange={setMinutes}
          />
          <Button busy={busy} aria-label={`Silence ${rule.title}`} onClick={() => silence(Number(minutes))}>
            Silence
          </Button>
        </>
      )}
      {refusal !== null && <RefusalNote refusal={refusal} />}
    </>
  );
}
