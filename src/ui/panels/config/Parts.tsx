import type { ConfigView } from "#domain/telemetry";
import { duration, percent } from "#lib/format";
import { Button } from "../../kit/Button";
import { formatValue } from "../../kit/format";
import { Status, type Tone } from "../../kit/Sign";
import { EmptyState } from "../../kit/State";
import { type Column, Table } from "../../kit/Table";
import { Timestamp } from "../../kit/Timestamp";
import { useStartsAt, useWho } from "../../who";
import type { Act } from "./act";
import css from "./config.module.css";

type Setting = ConfigView["settings"][number];
type Pods = ConfigView["rollout"][number];

const POD_STATES: Readonly<Record<Pods["state"], { readonly label: string; readonly tone: Tone }>> = {
  serving: { label: "serving", tone: "good" },
  starting: { label: "starting", tone: "info" },
  quarantined: { label: "quarantined", tone: "warn" },
  drained: { label: "drained", tone: "neutral" },
};

function amount(value: number, unit: string): string {
  if (unit === "s") return duration(value);
  return unit === "share"
    ? percent(value)
    : unit === "per min"
      ? `${formatValue(value, "count")}/min`
      : formatValue(value, unit === "per s" ? "/s" : "count");
}

/** Numbers that can be turned: timeouts, pools, retries. */
export function Settings({ settings, act }: { settings: readonly Setting[]; act: Act | null }) {
  const columns: readonly Column<Setting>[] = [
    { id: "label", header: "Setting", width: "50%", cell: ({ label }) => label },
    { id: "value", header: "Now", align: "end", cell: ({ value, unit }) => amount(value, unit) },
    {
      id: "initial",
      header: "Was",
      align: "end",
      optional: true,
      cell: ({ value, initial, unit }) =>
        value === initial ? <span className="muted">the same</span> : amount(initial, unit),
    },
    ...(act === null
      ? []
      : [
          {
            id: "change",
            header: "Change",
            // What counts requests a minute is a limit and has an action of its own.
            cell: ({ id, label, unit }: Setting) => (
              <Button
                kind="quiet"
                aria-label={`Change “${label}”…`}
                onClick={() => act(unit === "per min" ? "limit" : "setting", { key: id })}
              >
                Change…
              </Button>
            ),
          },
        ]),
  ];
  return (
    <Table
      label="Settings"
      columns={columns}
      rows={settings}
      rowId={({ id }) => id}
      empty={<EmptyState title="Nothing here can be set" />}
    />
  );
}

/** Flags with the share of requests that have them on, and who set them when. */
export function Flags({ flags, act }: { flags: ConfigView["flags"]; act: Act | null }) {
  const startsAt = useStartsAt();
  const who = useWho();
  if (flags.length === 0) return <EmptyState title="No flag switches anything here" />;
  return (
    <ul className={css.flags}>
      {flags.map((flag) => (
        <li key={flag.id} className={css.flag}>
          <div className={css.flagHead}>
            <h3 className={css.flagName}>
              {flag.label} <code className="muted">{flag.id}</code>
            </h3>
            <Status tone={flag.share > 0 ? "info" : "neutral"}>
              {flag.share > 0 ? `on for ${percent(flag.share, flag.share < 0.1 ? 1 : 0)}` : "off"}
            </Status>
            {act !== null && (
              <Button aria-label={`Set ${flag.label}…`} onClick={() => act("flag", { flag: flag.id })}>
                Set…
              </Button>
            )}
          </div>
          {flag.note !== "" && <p>{flag.note}</p>}
          <ol className={css.history} aria-label={`History of ${flag.label}`}>
            {[...flag.history].reverse().map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two steps may fall into one second
              <li key={index}>
                <Timestamp second={step.second} startsAt={startsAt} withSeconds={false} /> {percent(step.share)} by{" "}
                {who(step.by)}
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}

/** Which version runs where, on how many pods, and in what state they are. */
export function Rollout({ rollout, act }: { rollout: readonly Pods[]; act: Act | null }) {
  const columns: readonly Column<Pods>[] = [
    { id: "region", header: "Region", sortBy: ({ region }) => region, cell: ({ region }) => region },
    { id: "version", header: "Version", sortBy: ({ version }) => version, mono: true, cell: ({ version }) => version },
    { id: "pods", header: "Pods", align: "end", sortBy: ({ pods }) => pods, cell: ({ pods }) => pods },
    { id: "ready", header: "Ready", align: "end", cell: ({ ready, pods }) => `${ready} of ${pods}` },
    {
      id: "state",
      header: "State",
      cell: ({ state }) => (
        <Status tone={POD_STATES[state].tone} plain>
          {POD_STATES[state].label}
        </Status>
      ),
    },
  ];
  return (
    <>
      <Table
        label="Versions and pods"
        columns={columns}
        rows={rollout}
        rowId={({ region, version, state }) => `${region} ${version} ${state}`}
        empty={<EmptyState title="No pods of ours run here" />}
      />
      {act !== null && rollout.length > 0 && (
        <div className={css.buttons}>
          <Button onClick={() => act("rollback")}>Roll back…</Button>
          <Button onClick={() => act("restart")}>Restart…</Button>
          <Button onClick={() => act("scale")}>Scale…</Button>
          <Button onClick={() => act("quarantine")}>Quarantine a pod…</Button>
        </div>
      )}
    </>
  );
}
