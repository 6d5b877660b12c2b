import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { EXPR_FUNCTIONS } from "#domain/expressions";

export type Symbols = Readonly<Record<string, readonly string[]>>;

/** What may stand after a key. */
const AFTER_KEY: Readonly<Record<string, readonly string[]>> = {
  from: ["person"],
  person: ["person"],
  by: ["person"],
  runbook: ["runbook"],
  fact: ["fact"],
  open: ["request"],
  request: ["request"],
  cancel: ["plan"],
  run: ["plan"],
  node: ["node"],
  nodes: ["node"],
  version: ["version"],
  previous: ["version"],
  flag: ["flag"],
  region: ["region"],
  regions: ["region"],
  action: ["action"],
  mechanism: ["mechanism"],
  operation: ["operation"],
  call: ["call", "operation"],
  gauge: ["gauge"],
  facts: ["fact"],
  sufficient: ["fact"],
  split: ["split"],
  class: ["class"],
};

const FUNCTIONS = new Map(EXPR_FUNCTIONS.map((each) => [each.name, each]));

/** Kinds of names that fit where the cursor stands; null: any. */
export function kindsAt(before: string): readonly string[] | null {
  const call = /(\w+)\(([^()]*)["'][\w.-]*$/.exec(before);
  if (call !== null) {
    const index = (call[2] ?? "").split(",").length - 1;
    const kind = FUNCTIONS.get(call[1] ?? "")?.args[index]?.kind;
    return kind === undefined ? null : [kind];
  }
  const key = /([\w-]+):\s*(?:\[[^\]]*)?[\w.-]*$/.exec(before)?.[1];
  return key === undefined ? null : (AFTER_KEY[key] ?? null);
}

/** Names of the drill, each with its kind, and inside expressions its functions. */
export function complete(symbols: Symbols): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const word = context.matchBefore(/[\w.-]*/);
    if (word === null || (word.from === word.to && !context.explicit)) return null;
    const { text, from } = context.state.doc.lineAt(context.pos);
    const before = text.slice(0, context.pos - from);
    if (/^\s*#/.test(before)) return null;
    const kinds = kindsAt(before);
    const names = Object.entries(symbols)
      .filter(([kind]) => kinds === null || kinds.includes(kind))
      .flatMap(([kind, list]) => list.map((label): Completion => ({ label, detail: kind })));
    const isExpression = kinds === null && /['"({&|!?<>=]/.test(before);
    const functions = isExpression
      ? EXPR_FUNCTIONS.map(
          ({ name, doc }): Completion => ({ label: name, detail: "function", apply: `${name}(`, info: doc }),
        )
      : [];
    const options = [...names, ...functions];
    return options.length === 0 ? null : { from: word.from, options, validFor: /^[\w.-]*$/ };
  };
}
