import type { QueueSpec } from "#domain/mechanics";
import type { Call, NodeSpec } from "#domain/system";
import type { Expr } from "#domain/text";
import type { Cursor } from "../cursor";
import type { MessagesFile } from "../schema/queues";
import type { CallFile, NodeFile, OperationFile } from "../schema/system";
import { seconds } from "../units";
import type { Gen } from "./gen";

/** Attempts that are kept apart at most. */
const MOST_ATTEMPTS = 16;
/** Seconds after which a delivery without an answer counts as failed, where nothing else is said. */
const VISIBILITY = 30;

/** The messages part of a node: queues have it with defaults, others not at all. */
export function queueSpec(gen: Gen, node: Cursor<NodeFile>, kind: NodeSpec["kind"]): { readonly queue?: QueueSpec } {
  const cursor = (node.get("messages") as Cursor<MessagesFile | undefined>).present();
  if (cursor !== undefined && kind !== "queue")
    cursor.errorAtKey("schema.beside", "this is only for queues, expected another kind of node");
  if (kind !== "queue") return {};
  const m = cursor?.value ?? {};
  const attempts = m["max-attempts"] ?? null;
  if (cursor !== undefined && attempts !== null && (attempts < 1 || attempts > MOST_ATTEMPTS))
    cursor.get("max-attempts").error("queue.attempts", `expected 1 to ${MOST_ATTEMPTS} attempts, or none for ever`);
  const backlog: Record<string, number> = {};
  for (const [name, count] of cursor?.get("backlog").entries() ?? [])
    backlog[gen.refKey(name, count, "class")] = count.value;
  return {
    queue: {
      visibility: visibilityOf(m),
      retryDelay: seconds(m["retry-delay"] ?? 10),
      maxAttempts: attempts,
      deadLetters: m["dead-letters"] ?? true,
      backlog,
      ...(m.due === undefined ? {} : { due: Math.max(1, seconds(m.due)) }),
    },
  };
}

function visibilityOf(m: MessagesFile): number {
  return seconds(m.visibility ?? VISIBILITY);
}

const OWN = [
  "timeout",
  "retries",
  "backoff",
  "exponential",
  "pool",
  "breaker",
  "async",
  "optional",
  "parallel",
] as const;

/** What a consuming call has from its queue instead of fields of its own; nothing for other calls. */
export function consumeSpec(
  call: Cursor<CallFile>,
  node: Cursor<NodeFile>,
): Partial<{ -readonly [K in keyof Call]: Call[K] }> {
  const { consume } = call.value;
  if (consume === undefined) return {};
  if (node.value.kind !== "queue")
    call
      .get("consume")
      .errorAtKey("schema.beside", "only queues hand out messages, expected `kind: queue` at the node");
  if (consume < 1) call.get("consume").error("queue.consume", "expected at least one message at a time");
  for (const key of OWN) {
    if (call.value[key] !== undefined)
      call.get(key).errorAtKey("schema.beside", `"${key}" means nothing beside "consume", the queue decides`);
  }
  const m = (node.value as { readonly messages?: MessagesFile }).messages ?? {};
  const attempts = m["max-attempts"];
  return {
    consume: { concurrency: consume },
    async: true,
    pool: consume,
    timeout: visibilityOf(m),
    retries: attempts === undefined ? 1 : Math.max(0, attempts - 1),
    backoff: seconds(m["retry-delay"] ?? 10),
    exponential: false,
  };
}

/** How repetitions of an operation behave, where the file says it. */
export function idempotence(gen: Gen, operation: Cursor<OperationFile>, node: string): { readonly idempotent?: Expr } {
  const idempotent = gen.expressions.optional(operation.get("idempotent"), { context: "cell", type: "number", node });
  return idempotent === null ? {} : { idempotent };
}
