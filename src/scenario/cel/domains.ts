import type { ArgKind, ExprFunction } from "#domain/expressions";
import type { CelNode } from "#lib/cel";
import { suggest } from "../cursor";
import type { NameKind, Names } from "../names";
import type { CheckScope, Domain, ExprType } from "./check";

/** Kinds whose value may be computed; everything else must be a literal name, so that a mistake cannot hide. */
const COMPUTABLE: ReadonlySet<ArgKind> = new Set(["text", "label", "region", "node"]);
/** Values of labels that are not names of the system. */
const FREE_LABEL = /^(all|\d{3}|\dxx)$/;

/** What is wrong with one argument of a function; null when nothing is. */
export function checkArgument(
  fn: string,
  spec: ExprFunction["args"][number],
  arg: CelNode,
  type: ExprType,
  args: readonly CelNode[],
  scope: CheckScope,
): { readonly code: string; readonly message: string } | null {
  const wanted = spec.kind === "number" ? "number" : "string";
  if (type !== wanted && type !== "any") {
    return { code: "expression.type", message: `${fn}() expects a ${spec.kind}, not a ${type}` };
  }
  if (spec.kind === "number" || spec.kind === "text") return null;
  if (arg[0] !== "str") {
    if (COMPUTABLE.has(spec.kind)) return null;
    return { code: "expression.literal", message: `${fn}() expects the name of a ${spec.kind} in quotes` };
  }
  const name = arg[1];
  if (name === "" && spec.any) return null;
  return resolve(fn, spec.kind, name, args, scope);
}

function resolve(
  fn: string,
  kind: ArgKind,
  name: string,
  args: readonly CelNode[],
  scope: CheckScope,
): { readonly code: string; readonly message: string } | null {
  const { names } = scope;
  const valid =
    kind === "config"
      ? configKeys(fn, args, scope)
      : kind === "label"
        ? labels(names)
        : // Lines that only another variant writes are simply never there.
          (kind === "template" ? names.wide : names).all(kind as NameKind);
  if (valid.has(name) || names.excused(name)) return null;
  if (kind === "feature" && valid.size === 0) return null;
  if (kind === "label" && FREE_LABEL.test(name)) return null;
  return { code: `reference.${kind}`, message: `unknown ${kind} "${name}"${suggest(name, valid, kind)}` };
}

/** `config("KEY")` reads the node of the fault or probe; `liveConfig(node, key, region)` names it. */
function configKeys(fn: string, args: readonly CelNode[], scope: CheckScope): ReadonlySet<string> {
  const node = fn === "config" ? scope.node : args[0]?.[0] === "str" ? args[0][1] : undefined;
  return node === undefined ? scope.names.all("config") : scope.names.partsOf("config", node);
}

function labels(names: Names): ReadonlySet<string> {
  return new Set(
    (["region", "zone", "version", "node", "label"] as const).flatMap((kind) => [...names.wide.all(kind)]),
  );
}

/** The strings a call can return, where that is a known set. */
export function domainOfCall(name: string, args: readonly CelNode[], scope: CheckScope): Domain | undefined {
  const first = args[0]?.[0] === "str" ? args[0][1] : undefined;
  switch (name) {
    case "answered":
      if (first === undefined || !scope.names.has("request", first)) return undefined;
      return {
        what: `option of "${first}"`,
        values: new Set([...scope.names.wide.partsOf("option", first), "silence", ""]),
      };
    case "planState":
      return { what: "state of a plan", values: new Set(["due", "done", "cancelled"]) };
    case "version": {
      const versions = first === undefined ? undefined : scope.names.wide.partsOf("version", first);
      return versions && versions.size > 0 ? { what: `version of "${first}"`, values: versions } : undefined;
    }
    case "onlyRegion":
      return { what: "region", values: new Set([...scope.names.wide.all("region"), ""]) };
    default:
      return undefined;
  }
}

/** The strings a variable can be. In the look context absent fields are the empty string. */
export function domainOfVariable(name: string, scope: CheckScope): Domain | undefined {
  const { names, context } = scope;
  const empty = context === "look" ? [""] : [];
  const of = (what: string, kind: NameKind, ...more: string[]): Domain => ({
    what,
    values: new Set([...names.wide.all(kind), ...empty, ...more]),
  });
  switch (name) {
    case "region":
      return of("region", "region");
    case "zone":
      return of("zone", "zone", "");
    case "version":
      return of("version", "version");
    case "variant":
      return of("variant", "variant");
    case "node":
      return of("node", "node", "all");
    case "split":
      return of("label to split by", "split");
    case "probe":
      return of("probe", "probe");
    case "page":
      return of("runbook page", "runbook");
    default:
      return undefined;
  }
}
