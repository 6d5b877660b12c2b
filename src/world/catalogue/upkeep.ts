/** The palette's part for sizes, disks, credentials and the freeze. */
import type { CatalogueEntry } from "#domain/actions";

type Param = CatalogueEntry["params"][number];
const node: Param = { field: "node", kind: "node", label: "Service" };
const region: Param = { field: "region", kind: "region", label: "Region" };
const anyRegion: Param = { field: "region", kind: "region", optional: true, label: "Region (all if left out)" };

export const UPKEEP: readonly CatalogueEntry[] = [
  {
    kind: "resize",
    label: "Resize",
    group: "capacity",
    seconds: 180,
    risk: "high",
    does: "Gives the pods, or the database's instance, so many times the cores and memory, and restarts them a batch at a time.",
    riskNote: "What runs on a single instance is away until that has started again; requests in flight are lost.",
    undo: "Resize back.",
    params: [node, region, { field: "amount", kind: "factor", label: "Factor on cores and memory" }],
  },
  {
    kind: "grow-disk",
    label: "Grow the disk",
    group: "capacity",
    seconds: 600,
    risk: "low",
    does: "Adds so many GiB to the disk of every pod or instance, while it is used.",
    riskNote: "Takes its time, and a disk cannot be made smaller again.",
    undo: null,
    params: [node, anyRegion, { field: "amount", kind: "number", label: "GiB to add" }],
  },
  {
    kind: "clean-disk",
    label: "Clean the disk up",
    group: "capacity",
    seconds: 120,
    risk: "medium",
    does: "Deletes old logs and temporary files, as far as there are any that may go.",
    riskNote: "Old logs are evidence. It helps once; what fills the disk goes on.",
    undo: null,
    params: [node, anyRegion],
  },
  {
    kind: "rotate-credential",
    label: "Rotate a certificate or secret",
    group: "config",
    seconds: 90,
    risk: "high",
    does: "Issues a new one, puts it in place and revokes the old one.",
    riskNote: "Whoever reads it only at start-up fails until restarted.",
    undo: null,
    params: [{ field: "key", kind: "credential", label: "Certificate or secret" }],
  },
  {
    kind: "freeze-deploys",
    label: "Freeze deployments",
    group: "people",
    seconds: 10,
    risk: "low",
    does: "Makes planned releases, flag ramps and the GitOps controller wait, everywhere; what you do by hand still goes.",
    riskNote: "Everybody's work waits, fixes of others included; all of it comes at once afterwards.",
    undo: "End the freeze (off).",
    params: [{ field: "value", kind: "text", optional: true, label: "on (if left out) or off" }],
  },
];
