import type { CatalogueEntry } from "#domain/actions";

type Param = CatalogueEntry["params"][number];
const node: Param = { field: "node", kind: "node", label: "Service" };
const region: Param = { field: "region", kind: "region", label: "Region" };
const anyRegion: Param = { field: "region", kind: "region", optional: true, label: "Region (all if left out)" };

/** Canaries, pools, single pods and the autoscaler. */
export const PLATFORM: readonly CatalogueEntry[] = [
  {
    kind: "canary",
    label: "Start a canary",
    group: "release",
    seconds: 60,
    risk: "medium",
    does: "Brings a version to few pods beside the one that runs, so that the two can be compared.",
    riskNote: "Whoever meets those pods meets the version; too few requests prove nothing.",
    undo: "Roll back.",
    params: [
      node,
      { field: "version", kind: "version", label: "Version" },
      { field: "amount", kind: "share", optional: true, label: "Share of pods" },
      anyRegion,
    ],
  },
  {
    kind: "promote",
    label: "Promote the canary",
    group: "release",
    seconds: 150,
    risk: "medium",
    does: "Brings the version of the canary to all pods, a batch at a time.",
    riskNote: "From here on everybody meets it.",
    undo: "Roll back.",
    params: [node, anyRegion],
  },
  {
    kind: "switch-pool",
    label: "Switch to the other pool",
    group: "release",
    seconds: 10,
    risk: "medium",
    does: "Sends all traffic of a service to its second pool of pods, which is kept warm; the first one stands by.",
    riskNote: "The other pool runs what it was left with: an older version, older settings.",
    undo: "Switch back.",
    params: [node, anyRegion],
  },
  {
    kind: "restart-pod",
    label: "Delete one pod",
    group: "capacity",
    seconds: 20,
    risk: "low",
    does: "Deletes the named pod, or the one that has most in flight; another one takes its place after its start-up.",
    riskNote: "What it was doing is lost, and what could be seen in it.",
    undo: null,
    params: [node, region, { field: "pod", kind: "pod", optional: true, label: "Pod" }],
  },
  {
    kind: "autoscaler",
    label: "Set the autoscaler",
    group: "capacity",
    seconds: 5,
    risk: "medium",
    does: "Changes the least or most pods an autoscaler may ask for, or switches it on or off.",
    riskNote: "Off, nobody adds pods when it gets busy; a higher most may use up the connections of a database.",
    undo: "Set it back.",
    params: [
      node,
      { field: "key", kind: "text", label: "min, max, on or off" },
      { field: "amount", kind: "pods", optional: true, label: "Pods" },
      anyRegion,
    ],
  },
];
