import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

/** A node of the syntax tree; which fields it has depends on its type. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** Tells a syntax node from the other values a field may hold. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

/**
 * Parses one TypeScript or JavaScript source.
 * @throws when the source has a syntax error
 */
export function parse(path: string, source: string): SyntaxNode {
  const { program, errors } = parseSync(path, source);
  const first = errors[0];
  if (first !== undefined) throw new Error(`${path}: ${first.message}`);
  return program as unknown as SyntaxNode;
}

/** Calls `visit` for every node below `node`, with its parent and the parent's field, parents first. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, parent: SyntaxNode | undefined, field: string) => void,
  parent?: SyntaxNode,
  field = "",
): void {
  visit(node, parent, field);
  for (const [name, value] of Object.entries(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) walk(item, visit, node, name);
    } else if (isNode(value)) {
      walk(value, visit, node, name);
    }
  }
}

/** The line of an offset, counted from 1. */
export function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}

/**
 * Reads every file below a folder whose name matches.
 * @returns path relative to the root with forward slashes → text
 */
export function readTree(root: string, folder: string, pattern: RegExp): Map<string, string> {
  const files = new Map<string, string>();
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) for (const [name, text] of readTree(root, path, pattern)) files.set(name, text);
    else if (pattern.test(entry.name)) files.set(path, readFileSync(join(root, path), "utf8"));
  }
  return files;
}
