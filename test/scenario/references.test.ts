import { describe, expect, it } from "vitest";
import { compileDrill, formatDiagnostic } from "#scenario/index";
import { type Place, places } from "./places";

/** Words for people, by the end of their place in the schema: whatever stands there, it is right. */
const WORDS =
  /\.(title|summary|label|text|reason|missed|source|note|notes|reply|why|turn|name|role|team|owner|noun|resolve|logger|user|application|sql|output|diff)$/;

/** Texts of the simulated world, and what is written for later than compiling: asked or typed as it stands. */
const WORLD = [
  ...[
    "drill.code",
    "drill.tags[]",
    "drill.skills[]",
    "drill.roles.*",
    "drill.internal-terms[]",
    "drill.tasks.*.matches[]",
  ],
  ...["system.regions.*", "system.classes.*.cohort", "system.nodes.*.config.*", "system.nodes.*.config.*.base"],
  ...[
    "system.nodes.*.config.*.overlays.*",
    "system.nodes.*.database.sessions.*.query",
    "system.nodes.*.memory.classes[].path[]",
  ],
  ...["system.plans.*.act.value", "play.steps[].do.act.value", "play.steps[].do[].act.value"],
  ...[
    "play.steps[].do.look.query",

    "play.steps[].do.look.line",
  ],
  // Columns are what statements and indexes say of themselves.
  ...["system.nodes.*.operations.*.statement.predicate[]", "system.nodes.*.database.tables.*.indexes.*.columns[]"],
];

/** Where things get their names, beside the keys of maps. */
const DECLARED = [
  ...["drill.page.id", "play.id", "system.id", "system.regions.*.zones[]", "system.nodes.*.operations.*.route"],
  ...["play.steps[].do.hypothesis.id", "play.steps[].do[].hypothesis.id"],
];

/** Keys that name what is declared elsewhere; the others declare. */
const NAMING = /\.(gauge|on|on\.\w+|pods|replicas|rate|overlays)\.#$|\.(steps|profile)\.#$/;

const QUANTITY = /^-?[\d.]+[a-z%0-9]*$/;
const isExpression = ({ kind, value }: Place): boolean => kind === "expression" || /\(|\{\{| [=<>]=? /.test(value);

/** Words of a figure in braces; all other words of a text are free. */
const isFree = ({ where, value }: Place): boolean => WORDS.test(where) && !value.includes("{{");

/** Two letters that follow each other in the wrong order; the last one twice where that changes nothing. */
function misspelt(name: string): string {
  for (let i = 1; i + 1 < name.length; i++) {
    const [a = "", b = ""] = [name[i], name[i + 1]];
    if (/[a-z]/i.test(a) && /[a-z]/i.test(b) && a !== b) return `${name.slice(0, i)}${b}${a}${name.slice(i + 2)}`;
  }
  return `${name}${name.at(-1)}`;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

interface Slip {
  /** The name that was meant; null for a quantity, which has an unknown unit. */
  readonly meant: string | null;
  readonly wrong: string;
  /** Where in the text the slip begins. */
  readonly at: number;
}

function slipIn(place: Place): Slip {
  const { value } = place;
  if (QUANTITY.test(value)) return { meant: null, wrong: `${value.replace(/[a-z%]+$/, "")}q`, at: 0 };
  if (!isExpression(place)) return { meant: value, wrong: misspelt(value), at: 0 };
  const from = Math.max(0, value.indexOf("{{"));
  const inner = value.slice(from);
  const found = /([A-Za-z_]{4,})\(/.exec(inner) ?? /([a-z]\w*) [=<>]/.exec(inner) ?? /([A-Za-z_]+)/.exec(inner);
  const meant = found?.[1] ?? "";
  const at = from + (found?.index ?? 0);
  return { meant, wrong: value.slice(0, at) + misspelt(meant) + value.slice(at + meant.length), at };
}

/** What is wrong with what the compiler says about a slip; null when it is told where it stands and what was meant. */
function unhelped(place: Place): string | null {
  const { meant, wrong, at } = slipIn(place);
  const text = (file: { path: string; text: string }) =>
    file.path === place.path ? file.text.slice(0, place.start) + wrong + file.text.slice(place.end) : file.text;
  // Other plays have nothing to do with it.
  const files = place.drill.files.filter(({ path }) => !path.includes("/plays/") || path === place.path);
  const { diagnostics } = compileDrill(
    files.map((file) => ({ path: file.path, text: text(file) })),
    place.drill.options,
  );
  const before = place.value.slice(0, at).split("\n").length - 1;
  const here = diagnostics.filter(
    ({ file, line, column, severity }) =>
      severity === "error" &&
      file === place.path &&
      line === place.line + before &&
      (before > 0 || (column >= place.column && column <= place.column + at + place.value.length)),
  );
  // Of `node.call` and `fault:id` the part that is wrong may be named alone.
  const names = meant === null ? [] : [meant, ...meant.split(/[.:]/)];
  const helps = here.some(({ message }) =>
    meant === null
      ? /expected|unexpected/.test(message)
      : /did you mean|expected/.test(message) &&
        names.some((name) => new RegExp(`\\b${escaped(name)}\\b`).test(message)),
  );
  if (helps) return null;
  const first =
    (here[0] ?? diagnostics[0]) && formatDiagnostic(here[0] ?? (diagnostics[0] as (typeof diagnostics)[number]));
  return `${place.where}: "${place.value.slice(0, 40)}" → "${wrong.slice(at, at + 30)}" at ${place.path}:${place.line}:${place.column}: ${first ?? "nothing is said"}`;
}

const all = places();
const free = new Set([...WORLD, ...DECLARED]);
const checked = all.filter((place) =>
  place.kind === "key" ? NAMING.test(place.where) : !free.has(place.where) && !isFree(place),
);

describe("S2 a slip at every sort of place of the schemas, in the drills that ship", () => {
  const parts = [...new Set(checked.map(({ kind }) => kind))];

  it.each(parts)("%s: is told at its place, with what was meant", (kind) => {
    const here = checked.filter((place) => place.kind === kind);
    expect(here.length).toBeGreaterThan(0);
    expect(here.flatMap((place) => unhelped(place) ?? [])).toEqual([]);
  });

  it("leaves out what may say anything, and nothing else", () => {
    const known = new Set(all.map(({ where }) => where));
    expect([...free].filter((where) => !known.has(where))).toEqual([]);
    expect(checked.length).toBeGreaterThan(250);
  });

  it("is told of names that are declared, where they are used", () => {
    const declared = all.filter(({ where }) =>
      /^(drill\.(facts|requests|gauges)|people\.people|system\.regions)\.#$/.test(where),
    );
    for (const place of declared) {
      const wrong = misspelt(place.value);
      const { diagnostics } = compileDrill(
        place.drill.files.map(({ path, text }) =>
          path === place.path
            ? { path, text: text.slice(0, place.start) + wrong + text.slice(place.end) }
            : { path, text },
        ),
        place.drill.options,
      );
      const told = diagnostics.filter(
        ({ message }) => message.includes(`"${place.value}"`) && message.includes(`"${wrong}"`),
      );
      expect(told.length, `${place.where} ${place.value}`).toBeGreaterThan(0);
    }
  });
});
