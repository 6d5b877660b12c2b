import type { ActionKind, OperationStatus } from "#domain/actions";
import type { DeployEntry } from "#domain/telemetry";
import { percent } from "#lib/format";
import type { WorldReading } from "../contract";
import { actText } from "./annotations";
import { releases, revertOf } from "./history";

const KINDS: Readonly<Partial<Record<ActionKind, DeployEntry["kind"]>>> = {
  deploy: "deploy",
  hotfix: "deploy",
  rollback: "rollback",
  flag: "flag",
  "config-edit": "config",
  "config-commit": "config",
  setting: "config",
  scale: "scale",
  restart: "restart",
  failover: "traffic",
  "traffic-shift": "traffic",
  shed: "traffic",
  "rate-limit": "traffic",
  drain: "traffic",
  undrain: "traffic",
  quarantine: "traffic",
  "release-quarantine": "traffic",
};

function stateOf(w: WorldReading, operation: OperationStatus, now: number): DeployEntry["state"] {
  if (operation.phase === "failed" || operation.phase === "cancelled") return "failed";
  if (operation.phase !== "done" || operation.endsAt > now) return "running";
  const { request } = operation;
  if (request.action !== "config-edit") return "done";
  const undone = w.events.some((event) => {
    const revert = event.second >= operation.endsAt && event.second <= now ? revertOf(w, event) : null;
    return (
      revert?.node === request.node &&
      revert?.key === request.key &&
      (revert?.region === "all" || revert?.region === request.region)
    );
  });
  return undone ? "reverted" : "done";
}

/** Everything that changed production up to `now`, newest first: releases, operations, flag steps, GitOps reverts. */
export function deploys(w: WorldReading, now: number): DeployEntry[] {
  const { system } = w;
  const entries: DeployEntry[] = [];
  const nodeOf = (flag: string) => system.flags.find((each) => each.id === flag)?.node ?? "";
  const rollbacks = w.operations.filter(
    ({ request, phase, endsAt }) => request.action === "rollback" && phase === "done" && endsAt <= now,
  );
  for (const version of system.versions) {
    if (version.at > now || w.operations.some((each) => releases(each, version))) continue;
    const undone = rollbacks.some(
      ({ request }) =>
        request.node === version.node && request.version === version.previous && version.previous !== null,
    );
    entries.push({
      second: version.at,
      kind: "deploy",
      title: `${version.id}: ${version.title}`,
      by: version.by,
      node: version.node,
      region: "all",
      version: version.id,
      state: undone ? "reverted" : "done",
      pipeline: version.pipeline.filter((line) => line.at <= now),
    });
  }
  for (const operation of w.operations) {
    const { request } = operation;
    const kind = KINDS[request.action];
    const version = system.versions.find((each) => releases(operation, each));
    if (kind === undefined || operation.requestedAt > now) continue;
    entries.push({
      second: operation.requestedAt,
      kind,
      title: version ? `${version.id}: ${version.title}` : actText(w, request),
      by: operation.by,
      node: request.node ?? (request.flag === undefined ? "" : nodeOf(request.flag)),
      region: request.region ?? "all",
      version: request.version ?? null,
      state: stateOf(w, operation, now),
      pipeline: [
        ...(version?.pipeline.filter((line) => line.at <= now) ?? []),
        ...(operation.note === "" ? [] : [{ at: Math.min(operation.endsAt, now), text: operation.note }]),
      ],
    });
  }
  for (const flag of system.flags) {
    for (const step of w.flagHistory(flag.id)) {
      const byHand = w.operations.some((each) => each.request.flag === flag.id && each.by === step.by);
      // The first step is how the flag stood when recording began.
      if (step.second > now || step.second <= w.recorder.from || byHand) continue;
      entries.push({
        second: step.second,
        kind: "flag",
        title: `${flag.label}: ${percent(step.share)}`,
        by: step.by,
        node: flag.node,
        region: "all",
        version: null,
        state: "done",
        pipeline: [],
      });
    }
  }
  for (const event of w.events) {
    const revert = event.second <= now ? revertOf(w, event) : null;
    if (!revert) continue;
    entries.push({
      second: event.second,
      kind: "config",
      title: event.text,
      by: event.by,
      node: revert.node,
      region: revert.region,
      version: null,
      state: "done",
      pipeline: [],
    });
  }
  return entries.sort((a, b) => b.second - a.second || (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
}
