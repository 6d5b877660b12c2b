import type { OperationStatus } from "#domain/actions";
import type { Version } from "#domain/system";
import type { WorldEvent, WorldReading } from "../contract";

/** What a GitOps event put back; its id is `node.KEY`, its region stands in the text. Null for other events. */
export function revertOf(
  w: WorldReading,
  event: WorldEvent,
): { readonly node: string; readonly key: string; readonly region: string } | null {
  if (event.kind !== "gitops") return null;
  const dot = event.id.indexOf(".");
  const region = w.system.regions.find(({ id }) => event.text.includes(` in ${id}:`));
  return { node: event.id.slice(0, dot), key: event.id.slice(dot + 1), region: region?.id ?? "all" };
}

/** Whether an operation is the release of a version, which then needs no entry of its own. */
export function releases(operation: OperationStatus, version: Version): boolean {
  const { action, node, version: id } = operation.request;
  return action === "deploy" && node === version.node && id === version.id && operation.requestedAt <= version.at + 600;
}

/** Value of a key in Git when the simulation began. */
function declared(w: WorldReading, node: string, key: string, region: string): string {
  const entry = w.system.config.find((each) => each.node === node && each.key === key);
  return entry ? (entry.overlays[region] ?? entry.base) : "";
}

/**
 * Value of a config key that pods of a region read in a second: what Git said at the start, then every finished
 * edit or commit, and GitOps putting back what Git says. `WorldReading.config` knows the present only.
 */
export function configAt(w: WorldReading, node: string, key: string, region: string, second: number): string {
  let git = declared(w, node, key, region);
  let live = git;
  const changes: { readonly at: number; readonly apply: () => void }[] = [];
  for (const { request, phase, endsAt } of w.operations) {
    if (phase !== "done" || endsAt > second || request.key !== key || request.value === undefined) continue;
    if (request.node !== undefined && request.node !== node) continue;
    if (request.region !== undefined && request.region !== "all" && request.region !== region) continue;
    const value = String(request.value);
    if (request.action === "config-edit") {
      changes.push({
        at: endsAt,
        apply: () => {
          live = value;
        },
      });
    } else if (request.action === "config-commit") {
      changes.push({
        at: endsAt,
        apply: () => {
          git = live = value;
        },
      });
    }
  }
  for (const event of w.events) {
    const revert = revertOf(w, event);
    if (!revert || event.second > second || revert.node !== node || revert.key !== key) continue;
    if (revert.region !== "all" && revert.region !== region) continue;
    changes.push({
      at: event.second,
      apply: () => {
        live = git;
      },
    });
  }
  for (const change of changes.sort((a, b) => a.at - b.at)) change.apply();
  return live;
}
