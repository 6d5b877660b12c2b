import type { NodeSpec } from "#domain/system";
import { configView } from "../config";
import { eventsOf } from "./events";
import { countsOf, hpaTarget } from "./kubectl-get";
import { isAnswer, kindOf, regionOf, unknownKind, workload } from "./kubectl-target";
import { type Pod, podNamed, podsOf } from "./pods";
import { type Answer, columns, fail, type Host, meant, type Options, print } from "./shell";
import { iso } from "./time";

/** `kubectl describe`. */
export function describe(host: Host, options: Options): Answer {
  const [, word = "", given] = options.rest;
  const slash = word.indexOf("/");
  const kind = kindOf(slash > 0 ? word.slice(0, slash) : word);
  const name = slash > 0 ? word.slice(slash + 1) : (given ?? "");
  if (kind === undefined) return unknownKind(word);
  if (kind === "pods") {
    const pod = podNamed(host, name);
    if (pod !== undefined) return print(describePod(host, pod));
    return fail(
      `Error from server (NotFound): pods "${name}" not found.${meant(
        name,
        podsOf(host, null, null).map((p) => p.name),
      )}`,
    );
  }
  if (kind !== "deployments" && kind !== "statefulsets" && kind !== "hpa") {
    return fail(`describe knows pod, deploy, statefulset and hpa here; for ${kind}: kubectl get ${kind}`);
  }
  const node = workload(host, [`${kind === "hpa" ? "deploy" : kind}/${name}`], true);
  if (isAnswer(node)) return node;
  return print(
    kind === "hpa" ? describeHpa(host, node, regionOf(options)) : describeWorkload(host, node, regionOf(options)),
  );
}

/** Environment of a node in a region, one `KEY: value` a line; secrets only say that they are set. */
export function environmentOf(host: Host, node: string, region: string): readonly string[] {
  return configView(host.w, node).keys.map(({ key, live }) => `${key}: ${live[region] ?? ""}`);
}

function describePod(host: Host, pod: Pod): string {
  const { node, region, version, zone } = pod.at;
  const memory = node.memory;
  const env = environmentOf(host, node.id, region);
  const lines = [
    `Name:             ${pod.name}`,
    `Namespace:        ${region}`,
    `Node:             ${zone === "" ? region : zone}-worker-${(pod.name.length % 3) + 1}`,
    `Start Time:       ${iso(host, pod.since)}`,
    `Labels:           app=${node.id},version=${version}${pod.cell.state === "quarantined" ? ",quarantine=true" : ""}`,
    `Status:           ${pod.status === "ContainerCreating" ? "Pending" : "Running"}`,
    "Containers:",
    `  ${node.id}:`,
    `    Image:          registry.internal/${node.id}:${version}`,
    `    State:          ${pod.status === "CrashLoopBackOff" ? "Waiting (CrashLoopBackOff)" : pod.status === "ContainerCreating" ? "Waiting (ContainerCreating)" : "Running"}`,
    ...(pod.restarts > 0 && memory !== undefined ? ["    Last State:     Terminated (OOMKilled), exit code 137"] : []),
    `    Ready:          ${pod.isReady ? "True" : "False"}`,
    `    Restart Count:  ${pod.restarts}`,
    `    Limits:         cpu ${node.cores}${memory === undefined ? "" : `, memory ${memory.limit}Mi`}`,
    `    Environment:    ${env.length === 0 ? "<none>" : ""}`,
    ...env.map((line) => `      ${line}`),
    `Conditions:       Ready ${pod.isReady ? "True" : "False"}`,
    "Events:",
    eventsOf(host, node.id, region, true),
  ];
  return lines.join("\n");
}

function describeWorkload(host: Host, node: NodeSpec, region: string | null): string {
  const strategy = node.rollout?.strategy ?? "rolling";
  return countsOf(host, node, region)
    .map((c) =>
      [
        `Name:               ${node.id}`,
        `Namespace:          ${c.region}`,
        `Annotations:        team: ${node.team}${node.gitops ? ", managed-by: gitops (edits by hand are put back)" : ""}`,
        `Replicas:           ${c.pods} desired | ${c.newest} updated | ${c.pods} total | ${c.ready} available | ${c.pods - c.ready} unavailable`,
        `Strategy:           ${strategy}`,
        `Images:             ${[...c.versions].map((v) => `registry.internal/${node.id}:${v}`).join(", ")}`,
        `Limits:             cpu ${node.cores}${node.memory === undefined ? "" : `, memory ${node.memory.limit}Mi`}`,
        "Environment:",
        ...environmentOf(host, node.id, c.region).map((line) => `  ${line}`),
        "Events:",
        eventsOf(host, node.id, c.region, true),
      ].join("\n"),
    )
    .join("\n\n");
}

function describeHpa(host: Host, node: NodeSpec, region: string | null): string {
  const spec = node.autoscaler;
  if (spec === undefined) return `"${node.id}" has no autoscaler.`;
  return countsOf(host, node, region)
    .map((c) =>
      columns(
        [
          ["Name:", node.id],
          ["Namespace:", c.region],
          ["Metrics:", hpaTarget(host, node, c.region)],
          ["Min replicas:", String(spec.min)],
          ["Max replicas:", String(spec.max)],
          ["Interval:", `${spec.interval}s, scale-down window ${spec.downWindow}s`],
          ["Deployment pods:", `${c.pods} current`],
        ],
        2,
      ),
    )
    .join("\n\n");
}
