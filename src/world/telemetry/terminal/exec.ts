import type { Probe } from "#domain/system";
import { fixed } from "#lib/format";
import { probe } from "../probe";
import { curl } from "./curl";
import { environmentOf } from "./kubectl-describe";
import { byPod } from "./kubectl-top";
import type { Pod } from "./pods";
import { type Answer, ask, columns, fail, type Host, print } from "./shell";

const GIB = 1_073_741_824;

/** Commands that examine a running process; each is an action, because it costs the pod something. */
const EXAMINE: readonly { readonly test: RegExp; readonly action: "thread-dump" | "heap-dump" | "profile" }[] = [
  { test: /^(jstack|pstack)\b|py-spy dump|kill -(3|QUIT)|Thread\.print/, action: "thread-dump" },
  { test: /^jmap\b|GC\.heap_dump|heapdump|memray/, action: "heap-dump" },
  { test: /py-spy (record|top)|^perf\b|async-profiler|JFR\.start|pprof/, action: "profile" },
];

/** The command on a pod that words mean: by its name, or by all the words of its label. */
function probeNamed(probes: readonly Probe[], command: readonly string[]): Probe | undefined {
  const text = command.join(" ").toLowerCase();
  return probes.find(({ id, label }) => id === command[0] || label.toLowerCase() === text);
}

/** A command in a pod: probes that somebody prepared, what every container has, and tools that examine the process. */
export function execIn(host: Host, pod: Pod, command: readonly string[]): Answer {
  const { node, region } = pod.at;
  const [tool = "", ...words] = command;
  const text = command.join(" ");
  const probes = host.w.system.probes.filter((each) => each.node === node.id);
  const known = probeNamed(probes, command);
  if (known !== undefined) return print(probe(host.w, known.id, region, pod.cell.state === "quarantined"));
  const examine = EXAMINE.find(({ test }) => test.test(text));
  if (examine !== undefined) {
    return ask(
      { action: examine.action, node: node.id, region },
      `attaching to pid 1 … the ${examine.action.replace("-", " ")} is kept with the evidence (panels Runtime and In progress)`,
    );
  }
  switch (tool) {
    case "env":
    case "printenv": {
      const env = environmentOf(host, node.id, region).map((line) => line.replace(": ", "="));
      const [key] = words;
      const shown =
        key === undefined ? [...env, `HOSTNAME=${pod.name}`] : env.filter((line) => line.startsWith(`${key}=`));
      return {
        output:
          key === undefined ? shown.join("\n") : shown.map((line) => line.slice(line.indexOf("=") + 1)).join("\n"),
        exit: shown.length > 0 ? 0 : 1,
      };
    }
    case "curl":
      return curl(host, ["--from", region, ...words], []);
    case "hostname":
      return print(pod.name);
    case "df":
      return disk(host, pod);
    case "free":
      return memory(host, pod);
    case "uptime":
    case "top":
    case "ps":
      return load(host, pod, tool);
    case "sh":
    case "bash":
      return fail("no shell in this container; give the command itself: kubectl exec POD -- COMMAND", 126);
    default:
      return fail(
        `exec: "${tool}": executable file not found in $PATH\nIn this container: env, curl, df, free, top, hostname, jstack or py-spy dump, jmap or memray, perf${probes.map(({ id, label }) => `\n  ${id} — ${label}`).join("")}`,
        127,
      );
  }
}

function disk(host: Host, pod: Pod): Answer {
  const { disk: spec } = pod.at.node;
  if (spec === undefined)
    return print(
      columns([
        ["Filesystem", "Size", "Used", "Avail", "Use%", "Mounted on"],
        ["overlay", "20G", "6.1G", "14G", "31%", "/"],
      ]),
    );
  const { recorder } = host.w;
  const share = recorder.cell("disk", pod.cell.id, Math.min(host.now, recorder.until) - 1);
  const used = share * spec.size;
  const row = [
    "/dev/nvme1n1",
    `${spec.size}G`,
    `${fixed(used, 1)}G`,
    `${fixed(Math.max(0, spec.size - used), 1)}G`,
    `${Math.round(share * 100)}%`,
    "/data",
  ];
  return print(columns([["Filesystem", "Size", "Used", "Avail", "Use%", "Mounted on"], row]));
}

function memory(host: Host, pod: Pod): Answer {
  const limit = pod.at.node.memory?.limit;
  const used = byPod(host, "heap", pod.at.node.id, pod.at.region).get(pod.name);
  if (limit === undefined || used === undefined) return fail("free: this container has no memory limit of its own");
  const mib = Math.round((used * 1024) / GIB);
  return print(
    columns([
      ["", "total", "used", "free"],
      ["Mem (MiB):", String(limit), String(mib), String(Math.max(0, limit - mib))],
    ]),
  );
}

function load(host: Host, pod: Pod, tool: string): Answer {
  const { node, region } = pod.at;
  const share = byPod(host, "cpu", node.id, region).get(pod.name);
  const busy = byPod(host, "workers", node.id, region).get(pod.name);
  const cpu = share === undefined ? "?" : fixed(share * 100, 1);
  if (tool === "uptime")
    return print(`load average: ${share === undefined ? "?" : fixed(share * node.cores, 2)} (${node.cores} cores)`);
  return print(
    columns([
      ["PID", "COMMAND", "%CPU", "BUSY WORKERS"],
      [
        "1",
        `${node.id} ${pod.at.version}`,
        cpu,
        busy === undefined ? "?" : `${Math.round(busy)} of ${node.workers >= 1e9 ? "∞" : node.workers}`,
      ],
    ]),
  );
}
