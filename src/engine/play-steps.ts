import type { ActionKind } from "#domain/actions";
import type { CommandBody } from "#domain/commands";
import type { Play, PlayCommand, PlayStep, Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Look } from "#domain/telemetry";
import type { Expr, Text } from "#domain/text";
import type { View } from "#domain/view";
import { CelError, type CelValue, compileCel } from "#lib/cel";
import { ARITHMETIC } from "./host";
import { type Deeds, PLAY_HOST, PlayEnv } from "./play-host";
import { type Decision, humanSeconds, type Policy } from "./policy";
import { readBody } from "./shape";
import { formatValue } from "./values";

const codes = new WeakMap<Expr, (env: PlayEnv) => CelValue>();

function playValue(expr: Expr, env: PlayEnv): CelValue | undefined {
  let code = codes.get(expr);
  if (code === undefined) {
    code = compileCel<PlayEnv>(expr.node, { ...ARITHMETIC, ...PLAY_HOST });
    codes.set(expr, code);
  }
  try {
    return code(env);
  } catch (error) {
    if (error instanceof CelError) return undefined;
    throw error;
  }
}

const holds = (expr: Expr | null, env: PlayEnv): boolean => expr === null || playValue(expr, env) === true;

/** A standing order and how often it may still be carried out. */
interface Order {
  readonly step: PlayStep;
  left: number;
  notBefore: Second;
}

/** Follows the steps of a play one after the other; standing orders are carried out beside them as they come up. */
class StepPolicy implements Policy {
  private next_ = 0;
  private waitingSince: Second | null = null;
  private readonly orders: Order[] = [];
  private readonly flagNodes: ReadonlyMap<string, string>;
  private readonly startOfDay: number;

  constructor(
    private readonly play: Play,
    private readonly scene: Scene,
  ) {
    this.flagNodes = new Map(scene.system.flags.map((flag) => [flag.id, flag.node]));
    this.startOfDay = scene.system.startOfDay;
  }

  next(view: View, deeds: Deeds): Decision | null {
    const env = new PlayEnv(view, deeds, this.flagNodes, this.scene.variant.id);
    for (const order of this.orders) {
      if (order.left <= 0 || view.now < order.notBefore || !holds(order.step.when, env)) continue;
      if (!holds(order.step.only, env)) continue;
      order.left--;
      order.notBefore = view.now + Math.max(1, order.step.every);
      return this.decide(order.step, deeds);
    }
    for (;;) {
      const step = this.play.steps[this.next_];
      if (step === undefined) return this.orders.some((order) => order.left > 0) ? PATIENCE : null;
      if (step.standing) {
        this.orders.push({ step, left: step.times, notBefore: view.now });
        this.next_++;
        continue;
      }
      this.waitingSince ??= view.now;
      if (!holds(step.when, env) && view.now - this.waitingSince < step.timeout) return PATIENCE;
      this.waitingSince = null;
      this.next_++;
      if (holds(step.only, env)) return this.decide(step, deeds);
    }
  }

  private decide(step: PlayStep, deeds: Deeds): Decision {
    const least = step.do.reduce((sum, command) => sum + leastSeconds(command, this.scene), 0);
    return {
      wait: Math.max(step.takes, least),
      commands: (view) => {
        const env = new PlayEnv(view, deeds, this.flagNodes, this.scene.variant.id);
        return step.do.flatMap((command) => this.resolve(command, env) ?? []);
      },
    };
  }

  /** A command of the play on the present view; null when what it refers to is not there. */
  private resolve({ kind, args }: PlayCommand, env: PlayEnv): CommandBody | null {
    const { view } = env;
    const filled: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(args)) {
      const item = this.fill(value, env);
      if (item !== undefined) filled[key] = item;
    }
    if (kind === "ack" && filled.page === undefined) filled.page = view.pages[0]?.id ?? "";
    if (filled.operation === "last") {
      filled.operation = lastOperation(kind, env);
      if (filled.operation === null) return null;
    }
    if (kind === "look" && filled.panel === "trace") filled.id = findTrace(String(filled.id), view);
    if (filled.id === null) return null;
    const body = readBody({ kind, args: filled });
    if (!body.ok) throw new RangeError(`play ${this.play.id}: ${body.error.path} ${body.error.message}`);
    return body.value;
  }

  /** Compiled text becomes a string; a lone expression keeps its type. */
  private fill(value: unknown, env: PlayEnv): unknown {
    if (!Array.isArray(value)) return value;
    const text = value as Text;
    const only = text[0];
    if (text.length === 1 && typeof only === "object" && only.format === undefined) return playValue(only.expr, env);
    return text
      .map((part) =>
        typeof part === "string" ? part : formatValue(playValue(part.expr, env), part.format, this.startOfDay),
      )
      .join("");
  }
}

/** Looks again in a second. */
const PATIENCE: Decision = { wait: 1, commands: () => [] };

function leastSeconds({ kind, args }: PlayCommand, scene: Scene): Second {
  return humanSeconds({ kind, args } as unknown as CommandBody, scene.lookSeconds);
}

const CAPTURES: ReadonlySet<ActionKind> = new Set(["thread-dump", "heap-dump", "profile"]);

/** For an interruption the last own action that can be stopped, for a look the last finished dump. */
function lastOperation(kind: string, { view, deeds }: PlayEnv): number | null {
  const found = view.operations.findLast((op) =>
    kind === "interrupt"
      ? op.interruptible && deeds.operations.has(op.id)
      : op.phase === "done" && CAPTURES.has(op.request.action),
  );
  return found?.id ?? null;
}

/** How far back a play looks for a trace. */
const TRACE_WINDOW = 900;

/** `any`, `error`, `slow`: the newest of the trace list. `log:<template>`: the trace of a line. Otherwise an id. */
function findTrace(id: string, view: View): string | null {
  if (id === "any" || id === "error" || id === "slow") {
    const list: Look = { panel: "traces", node: null, route: null, region: null, only: id, window: TRACE_WINDOW };
    const shown = view.look(list);
    return shown.panel === "traces" ? (shown.traces[0]?.id ?? null) : null;
  }
  if (!id.startsWith("log:")) return id;
  const shown = view.look({ panel: "logs", query: "", window: TRACE_WINDOW });
  if (shown.panel !== "logs") return null;
  return shown.logs.lines.find((line) => line.template === id.slice(4))?.trace ?? null;
}

/** A play of the content as somebody who plays. */
export function playPolicy(play: Play, scene: Scene): Policy {
  return new StepPolicy(play, scene);
}
