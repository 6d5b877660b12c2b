import type { Scene, StoryEffect, Trigger } from "#domain/drill";
import type { Expr } from "#domain/text";
import { type CelNode, type CelValue, compileCel } from "#lib/cel";
import { ARITHMETIC, CLOCKED, SAMPLED, STORY_HOST, type StoryEnv } from "./host";
import { LOOK_HOST, type LookEnv } from "./look-host";
import { compileMachine, type MachineCode } from "./machines";

/**
 * A compiled story expression. `clocked`: it may change although nothing happened. `sampled`: it asks for what
 * costs much. `number` is its place in `settled`.
 */
export interface StoryCode {
  readonly number: number;
  readonly clocked: boolean;
  readonly sampled: boolean;
  run(env: StoryEnv): CelValue;
}

type RemarkEffect = Extract<StoryEffect, { kind: "remark" }>;

/** A scene made ready to run: expressions as closures, names as indices. One per scene, shared by all its states. */
export interface SceneCode {
  readonly machines: readonly MachineCode[];
  readonly conditions: readonly { readonly id: string; readonly hold: number; readonly code: StoryCode }[];
  /** The page's, the remarks' and the requests' triggers, in that order. */
  readonly triggers: readonly { readonly trigger: Trigger; readonly when: StoryCode | null }[];
  readonly requests: ReadonlyMap<string, number>;
  readonly gauges: ReadonlyMap<string, number>;
  /** Remarks that are effects, in a fixed order, so that one that is due can be told by number. */
  readonly said: readonly RemarkEffect[];
  readonly saidIndex: ReadonlyMap<StoryEffect, number>;
  /** How many story expressions are asked every second: the first numbers. */
  readonly watched: number;
  story(expr: Expr): StoryCode;
  look(expr: Expr): (env: LookEnv) => CelValue;
}

const compiled = new WeakMap<Scene, SceneCode>();

/** The compiled form of a scene; cached by identity. Throws CelError or RangeError for a scene no compiler would pass. */
export function compileScene(scene: Scene): SceneCode {
  const known = compiled.get(scene);
  if (known !== undefined) return known;
  const code = build(scene);
  compiled.set(scene, code);
  return code;
}

function build(scene: Scene): SceneCode {
  const stories = new Map<Expr, StoryCode>();
  const looks = new Map<Expr, (env: LookEnv) => CelValue>();
  const story = (expr: Expr): StoryCode => {
    let code = stories.get(expr);
    if (code === undefined) {
      const { node } = expr;
      const clocked = reads(node, (n) => (n[0] === "id" && n[1] === "t") || (n[0] === "call" && CLOCKED.has(n[1])));
      const sampled = reads(node, (n) => n[0] === "call" && SAMPLED.has(n[1]));
      code = { number: stories.size, clocked, sampled, run: compileCel(node, STORY_HOST) };
      stories.set(expr, code);
    }
    return code;
  };
  const look = (expr: Expr) => {
    let code = looks.get(expr);
    if (code === undefined) {
      code = compileCel<LookEnv>(expr.node, { ...ARITHMETIC, ...LOOK_HOST });
      looks.set(expr, code);
    }
    return code;
  };
  // The expressions asked every second get the first numbers.
  const conditions = scene.conditions.map(({ id, hold, when }) => ({ id, hold, code: story(when) }));
  const triggers = [scene.page, ...scene.remarks, ...scene.requests].map(({ trigger }) => ({
    trigger,
    when: trigger.when === null ? null : story(trigger.when),
  }));
  const watched = stories.size;
  for (const fact of scene.facts) for (const shown of fact.shown) look(shown.when);
  const said = effectsOf(scene).filter((effect): effect is RemarkEffect => effect.kind === "remark");
  return {
    machines: scene.machines.map(compileMachine),
    conditions,
    triggers,
    requests: new Map(scene.requests.map((r, i) => [r.id, i])),
    gauges: new Map(scene.gauges.map((g, i) => [g.id, i])),
    said,
    saidIndex: new Map(said.map((effect, i) => [effect, i])),
    watched,
    story,
    look,
  };
}

/** Every effect a scene can have, in the order of the document. */
function effectsOf(scene: Scene): StoryEffect[] {
  return [
    ...scene.remarks.flatMap((r) => r.effects),
    ...scene.requests.flatMap((r) => [...r.options.flatMap((o) => o.effects), ...r.silence.effects]),
    ...scene.machines.flatMap((m) => Object.values(m.effects).flat()),
    ...scene.tasks.flatMap((t) => t.effects),
    ...scene.brokenPromise.flatMap((b) => b.effects),
  ];
}

/** Whether any part of a tree satisfies a test. */
function reads(node: CelNode, test: (node: CelNode) => boolean): boolean {
  const anyOf = (part: readonly unknown[]): boolean => {
    if (typeof part[0] === "string" && test(part as unknown as CelNode)) return true;
    return part.some((item) => Array.isArray(item) && anyOf(item));
  };
  return anyOf(node);
}
