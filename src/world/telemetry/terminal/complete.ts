import type { Completion } from "#domain/telemetry";
import type { WorldReading } from "../../contract";
import { MANUAL } from "./help";
import { podsOf } from "./pods";
import type { Host } from "./shell";

const MOST = 60;
const VERBS = ["get", "describe", "logs", "top", "rollout", "scale", "set", "autoscale", "delete", "exec", "help"];
const RESOURCES = ["pods", "deploy", "statefulsets", "hpa", "events", "nodes", "ns"];
const FILTER_NAMES = ["grep", "head", "tail", "sort", "uniq", "wc"];
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  get: ["-n", "-l", "-o"],
  logs: ["--tail=", "--since=", "-n", "-l"],
  top: ["-n", "-l", "--sort-by=cpu"],
  rollout: ["-n", "--to-revision="],
  scale: ["--replicas=", "-n"],
  autoscale: ["--min=", "--max="],
  set: ["-n"],
  exec: ["--"],
};
const SQL = [
  '"SELECT * FROM pg_stat_activity"',
  '"SELECT * FROM pg_locks"',
  '"SELECT * FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 10"',
  '"SELECT * FROM pg_stat_replication"',
  '"EXPLAIN ',
  '"\\dt"',
];

const isWorkload = (kind: string): boolean =>
  kind !== "thirdparty" && kind !== "database" && kind !== "cache" && kind !== "queue";

/** Candidates for a word after the words before it in its stage. */
function candidates(host: Host, before: readonly string[], word: string): readonly string[] {
  const { system } = host.w;
  const nodes = system.nodes.map(({ id }) => id);
  const previous = before.at(-1) ?? "";
  const [program, verb] = before;
  if (program === undefined) return Object.keys(MANUAL);
  if (previous === "-n" || previous === "--namespace") return system.regions.map(({ id }) => id);
  const deploys = system.nodes.filter(({ kind }) => isWorkload(kind)).map(({ id }) => `deploy/${id}`);
  const pods = () => podsOf(host, null, null).map(({ name }) => name);
  const versions = () => system.versions.filter((v) => v.at <= host.now);
  switch (program) {
    case "kubectl":
    case "k": {
      if (verb === undefined) return VERBS;
      if (previous === "-l") return nodes.map((id) => `app=${id}`);
      if (previous === "-o") return ["wide"];
      if (word.startsWith("-")) return FLAGS[verb] ?? [];
      if (verb === "get" || verb === "describe") {
        if (before.length === 2) return RESOURCES;
        return /^pods?$/.test(before[2] ?? "") ? pods() : nodes;
      }
      if (verb === "rollout") return before.length === 2 ? ["status", "history", "undo", "restart"] : deploys;
      if (verb === "set" && before.length === 2) return ["image", "env"];
      if (verb === "set") return setCandidates(host, before, deploys);
      if (verb === "delete") return before.length === 2 ? ["pod"] : pods();
      if (verb === "top") return ["pods", "nodes"];
      if (verb === "logs") return [...deploys, ...pods()];
      if (verb === "exec" && before.includes("--")) return execCandidates(host, before[2] ?? "");
      return verb === "exec" ? pods() : deploys;
    }
    case "psql":
      if (before.length === 1) return system.nodes.filter(({ kind }) => kind === "database").map(({ id }) => id);
      return previous === "-c" ? SQL : ["-c"];
    case "redis-cli":
      if (previous === "-h")
        return system.nodes.filter(({ kind }) => kind === "cache" || kind === "queue").map(({ id }) => id);
      return ["-h", "info", "ping", "dbsize", "llen", "config", "flushall"];
    case "git":
      if (verb === undefined) return ["log", "show", "diff", "status"];
      if (previous === "--") return nodes;
      return word.startsWith("-") ? ["--oneline", "-p", "-n", "--"] : versions().map(({ id }) => id);
    case "curl":
      return word.startsWith("-") ? ["-I", "-s", "-v", "-w", "-m"] : routes(host);
    case "man":
      return Object.keys(MANUAL);
    case "openssl":
      if (verb === undefined) return ["s_client", "x509"];
      return previous === "-connect"
        ? nodes.map((id) => `${id}:443`)
        : word.startsWith("-")
          ? ["-connect", "-in", "-enddate"]
          : nodes;
    default:
      return nodes;
  }
}

function routes(host: Host): readonly string[] {
  return host.w.system.operations.flatMap(({ node, route }) => {
    const path = route.split(" ")[1] ?? "";
    return path.startsWith("/") ? [`${node}${path}`] : [];
  });
}

/** After `set image` its versions, after `set env` its keys. */
function setCandidates(host: Host, before: readonly string[], deploys: readonly string[]): readonly string[] {
  const named = before.find((word) => word.startsWith("deploy/"))?.slice(7);
  if (named === undefined) return deploys;
  const { versions, config } = host.w.system;
  if (before[2] === "env") return config.filter((c) => c.node === named).map((c) => `${c.key}=`);
  return versions.filter((v) => v.node === named && v.at <= host.now).map((v) => `${named}=${v.id}`);
}

function execCandidates(host: Host, name: string): readonly string[] {
  const pod = podsOf(host, null, null).find((each) => each.name === name);
  const probes = host.w.system.probes.filter((p) => p.node === pod?.at.node.id).map((p) => p.id);
  return [...probes, "env", "curl", "df", "free", "top", pod?.at.node.runtime === "cpython" ? "py-spy" : "jstack"];
}

/** What could stand where the cursor is. Pure; versions and pods as they are known at `now`. */
export function completeLine(w: WorldReading, line: string, cursor: number, now: number): Completion {
  const typed = line.slice(0, cursor);
  const stage = typed.slice(typed.lastIndexOf("|") + 1);
  // A quoted statement is one word.
  const quoted = /(?:^|\s)("[^"]*)$/.exec(stage)?.[1];
  const word = quoted ?? /\S*$/.exec(stage)?.[0] ?? "";
  const before = stage
    .slice(0, stage.length - word.length)
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  const all = typed.includes("|") && before.length === 0 ? FILTER_NAMES : candidates({ w, now }, before, word);
  const fitting = [...new Set(all)]
    .filter((each) => each.startsWith(word))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return { from: cursor - word.length, candidates: fitting.slice(0, MOST) };
}
