import type { WorldReading } from "../contract";

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
    if (event.kind !== "gitops" || event.second > second || !event.text.includes(key)) continue;
    const where = event.operation?.request.region;
    if (where !== undefined && where !== "all" && where !== region) continue;
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
