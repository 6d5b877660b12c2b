import type { MetricId } from "#domain/telemetry";
import { fixed } from "#lib/format";
import { configView } from "../config";
import { queryMetric } from "../query";
import { podsOf } from "./pods";
import { ask, fail, type Host, meant, nodeNamed, nodesOf, type Program, print, readOptions } from "./shell";

/** Newest scraped value of a metric of a node; null when there is none. */
function newest(host: Host, node: string, metric: MetricId): number | null {
  const { scrape } = host.w.system.telemetry;
  const query = { metric, node, split: null, from: host.now - 90, to: host.now, step: scrape };
  const values = [...(queryMetric(host.w, query, host.now)[0]?.values ?? [])].filter((v) => !Number.isNaN(v));
  return values.at(-1) ?? null;
}

/** `redis-cli [-h node]`: what the metrics know of a cache or a broker, in Redis' words. */
export const redisCli: Program = (host, words) => {
  const options = readOptions(words, new Set(["-h", "-p", "-n", "-a"]));
  const nodes = nodesOf(host, "cache", "queue");
  const names = nodes.map(({ id }) => id);
  const wanted = options.value("-h");
  const node = wanted === undefined ? (nodes.length === 1 ? nodes[0] : undefined) : nodeNamed(host, wanted);
  if (nodes.length === 0) return fail("Could not connect to Redis: this company runs none");
  if (node === undefined || !names.includes(node.id)) {
    return fail(
      `Could not connect to Redis at ${wanted ?? "127.0.0.1"}:6379.${meant(wanted ?? "", names)} Say which: -h ${names.join(" | -h ")}`,
    );
  }
  const [command = "help", key = "", from, to] = options.rest;
  const pods = podsOf(host, node.id, null).filter((p) => p.isReady).length;
  if (pods === 0) return fail(`Could not connect to Redis at ${node.id}:6379: Connection refused`);
  const rate = newest(host, node.id, "requests") ?? 0;
  const hit = node.cache === null ? null : newest(host, node.id, "hit") || null;
  const backlog = node.kind === "queue" ? newest(host, node.id, "backlog") : null;
  switch (command.toLowerCase()) {
    case "ping":
      return print("PONG");
    case "info": {
      const lines = [
        "# Server",
        "redis_version:7.2.4",
        "# Stats",
        `instantaneous_ops_per_sec:${Math.round(rate)}`,
        ...(hit === null
          ? []
          : [
              `keyspace_hits:${Math.round(hit * rate * 60)}`,
              `keyspace_misses:${Math.round((1 - hit) * rate * 60)}`,
              `keyspace_hit_ratio_last_minute:${fixed(hit, 3)}`,
            ]),
        "# Replication",
        "role:master",
        `connected_instances:${pods}`,
        ...(node.cache?.keys === undefined
          ? []
          : ["# Memory", "maxmemory_policy:allkeys-lru", `maxmemory_entries:${node.cache.keys.capacity}`]),
        ...(backlog === null
          ? []
          : [
              "# Queues",
              `messages_ready:${Math.round(backlog)}`,
              `messages_dead:${Math.round(newest(host, node.id, "dead") ?? 0)}`,
            ]),
      ];
      return print(lines.join("\n"));
    }
    case "dbsize":
      return node.cache?.keys === undefined
        ? fail("(error) DBSIZE is switched off here")
        : print(`(integer) ${Math.min(node.cache.keys.capacity, node.cache.keys.keys)}`);
    case "llen":
    case "xlen":
      if (backlog === null) return print("(integer) 0");
      return print(`(integer) ${Math.round(key.includes("dead") ? (newest(host, node.id, "dead") ?? 0) : backlog)}`);
    case "config": {
      const settings = configView(host.w, node.id).settings.map(({ id, value }) => `${id} ${value}`);
      return print(settings.length === 0 ? "(empty array)" : settings.join("\n"));
    }
    case "flushall":
    case "flushdb":
      return ask({ action: "purge-cache", node: node.id }, "OK");
    case "monitor":
      return fail("(error) MONITOR halves the throughput and is switched off here; traces show single requests");
    case "keys":
      return fail("(error) KEYS walks the whole keyspace while everybody waits; it is switched off here");
    case "lrange":
      return fail(
        `(error) messages are read in the panel Runtime (queue, dead letters)${from === undefined ? "" : ` instead of ${from}–${to ?? from}`}`,
      );
    default:
      return fail(
        `(error) unknown command '${command}'.${meant(command, REDIS_COMMANDS)} Here: ${REDIS_COMMANDS.join(", ")}`,
      );
  }
};

export const REDIS_COMMANDS = ["info", "ping", "dbsize", "llen", "config", "flushall"] as const;
