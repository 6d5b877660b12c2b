/** The palette's part for queues. */
import type { CatalogueEntry } from "#domain/actions";

type Param = CatalogueEntry["params"][number];
const node: Param = { field: "node", kind: "node", label: "Queue or worker" };
const region: Param = { field: "region", kind: "region", optional: true, label: "Region (all if left out)" };
const share = (label: string): Param => ({ field: "amount", kind: "share", optional: true, label });

export const QUEUES: readonly CatalogueEntry[] = [
  {
    kind: "pause-consumers",
    label: "Pause consumers",
    group: "data",
    seconds: 15,
    risk: "medium",
    does: "Workers finish the messages they have and take no new ones; a share of them, or all.",
    riskNote: "Messages pile up meanwhile, and whoever waits for their result waits longer.",
    undo: "Resume them.",
    params: [node, region, share("Share paused (all if left out)")],
  },
  {
    kind: "resume-consumers",
    label: "Resume consumers",
    group: "data",
    seconds: 15,
    risk: "medium",
    does: "Workers take messages again, all of them or a share.",
    riskNote: "With a large backlog they all start at once, and so does the load on everything they call.",
    undo: "Pause them.",
    params: [node, region, share("Share of the consumers (all if left out)")],
  },
  {
    kind: "redrive",
    label: "Redrive dead letters",
    group: "data",
    seconds: 60,
    risk: "medium",
    does: "Puts dead letters back into the queue, evenly over a minute, to be tried from the beginning.",
    riskNote:
      "What killed them before kills them again unless it has been mended; work that was half done is done again.",
    undo: null,
    params: [
      node,
      region,
      { field: "class", kind: "message", optional: true, label: "Only this kind of message" },
      share("Share (all if left out)"),
    ],
  },
  {
    kind: "discard-message",
    label: "Discard messages",
    group: "data",
    seconds: 30,
    risk: "high",
    does: "Throws away the messages of one kind that wait, are put off, or are dead letters.",
    riskNote: "What they asked for is never done. What a worker has now comes back if it fails later.",
    undo: null,
    params: [node, region, { field: "class", kind: "message", label: "Kind of message" }],
  },
];
