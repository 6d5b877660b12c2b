import type { SyntaxNode, Tree } from "@lezer/common";
import { AGGREGATES } from "./ast";
import { FUNCTIONS, INSTEAD } from "./functions";
import { didYouMean, Problem } from "./problem";

/** @throws Problem with the first place that the grammar could not read, in words */
export function checkErrors(text: string, tree: Tree): void {
  let error: SyntaxNode | null = null;
  tree.iterate({
    enter: (node) => {
      if (error === null && node.type.isError) error = node.node;
      return error === null;
    },
  });
  if (error === null) return;
  const { from, to, parent } = error as SyntaxNode;
  const end = Math.max(to, Math.min(text.length, from + 1));
  const fail = (message: string, at = from, until = end): never => {
    throw new Problem(message, Math.min(at, Math.max(0, text.length - 1)), Math.max(until, at + 1));
  };
  const open = unclosed(text);
  if (open !== null && open.sign === '"')
    fail("This text is not closed: a quotation mark is missing.", open.at, text.length);
  if (parent?.name === "VectorSelector" && text[from] === "(") {
    const name = text.slice(parent.from, from).trim();
    const instead = INSTEAD[name];
    const hint = instead ? ` Instead: ${instead}.` : didYouMean(name, [...Object.keys(FUNCTIONS), ...AGGREGATES]);
    fail(`There is no function ${name} here.${hint}`, parent.from, from);
  }
  if (open !== null) fail(`This ${open.sign} is not closed.`, open.at, open.at + 1);
  const before = text.slice(0, from).trimEnd();
  const grouping = /^(by|without)\b/.exec(text.slice(from));
  if (grouping) {
    fail(`${grouping[0]} belongs to an aggregation: sum ${grouping[0]} (region) (…).`, from, from + grouping[0].length);
  }
  if (parent?.name === "BinaryExpr" || /(?:[-+*/%^<>=!]|\b(?:and|or|unless))$/.test(before)) {
    fail(
      "After an operator a second operand is missing.",
      Math.max(0, before.length - 1),
      Math.max(from, before.length),
    );
  }
  if (parent?.name === "UnquotedLabelMatcher" || parent?.name === "LabelMatchers") {
    fail('A matcher is a label, one of = != =~ !~, and a text in quotation marks: region="eu".');
  }
  if (parent?.name === "MatrixSelector" || /\[[^\]]*$/.test(text.slice(0, end))) {
    fail("A range is a length of time: 30s, 5m, 1h or 1h30m.");
  }
  const word = /^[^\s(){}[\]]+/.exec(text.slice(from))?.[0];
  fail(word ? `“${word}” cannot stand here.` : "This cannot be read.", from, from + Math.max(1, word?.length ?? 1));
}

/** The bracket or quotation mark that is opened and not closed; null when all are. */
function unclosed(text: string): { readonly sign: string; readonly at: number } | null {
  const open: { sign: string; at: number }[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '"' || c === "'" || c === "`") {
      const begin = i++;
      while (i < text.length && text[i] !== c) i += text[i] === "\\" && c !== "`" ? 2 : 1;
      if (i >= text.length) return { sign: '"', at: begin };
    } else if (c === "#") {
      while (i < text.length && text[i] !== "\n") i++;
    } else if ("([{".includes(c)) open.push({ sign: c, at: i });
    else if (")]}".includes(c)) open.pop();
  }
  return open.pop() ?? null;
}
