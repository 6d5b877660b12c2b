import type { WorldEvent } from "../../contract";
import { columns, type Host } from "./shell";
import { age } from "./time";

/** Seconds the cluster keeps its events. */
const KEPT = 3600;
const MOST = 60;

const REASONS: Readonly<Record<string, string>> = {
  scale: "ScalingReplicaSet",
  restart: "ScalingReplicaSet",
  deploy: "ScalingReplicaSet",
  rollback: "ScalingReplicaSet",
  hotfix: "ScalingReplicaSet",
  "config-edit": "ConfigChanged",
  "config-commit": "ConfigChanged",
  autoscaler: "HorizontalPodAutoscaler",
  quarantine: "Relabelled",
  "release-quarantine": "Relabelled",
  "restart-pod": "Killing",
};

function reasonOf(event: WorldEvent): { readonly type: string; readonly reason: string } | null {
  if (event.kind === "pods") {
    const bad = /OOM|Back-off|crash|fail|unhealthy|evict|not ready/i.test(event.text);
    const reason = /OOM/i.test(event.text)
      ? "OOMKilling"
      : /Back-off/i.test(event.text)
        ? "BackOff"
        : bad
          ? "Unhealthy"
          : "Scheduled";
    return { type: bad ? "Warning" : "Normal", reason };
  }
  if (event.kind === "gitops") return { type: "Normal", reason: "Synced" };
  const action = event.kind === "operation" ? event.operation?.request.action : undefined;
  const reason = action === undefined ? undefined : REASONS[action];
  if (reason === undefined) return null;
  return { type: event.phase === "failed" ? "Warning" : "Normal", reason };
}

/** The node an event is about, as far as it says so. */
function objectOf(host: Host, event: WorldEvent): string {
  const node = event.operation?.request.node;
  if (node !== undefined) return node;
  return (
    host.w.system.nodes.find(
      ({ id }) => event.id === id || event.id.startsWith(`${id} `) || event.id.startsWith(`${id}-`),
    )?.id ?? event.id
  );
}

/** What the cluster wrote down in the last hour, oldest first, repeated ones counted. */
export function eventsOf(host: Host, node: string | null, region: string | null, bare = false): string {
  const lines = new Map<string, { last: number; n: number; row: string[] }>();
  for (const event of host.w.events) {
    if (event.second > host.now || event.second < host.now - KEPT) continue;
    const known = reasonOf(event);
    if (known === null) continue;
    const object = objectOf(host, event);
    const at = event.operation?.request.region;
    if (node !== null && object !== node) continue;
    if (region !== null && at !== undefined && at !== "all" && at !== region) continue;
    const text = event.text === "" ? (event.operation?.note ?? "") : event.text;
    const key = `${object} ${known.reason} ${text} ${event.phase}`;
    const line = lines.get(key) ?? { last: 0, n: 0, row: [known.type, known.reason, object, text] };
    line.last = event.second;
    line.n++;
    lines.set(key, line);
  }
  const rows = [...lines.values()].sort((a, b) => a.last - b.last).slice(-MOST);
  if (rows.length === 0) return bare ? "<none>" : "No resources found.";
  const when = ({ last, n }: { last: number; n: number }) => `${age(host.now - last)}${n > 1 ? ` (x${n})` : ""}`;
  return columns([
    ["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"],
    ...rows.map((line) => [when(line), ...line.row]),
  ]);
}
