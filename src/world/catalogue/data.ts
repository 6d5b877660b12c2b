/** The palette's part for databases. */
import type { CatalogueEntry } from "#domain/actions";

type Param = CatalogueEntry["params"][number];
const node: Param = { field: "node", kind: "node", label: "Database" };
const session: Param = { field: "key", kind: "session", label: "Session" };

export const DATA: readonly CatalogueEntry[] = [
  {
    kind: "cancel-query",
    label: "Cancel a query",
    group: "data",
    seconds: 2,
    risk: "low",
    does: "Interrupts what a database session is running.",
    riskNote: "Its work is lost. A session that is idle in a transaction runs nothing and keeps its locks.",
    undo: null,
    params: [node, session],
  },
  {
    kind: "kill-session",
    label: "Kill a session",
    group: "data",
    seconds: 2,
    risk: "medium",
    does: "Ends a database session and gives its locks back.",
    riskNote: "A long write is undone first, which takes time and keeps its locks. Whoever ran it has to begin again.",
    undo: null,
    params: [node, session],
  },
  {
    kind: "add-index",
    label: "Add an index",
    group: "data",
    seconds: 300,
    risk: "medium",
    does: "Builds an index while the table stays in use; with a lock it takes half the time and writes to the table wait.",
    riskNote:
      "A core is busy meanwhile, and it waits for long transactions. With a lock at peak, everything that writes stands still.",
    undo: 'Drop it (value "drop").',
    params: [
      node,
      { field: "key", kind: "index", label: "Index" },
      { field: "amount", kind: "number", optional: true, label: "1 = with a lock" },
      { field: "value", kind: "text", optional: true, label: '"drop" removes it' },
    ],
  },
  {
    kind: "explain-analyze",
    label: "Explain analyze",
    group: "evidence",
    seconds: 5,
    risk: "medium",
    does: "Runs a statement once for real and shows its plan with actual rows and times.",
    riskNote: "It is the real query: a slow one keeps a core busy for as long as it takes.",
    undo: null,
    params: [node, { field: "key", kind: "statement", label: "Statement" }],
  },
  {
    kind: "promote-replica",
    label: "Promote a replica",
    group: "data",
    seconds: 60,
    risk: "high",
    does: "Fences off the primary and makes a replica the new one.",
    riskNote: "Nobody can write meanwhile, and what the replica had not received is lost.",
    undo: null,
    params: [
      node,
      { field: "region", kind: "region", label: "Region of the replica" },
      { field: "value", kind: "text", optional: true, label: "Zone" },
    ],
  },
  {
    kind: "restore-backup",
    label: "Restore the last backup",
    group: "data",
    seconds: 1800,
    risk: "high",
    does: "Puts the database back to the last hourly backup.",
    riskNote: "It is down meanwhile, and everything written since the backup is lost.",
    undo: null,
    params: [node],
  },
];
