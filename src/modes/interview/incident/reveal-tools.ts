import type {
  AlertView,
  ConfigView,
  DeployEntry,
  LogResult,
  TableColumn,
  TableRow,
  ToolResult,
  Trace,
} from "#domain/telemetry";
import type { View } from "#domain/view";
import { count, duration, percent } from "#lib/format";
import { at, figure, listed, many, nodeName, quote, regionName, sentences } from "./figures";

const PATTERNS_TOLD = 2;
const ENTRIES_TOLD = 3;

/** Log lines: how many, what is most frequent, and where that comes from. */
export function logsText(view: View, { total, patterns, histogram, problem }: LogResult): string {
  if (problem !== null) return `The search cannot be read: ${problem}`;
  if (patterns.length === 0) return "No line matches.";
  const errors = histogram.errors.reduce((sum, n) => sum + n, 0);
  const parts = patterns.slice(0, PATTERNS_TOLD).map(({ text, count: n, node, byRegion }) => {
    const regions = Object.entries(byRegion).filter(([, lines]) => lines > 0);
    const [first] = regions;
    const where = regions.length === 1 && first !== undefined ? `, only ${regionName(view, first[0])}` : "";
    return `${quote(text)} (${count(Math.round(n))}×, ${nodeName(view, node)}${where})`;
  });
  return sentences(
    `${count(Math.round(total))} lines, ${count(Math.round(errors))} of them errors, ${many(patterns.length, "kind")}.`,
    `Most frequent: ${parts.join("; ")}.`,
  );
}

/** The span that takes most of a trace by itself: the longest one that calls nothing longer than half of it. */
function longestLeaf({ spans }: Trace) {
  const busy = new Set(
    spans.flatMap(({ parent, duration: length }) => {
      const above = spans.find(({ id }) => id === parent);
      return above !== undefined && length > above.duration / 2 ? [above.id] : [];
    }),
  );
  return [...spans].filter(({ id }) => !busy.has(id)).sort((a, b) => b.duration - a.duration)[0];
}

export function traceText(view: View, trace: Trace | null): string {
  if (trace === null) return "That trace is not kept any more.";
  const longest = longestLeaf(trace);
  const bad = trace.spans.filter(({ status }) => status !== "ok");
  return sentences(
    `${trace.route} in ${regionName(view, trace.region)}: ${duration(trace.duration)}, status ${trace.statusCode}, ${many(trace.spans.length, "span")}.`,
    longest === undefined
      ? ""
      : `Longest: ${nodeName(view, longest.node)} ${longest.name}, ${duration(longest.duration)}.`,
    bad.length === 0 ? "" : `${many(bad.length, "span ends", "spans end")} in an error or a timeout.`,
  );
}

/** A list of traces: how many failed, the slowest, and where most of them spend their time. */
export function tracesText(view: View, traces: readonly Trace[]): string {
  const slowest = [...traces].sort((a, b) => b.duration - a.duration)[0];
  if (slowest === undefined) return "No trace of that kind was kept in this window.";
  const failed = traces.filter(({ statusCode }) => statusCode >= 500).length;
  const places = new Map<string, number>();
  for (const trace of traces) {
    const leaf = longestLeaf(trace);
    if (leaf !== undefined) places.set(leaf.node, (places.get(leaf.node) ?? 0) + 1);
  }
  const [most] = [...places].sort((a, b) => b[1] - a[1]);
  return sentences(
    `${many(traces.length, "trace")} kept, ${failed} with a 5xx; the slowest takes ${duration(slowest.duration)} (${slowest.route}, ${regionName(view, slowest.region)}).`,
    most === undefined ? "" : `In ${most[1]} of them the longest span is at ${nodeName(view, most[0])}.`,
  );
}

export function deploysText(view: View, entries: readonly DeployEntry[]): string {
  const newest = [...entries].sort((a, b) => b.second - a.second);
  if (newest.length === 0) return "Nothing was changed in the time that is listed.";
  const parts = newest.slice(0, ENTRIES_TOLD).map(({ second, title, node, region, state }) => {
    const where = [nodeName(view, node), region === "" ? "" : regionName(view, region)].filter((part) => part !== "");
    return `${at(view, second)} ${title} (${where.join(", ")}${state === "done" ? "" : `, ${state}`})`;
  });
  return `${many(newest.length, "change")} listed, the newest first: ${parts.join("; ")}.`;
}

