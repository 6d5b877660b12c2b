import type { ActionKind, ActRequest } from "#domain/actions";
import type { BoardResult } from "#domain/telemetry";
import { percent } from "#lib/format";
import type { WorldReading } from "../contract";
import { releases, revertOf } from "./history";

type Annotation = BoardResult["annotations"][number];

const KINDS: Readonly<Partial<Record<ActionKind, Annotation["kind"]>>> = {
  rollback: "deploy",
  deploy: "deploy",
  hotfix: "deploy",
  restart: "restart",
  scale: "scale",
  flag: "flag",
  "config-edit": "config",
  "config-commit": "config",
  setting: "config",
};
/** Actions that only look at something leave no mark on a chart and no line in a log. */
export const SILENT: readonly ActionKind[] = ["thread-dump", "heap-dump", "profile", "pause-plan"];

/** An action in a few words, by the names people use: what, where, to which value. */
export function actText(w: WorldReading, request: ActRequest): string {
  const { nodes, flags, settings } = w.system;
  const setting = settings.find(({ id }) => id === request.key);
  if (request.action === "setting" && setting !== undefined && request.amount !== undefined)
    return `${setting.label}: ${request.amount}${setting.unit === "count" || setting.unit === "share" ? "" : ` ${setting.unit}`}`;
  const node = nodes.find(({ id }) => id === request.node)?.label ?? request.node;
  const flag = flags.find(({ id }) => id === request.flag)?.label ?? request.flag;
  const what = [request.action.replaceAll("-", " "), node, request.version, flag, setting?.label ?? request.key];
  if (request.value !== undefined && request.action !== "config-edit" && request.action !== "config-commit") {
    what.push(`= ${request.value}`);
  }
  if (request.amount !== undefined) {
    what.push(request.action === "flag" ? percent(request.amount) : String(request.amount));
  }
  if (request.region !== undefined) what.push(`in ${request.region === "all" ? "all regions" : request.region}`);
  if (request.to !== undefined) what.push(`to ${request.to}`);
  return what.filter((part) => part !== undefined).join(" ");
}

/** Changes inside a window, oldest first: versions, operations from their start, flag steps, GitOps reverts. */
export function annotationsOf(w: WorldReading, from: number, to: number, node: string): Annotation[] {
  const found: Annotation[] = [];
  const add = (second: number, label: string, kind: Annotation["kind"], about: string | undefined) => {
    if (second < from || second > to) return;
    if (node === "all" || about === undefined || about === node) found.push({ second, label, kind });
  };
  for (const version of w.system.versions) {
    if (w.operations.some((each) => releases(each, version))) continue;
    const node = w.system.nodes.find(({ id }) => id === version.node)?.label ?? version.node;
    add(version.at, `${node} ${version.id}`, "deploy", version.node);
  }
  const viaOperation = new Set<string>();
  for (const { request, startsAt, phase } of w.operations) {
    if (phase === "requested" || (phase === "cancelled" && startsAt > w.second)) continue;
    if (SILENT.includes(request.action)) continue;
    if (request.action === "flag") viaOperation.add(`${request.flag}`);
    add(startsAt, actText(w, request), KINDS[request.action] ?? "other", request.node);
  }
  for (const flag of w.system.flags) {
    for (const step of w.flagHistory(flag.id)) {
      if (step.second <= w.recorder.from) continue;
      // A step somebody made by hand is already there as an operation.
      if (
        viaOperation.has(flag.id) &&
        w.operations.some((each) => each.request.flag === flag.id && each.by === step.by)
      )
        continue;
      add(step.second, `${flag.label} ${percent(step.share)}`, "flag", flag.node);
    }
  }
  for (const event of w.events) {
    const revert = revertOf(w, event);
    if (revert) add(event.second, event.text, "config", revert.node);
  }
  return found.sort((a, b) => a.second - b.second || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
}
