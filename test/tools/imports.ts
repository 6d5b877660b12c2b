import { posix } from "node:path";
import { isNode, type SyntaxNode, walk } from "./parse";

/** One import, export-from, dynamic import, type import or glob of a source file. */
export interface Import {
  readonly specifier: string;
  readonly start: number;
  /** Whether nothing of it is left at run time. */
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
}

/** The text of a string literal or of a template without expressions. */
export function stringOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type !== "TemplateLiteral" || (node.expressions as unknown[]).length > 0) return undefined;
  const [quasi] = node.quasis as { value: { cooked: string } }[];
  return quasi?.value.cooked;
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.importKind === "type" || node.exportKind === "type") return true;
  const specifiers = node.specifiers as { importKind?: string; exportKind?: string }[] | undefined;
  if (specifiers === undefined || specifiers.length === 0) return false;
  return specifiers.every((specifier) => specifier.importKind === "type" || specifier.exportKind === "type");
}

/** `import.meta.glob(…)`: Vite turns it into imports of every file that matches. */
function globPatterns(node: SyntaxNode): string[] {
  const callee = node.callee as SyntaxNode;
  const isGlob =
    callee.type === "MemberExpression" &&
    (callee.object as SyntaxNode).type === "MetaProperty" &&
    (callee.property as SyntaxNode).name === "glob";
  if (!isGlob) return [];
  const [argument] = node.arguments as SyntaxNode[];
  const patterns = argument?.type === "ArrayExpression" ? (argument.elements as unknown[]) : [argument];
  return patterns.map(stringOf).filter((pattern) => pattern !== undefined);
}

/** Every import of a parsed file, in order. */
export function importsOf(program: SyntaxNode): Import[] {
  const found: Import[] = [];
  walk(program, (node) => {
    const add = (specifier: string | undefined, typeOnly: boolean, dynamic: boolean) => {
      if (specifier !== undefined) found.push({ specifier, start: node.start, typeOnly, dynamic });
    };
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportNamedDeclaration":
      case "ExportAllDeclaration":
        add(stringOf(node.source), isTypeOnly(node), false);
        break;
      case "ImportExpression":
        add(stringOf(node.source), false, true);
        break;
      case "TSImportType":
        add(stringOf(node.source), true, false);
        break;
      case "CallExpression":
        for (const pattern of globPatterns(node)) add(pattern, false, true);
        break;
    }
  });
  return found;
}

/**
 * Where a specifier leads, relative to the root and perhaps without extension; undefined for a package.
 * `#room/x` is src/room/x, `/x` is the root's x (Vite), anything with a leading dot is relative to the file.
 */
export function targetOf(from: string, specifier: string): string | undefined {
  const bare = specifier.replace(/\?.*$/, "");
  if (bare.startsWith("#")) return `src/${bare.slice(1)}`;
  if (bare.startsWith("/")) return bare.slice(1);
  if (bare.startsWith(".")) return posix.join(posix.dirname(from), bare);
  return undefined;
}

/** The file among `paths` that a target without extension means. */
export function fileAt(target: string, paths: ReadonlySet<string>): string | undefined {
  const endings = ["", ".ts", ".tsx", ".mjs", "/index.ts", "/index.tsx"];
  return endings.map((ending) => target + ending).find((path) => paths.has(path));
}