export function deployText(title: string, notes: string, diff: string): string {
  const files = diff.split("\n").filter((line) => line.startsWith("diff --git")).length;
  return sentences(
    `${title}${/[.!?]$/.test(title) ? "" : "."}`,
    files === 0 ? "No difference in code is kept." : `It changes ${many(files, "file")}.`,
    notes.trim() === "" ? "" : `The notes say: ${quote(notes, 240)}`,
  );
}

/** What a service runs with: versions, flags, and keys that are not the same everywhere. */
export function configText(view: View, { node, keys, flags, rollout }: ConfigView): string {
  const pods = new Map<string, number>();
  for (const each of rollout) {
    const how = each.state === "serving" ? "" : ` ${each.state}`;
    const kind = `${each.version}${how} in ${regionName(view, each.region)}`;
    pods.set(kind, (pods.get(kind) ?? 0) + each.pods);
  }
  const running = [...pods].map(([kind, n]) => `${n} × ${kind}`);
  const uneven = keys.filter(({ live }) => new Set(Object.values(live)).size > 1).map(({ key }) => key);
  const edited = keys.filter(({ handEdited }) => handEdited.length > 0).map(({ key }) => key);
  const shares = flags.map(({ label, share }) => `${label} ${percent(share)}`);
  return sentences(
    running.length === 0 ? `${nodeName(view, node)} runs no pods of its own.` : `Running: ${listed(running, 4)}.`,
    shares.length === 0 ? "" : `Flags: ${listed(shares, 4)}.`,
    `${many(keys.length, "key")} of configuration${uneven.length === 0 ? (keys.length > 0 ? ", the same in every region" : "") : `; not the same in every region: ${listed(uneven, 4)}`}.`,
    edited.length === 0 ? "" : `Edited by hand: ${listed(edited, 4)}.`,
  );
}

function rowText(columns: readonly TableColumn[], { values }: TableRow): string {
  const told = columns.flatMap(({ title, unit }, i) => {
    const value = values[i];
    if (value === null || value === undefined || value === "") return [];
    return [
      typeof value === "number" ? `${title.toLowerCase()} ${figure(value, unit)}` : quote(value, 60).slice(1, -1),
    ];
  });
  return told.slice(0, 4).join(", ");
}

/** What a database or a process says of itself: each section's own line, and the rows that it marks. */
export function toolText({ title, sections }: ToolResult): string {
  const [first] = sections;
  if (first === undefined) return "It says nothing of itself.";
  const marked = sections.flatMap(({ columns, rows }) =>
    rows.filter(({ tone }) => tone !== undefined).map((row) => rowText(columns, row)),
  );
  const rows = sections.reduce((sum, each) => sum + each.rows.length, 0);
  return sentences(
    first.note === ""
      ? ""
      : `${first.title === "" ? title : first.title}: ${first.note}${/[.!?…]$/.test(first.note) ? "" : "."}`,
    `${many(rows, "row")}, ${marked.length === 0 ? "none" : marked.length} marked${marked.length === 0 ? "" : `: ${listed(marked, 2, "; ")}`}.`,
  );
}

export function alertsText(view: View, { rules, pages }: AlertView): string {
  const firing = rules.filter(({ state }) => state === "firing");
  const parts = firing.map(({ title, since }) => `${title}${since === null ? "" : ` since ${at(view, since)}`}`);
  const open = pages.filter(({ acknowledgedAt }) => acknowledgedAt === null).length;
  return sentences(
    firing.length === 0
      ? `None of ${many(rules.length, "rule")} fires.`
      : `${firing.length} of ${many(rules.length, "rule")} ${firing.length === 1 ? "fires" : "fire"}: ${listed(parts, 4)}.`,
    open === 0 ? "" : `${many(open, "page is", "pages are")} not acknowledged.`,
  );
}

/** What a command printed: its first lines, and how much more there is. */
export function printedText(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) return "It printed nothing.";
  const more = lines.length - 2;
  return `It printed ${lines
    .slice(0, 2)
    .map((line) => quote(line))
    .join(", ")}${more > 0 ? `, and ${many(more, "more line")}` : ""}.`;
}

/** A runbook page: its headings, or how long it is. */
export function runbookText(title: string, markdown: string): string {
  const heads = [...markdown.matchAll(/^#{1,4}\s+(.+)$/gm)].map((match) => match[1] ?? "");
  const steps = [...markdown.matchAll(/^\s*\d+\.\s+/gm)].length;
  const what = heads.length > 0 ? ` Its parts: ${listed(heads, 5)}.` : "";
  return `“${title}” is open.${what}${steps > 0 ? ` It lists ${many(steps, "step")}.` : ""}`;
}
