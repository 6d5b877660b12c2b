/** The palette's part for limits, guards and caches. */
import type { CatalogueEntry } from "#domain/actions";

type Param = CatalogueEntry["params"][number];
const anyRegion: Param = { field: "region", kind: "region", optional: true, label: "Region (all if left out)" };
const client: Param = { field: "class", kind: "class", label: "Kind of traffic" };
const cache: Param = { field: "node", kind: "node", label: "Cache" };

export const TRAFFIC: readonly CatalogueEntry[] = [
  {
    kind: "limit",
    label: "Change a limit",
    group: "traffic",
    seconds: 20,
    risk: "medium",
    does: "Turns a declared limit on or off, changes its rate, or lets all pods share it.",
    riskNote:
      "Too low and good customers get a 429; counted by each pod, a limit lets through as many times as much as there are pods.",
    undo: "Set it back.",
    params: [
      { field: "key", kind: "limit", label: "Limit" },
      { field: "amount", kind: "number", optional: true, label: "Requests/s" },
      { field: "value", kind: "text", optional: true, label: "on, off, shared or pod" },
    ],
  },
  {
    kind: "block-client",
    label: "Block a client",
    group: "traffic",
    seconds: 15,
    risk: "high",
    does: "Refuses everything of one kind of traffic at the edge.",
    riskNote: "Everybody behind the same key or network is refused with it, paying customers too.",
    undo: "Unblock it.",
    params: [client, anyRegion],
  },
  {
    kind: "unblock-client",
    label: "Unblock a client",
    group: "traffic",
    seconds: 15,
    risk: "low",
    does: "Lets a blocked kind of traffic in again.",
    riskNote: "If it was the trouble, it is back.",
    undo: "Block it.",
    params: [client, anyRegion],
  },
  {
    kind: "serve-static",
    label: "Serve a static page",
    group: "traffic",
    seconds: 30,
    risk: "medium",
    does: "Answers a share of one kind of traffic with a static page, without the system behind it; 0 stops it.",
    riskNote: "Those users see something, but nobody can do anything with it.",
    undo: "Set the share to 0.",
    params: [client, { field: "amount", kind: "share", label: "Share" }, anyRegion],
  },
  {
    kind: "breaker",
    label: "Open or close a circuit breaker",
    group: "traffic",
    seconds: 15,
    risk: "medium",
    does: "Holds the breaker of a call open, so that it fails at once; or leaves it to itself, putting one there if there is none.",
    riskNote: "While it is open, everything that needs the call fails.",
    undo: "Leave it to itself (0).",
    params: [
      { field: "key", kind: "call", label: "Call" },
      { field: "amount", kind: "number", label: "1 = hold open, 0 = automatic" },
    ],
  },
  {
    kind: "purge-cache",
    label: "Empty a cache",
    group: "data",
    seconds: 10,
    risk: "high",
    does: "Throws away everything a cache holds.",
    riskNote: "Every lookup misses until it has filled again: what is behind it gets all of the load.",
    undo: "Load it.",
    params: [cache, anyRegion],
  },
  {
    kind: "warm-cache",
    label: "Load a cache",
    group: "data",
    seconds: 180,
    risk: "low",
    does: "Fills a cache with what is asked for most, from what is behind it.",
    riskNote:
      "Given up if what is behind it fails. Entries loaded together expire together, unless their lifetimes are spread.",
    undo: "Empty it.",
    params: [cache, anyRegion],
  },
];
