import type { NodeSpec } from "#domain/system";
import { deploys } from "../deploys";
import { countsOf } from "./kubectl-get";
import { isAnswer, regionOf, workload } from "./kubectl-target";
import { type Answer, ask, columns, fail, type Host, meant, type Options, print } from "./shell";
import { iso } from "./time";

const PARTS = ["status", "history", "undo", "restart"] as const;

/** `kubectl rollout`: looking at what rolls, and rolling back or restarting. */
export function rolloutView(host: Host, options: Options): Answer {
  const [, part = "", ...words] = options.rest;
  if (part === "pause" || part === "resume")
    return fail(`rollout ${part}: a rollout is stopped with the operation itself (panel Actions, In progress)`);
  if (!(PARTS as readonly string[]).includes(part)) {
    return fail(`error: unknown command "rollout ${part}".${meant(part, PARTS)} There are: ${PARTS.join(", ")}`);
  }
  const node = workload(host, words);
  if (isAnswer(node)) return node;
  const region = regionOf(options);
  const where = region === null ? {} : { region };
  switch (part) {
    case "status":
      return print(status(host, node, region));
    case "history":
      return print(history(host, node));
    case "restart":
      return ask({ action: "restart", node: node.id, ...where }, `deployment.apps/${node.id} restarted`);
    default:
      return undo(host, node, where, options.value("--to-revision"));
  }
}

function status(host: Host, node: NodeSpec, region: string | null): string {
  const moving = host.w.operations.find(
    ({ request, phase, requestedAt, endsAt }) =>
      request.node === node.id &&
      phase === "running" &&
      requestedAt <= host.now &&
      endsAt > host.now &&
      (region === null || request.region === undefined || request.region === "all" || request.region === region),
  );
  const lines = countsOf(host, node, region).map((c) =>
    moving !== undefined || c.newest < c.pods
      ? `${c.region}: Waiting for deployment "${node.id}" rollout to finish: ${c.newest} of ${c.pods} updated, ${c.ready} available...`
      : c.ready < c.pods
        ? `${c.region}: Waiting for deployment "${node.id}" rollout to finish: ${c.ready} of ${c.pods} updated replicas are available...`
        : `${c.region}: deployment "${node.id}" successfully rolled out`,
  );
  return [...(moving === undefined ? [] : [moving.note]), ...lines].join("\n");
}

/** Versions of a node that have been released by now, oldest first. */
function revisions(host: Host, node: NodeSpec) {
  return host.w.system.versions.filter((v) => v.node === node.id && v.at <= host.now).sort((a, b) => a.at - b.at);
}

function history(host: Host, node: NodeSpec): string {
  const numbers = new Map(revisions(host, node).map((v, i) => [v.id, i + 1]));
  const rows = deploys(host.w, host.now)
    .filter((e) => e.node === node.id && (e.kind === "deploy" || e.kind === "rollback" || e.kind === "restart"))
    .reverse()
    .map((e) => [
      e.version === null ? "-" : String(numbers.get(e.version) ?? "-"),
      iso(host, e.second),
      e.state,
      e.by,
      e.title,
    ]);
  return `deployment.apps/${node.id}\n${columns([["REVISION", "TIME", "STATE", "BY", "CHANGE-CAUSE"], ...rows])}`;
}

function undo(host: Host, node: NodeSpec, where: { readonly region?: string }, revision: string | undefined): Answer {
  const known = revisions(host, node);
  if (revision === undefined || revision === "0") {
    return ask({ action: "rollback", node: node.id, ...where }, `deployment.apps/${node.id} rolled back`);
  }
  const version = known[Number(revision) - 1];
  if (version === undefined) {
    return fail(`error: unable to find specified revision ${revision} in history; there are 1 to ${known.length}`);
  }
  return ask(
    { action: "deploy", node: node.id, version: version.id, ...where },
    `deployment.apps/${node.id} rolled back to ${version.id}`,
  );
}
