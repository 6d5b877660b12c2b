import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar, visit } from "yaml";
import type { Sink } from "../diagnostics";
import { FORBIDDEN_KEYS, MAX_BYTES, MAX_DEPTH, MAX_VALUES } from "./limits";
import type { Located, LocatedEntry, LocatedScalar } from "./located";
import { readQuickly } from "./quick";
import { Source } from "./source";

const TOO_DEEP = `nested too deeply, expected at most ${MAX_DEPTH} levels`;

class Refused extends Error {}

interface Reading {
  readonly source: Source;
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<Node, Node>;
  readonly sink: Sink;
  values: number;
}

/** Reads one YAML 1.2 document; null when it cannot be read. All errors of the file are reported at once. */
export function parseYaml(file: { readonly path: string; readonly text: string }, sink: Sink): Located | null {
  if (file.text.length > MAX_BYTES) {
    return refuse(sink, file.path, "yaml.size", "the file is too large, expected at most 2 MB");
  }
  if (nesting(file.text) > MAX_DEPTH * 4) return refuse(sink, file.path, "yaml.depth", TOO_DEEP);
  const source = new Source(file.path, file.text);
  return readQuickly(source) ?? readWhole(source, sink);
}

/** The same with the library, for whatever a file may hold. */
export function readWhole(source: Source, sink: Sink): Located | null {
  const { path, text } = source;
  const report = (offset: number, code: string, message: string): void => {
    sink.add({ file: path, ...source.position(offset), severity: "error", code, message });
  };
  try {
    const doc = parseDocument(text, {
      version: "1.2",
      prettyErrors: false,
      strict: true,
      // The library compares each key with all others, which takes minutes for a map of a hundred thousand: done below.
      uniqueKeys: false,
      logLevel: "silent",
    });
    for (const problem of [...doc.errors, ...doc.warnings]) {
      report(problem.pos[0], "yaml.syntax", firstLine(problem.message));
    }
    if (doc.errors.length + doc.warnings.length > 0) return null;
    if (!doc.contents) return refuse(sink, path, "yaml.empty", "the file is empty, expected a map");
    const reading: Reading = { source, targets: targetsOf(doc as Document), sink, values: 0 };
    return convert(doc.contents as Node, reading, 0, report);
  } catch (error) {
    if (error instanceof RangeError) return refuse(sink, path, "yaml.depth", TOO_DEEP);
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** Reports something about the whole file. */
function refuse(sink: Sink, file: string, code: string, message: string): null {
  sink.add({ file, line: 1, column: 1, severity: "error", code, message });
  return null;
}

function firstLine(message: string): string {
  return (message.split("\n")[0] as string).replace(/ at line \d+.*$/, "");
}

/** Deepest run of opening brackets, or of dashes in one line, counted roughly: the parser recurses and must not be handed a million of them. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let dashes = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    // `- - - x` is a list in a list in a list; blanks between them belong to them.
    if (c === 0x2d || c === 0x3f) deepest = Math.max(deepest, isBlank(text.charCodeAt(i + 1)) ? ++dashes : 0);
    else if (!isBlank(c)) dashes = 0;
    if (c === 0x5b || c === 0x7b) deepest = Math.max(deepest, ++depth);
    else if ((c === 0x5d || c === 0x7d) && depth > 0) depth--;
  }
  return deepest;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

/** The node that was named last before each alias, found in one walk: the library walks the whole document for every alias. */
function targetsOf(doc: Document): ReadonlyMap<Node, Node> {
  const named = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  visit(doc, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const target = named.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if (node.anchor !== undefined) named.set(node.anchor, node as Node);
    },
  });
  return targets;
}

type Report = (offset: number, code: string, message: string) => void;

function convert(node: Node, r: Reading, depth: number, report: Report): Located {
  const start = node.range?.[0] ?? 0;
  const end = node.range?.[1] ?? start;
  if (depth > MAX_DEPTH) {
    report(start, "yaml.depth", TOO_DEEP);
    throw new Refused();
  }
  if (++r.values > MAX_VALUES) {
    report(
      start,
      "yaml.aliases",
      `the file has too many values, expected at most ${MAX_VALUES} with its aliases resolved`,
    );
    throw new Refused();
  }
  if (isAlias(node)) {
    const target = r.targets.get(node);
    if (!target) {
      report(start, "yaml.syntax", `unknown alias *${node.source}`);
      throw new Refused();
    }
    return convert(target, r, depth + 1, report);
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item as Node, r, depth + 1, report));
    return { kind: "list", source: r.source, start, end, items };
  }
  if (isMap(node)) {
    const entries = new Map<string, LocatedEntry>();
    for (const pair of node.items) {
      const key = pair.key as Node;
      const keyStart = key?.range?.[0] ?? start;
      if (!isScalar(key)) {
        report(keyStart, "yaml.key", "a key must be a word, expected a plain name");
        continue;
      }
      const name = keyName(key);
      if (FORBIDDEN_KEYS.has(name)) {
        report(keyStart, "yaml.key", `"${name}" cannot be a key`);
        continue;
      }
      if (entries.has(name)) {
        report(keyStart, "yaml.duplicate-key", "map keys must be unique");
        continue;
      }
      const child: Located = pair.value
        ? convert(pair.value as Node, r, depth + 1, report)
        : { kind: "scalar", source: r.source, start: keyStart, end: keyStart, value: null, style: "other" };
      entries.set(name, { keyStart, keySource: r.source, node: child });
    }
    return { kind: "map", source: r.source, start, end, entries };
  }
  return scalar(node as Scalar, r, start, report);
}

/** Keys are taken as written: `0` and `-30m` are names here. */
function keyName(key: Scalar): string {
  return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

function scalar(node: Scalar, r: Reading, start: number, report: Report): LocatedScalar {
  let value = node.value as LocatedScalar["value"];
  if (typeof value === "number" && !Number.isFinite(value)) {
    report(start, "yaml.number", "not a finite number");
    value = 0;
  } else if (value !== null && !["string", "number", "boolean"].includes(typeof value)) {
    report(start, "yaml.value", "expected a text, a number, true, false or null");
    value = null;
  }
  const style =
    node.type === "PLAIN"
      ? "plain"
      : node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE"
        ? "quoted"
        : node.type === "BLOCK_LITERAL"
          ? "block"
          : "other";
  return { kind: "scalar", source: r.source, start, end: node.range?.[1] ?? start, value, style };
}
