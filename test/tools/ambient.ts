import { stringOf } from "./imports";
import { isNode, type SyntaxNode, walk } from "./parse";

/** A use of something whose result depends on the moment, the machine, the engine or the locale. */
export interface AmbientUse {
  readonly what: string;
  readonly start: number;
}

const ambientNames = new Set([
  "Date",
  "performance",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "requestAnimationFrame",
  "Intl",
  "crypto",
  "globalThis",
  "process",
  "eval",
  "Function",
]);

/** What IEEE 754 or integer arithmetic defines to the last bit; the rest of Math differs between engines. */
const portableMath = new Set(
  (
    "abs ceil floor round trunc sign min max sqrt imul clz32 fround " + "PI E LN2 LN10 LOG2E LOG10E SQRT2 SQRT1_2"
  ).split(" "),
);

const localeMethods = /^(toLocale\w+|localeCompare|normalize)$/;

const nameFields: Readonly<Record<string, readonly string[]>> = {
  Property: ["key"],
  PropertyDefinition: ["key"],
  MethodDefinition: ["key"],
  AccessorProperty: ["key"],
  TSPropertySignature: ["key"],
  TSMethodSignature: ["key"],
  TSEnumMember: ["id"],
  TSQualifiedName: ["right"],
  ImportSpecifier: ["imported"],
  ExportSpecifier: ["exported"],
  LabeledStatement: ["label"],
  MemberExpression: ["property"],
};

/** Whether an identifier only names a field or a label instead of referring to a binding. */
function isMereName(parent: SyntaxNode | undefined, field: string): boolean {
  if (parent === undefined || parent.computed === true) return false;
  return nameFields[parent.type]?.includes(field) ?? false;
}

const propertyName = (member: SyntaxNode): string | undefined =>
  member.computed === true ? stringOf(member.property) : ((member.property as SyntaxNode).name as string | undefined);

function ofIdentifier(node: SyntaxNode, parent: SyntaxNode | undefined, field: string): string | undefined {
  const name = node.name as string;
  if (isMereName(parent, field)) return undefined;
  if (ambientNames.has(name)) return name;
  if (name !== "Math") return undefined;
  if (parent?.type !== "MemberExpression" || field !== "object") return "Math other than Math.<name>";
  const member = propertyName(parent);
  return member !== undefined && portableMath.has(member) ? undefined : `Math.${member ?? "[…]"}`;
}

/** Patterns of regular expressions, literal or given to RegExp. */
function patternOf(node: SyntaxNode): string | undefined {
  if (node.type === "Literal") return (node.regex as { pattern: string } | undefined)?.pattern;
  if (node.type !== "NewExpression" && node.type !== "CallExpression") return undefined;
  const callee = node.callee as SyntaxNode;
  const [argument] = node.arguments as unknown[];
  return callee.name === "RegExp" && isNode(argument) ? (stringOf(argument) ?? templateText(argument)) : undefined;
}

function templateText(node: SyntaxNode): string {
  const quasis = (node.quasis as { value: { cooked: string } }[] | undefined) ?? [];
  return quasis.map((quasi) => quasi.value.cooked).join("");
}

function ofNode(node: SyntaxNode, parent: SyntaxNode | undefined, field: string): string | undefined {
  if (node.type === "Identifier") return ofIdentifier(node, parent, field);
  if (node.type === "MemberExpression") {
    const name = propertyName(node);
    if (name !== undefined && localeMethods.test(name)) return `.${name}`;
  }
  const isPower =
    (node.type === "BinaryExpression" && node.operator === "**") ||
    (node.type === "AssignmentExpression" && node.operator === "**=");
  if (isPower) return "the operator **";
  return /\\[pP]\{/.test(patternOf(node) ?? "") ? "\\p{…} in a regular expression" : undefined;
}

/** Everything in a file that would make a replay differ between two machines or two moments. */
export function ambientUses(program: SyntaxNode): AmbientUse[] {
  const uses: AmbientUse[] = [];
  walk(program, (node, parent, field) => {
    const what = ofNode(node, parent, field);
    if (what !== undefined) uses.push({ what, start: node.start });
  });
  return uses;
}
