import { stringOf } from "./imports";
import { isNode, parse, type SyntaxNode, walk } from "./parse";

/** Rule numbers a README lists as `- **E5** …`. */
export function rulesListed(readme: string): string[] {
  return [...readme.matchAll(/^\s*- \*\*([A-Z]+\d+)\*\*/gm)].map((match) => match[1] ?? "");
}

const testFunctions = new Set(["it", "test", "describe"]);

/** `it`, `it.each`, `it.each(table)`, `test.skipIf(x)` … all lead back to one name. */
function baseName(node: SyntaxNode): string | undefined {
  if (node.type === "Identifier") return node.name as string;
  if (node.type === "MemberExpression") return baseName(node.object as SyntaxNode);
  if (node.type === "CallExpression") return baseName(node.callee as SyntaxNode);
  if (node.type === "TaggedTemplateExpression") return baseName(node.tag as SyntaxNode);
  return undefined;
}

/** The fixed text of a title; expressions in a template are left out. */
function titleText(node: unknown): string | undefined {
  const whole = stringOf(node);
  if (whole !== undefined || !isNode(node) || node.type !== "TemplateLiteral") return whole;
  return (node.quasis as { value: { cooked: string } }[]).map((quasi) => quasi.value.cooked).join(" ");
}

/** Titles of the tests and groups in one test file. */
export function testTitles(path: string, source: string): string[] {
  const titles: string[] = [];
  walk(parse(path, source), (node) => {
    if (node.type !== "CallExpression" || !testFunctions.has(baseName(node.callee as SyntaxNode) ?? "")) return;
    const title = titleText((node.arguments as unknown[])[0]);
    if (title !== undefined) titles.push(title);
  });
  return titles;
}

/** A room's README and the titles of all tests. */
export interface RoomRules {
  readonly room: string;
  readonly readme: string;
  /** Titles of the tests in test/<room>. */
  readonly ownTitles: readonly string[];
}

const numbersIn = (title: string) => title.match(/\b[A-Z]+\d+\b/g) ?? [];

/**
 * Compares rules with tests in both directions.
 * @param allTitles titles of every test: a rule may be proved in another room's folder or in the browser
 * @returns one sentence per rule without a test, and per number in a title that the room does not list
 */
export function ruleFaults(rooms: readonly RoomRules[], allTitles: readonly string[]): string[] {
  const tested = new Set(allTitles.flatMap(numbersIn));
  return rooms.flatMap(({ room, readme, ownTitles }) => {
    const listed = rulesListed(readme);
    const series = new Set(listed.map((rule) => rule.replace(/\d+$/, "")));
    const twice = listed.filter((rule, at) => listed.indexOf(rule) !== at);
    const claimed = ownTitles.flatMap(numbersIn).filter((rule) => series.has(rule.replace(/\d+$/, "")));
    return [
      ...[...new Set(listed)].filter((rule) => !tested.has(rule)).map((rule) => `${room}: ${rule} is in no test title`),
      ...twice.map((rule) => `${room}: ${rule} is listed twice`),
      ...[...new Set(claimed)].filter((rule) => !listed.includes(rule)).map((rule) => `${room}: ${rule} is not listed`),
    ];
  });
}
