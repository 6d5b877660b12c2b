import type * as v from "valibot";
import { bool, duration, mapOf, maybe, positive, shape, whole } from "./scalars";

/** `messages` of a queue: how it delivers, and what waits in it when the history begins. */
export const messages = shape({
  visibility: maybe(duration),
  "retry-delay": maybe(duration),
  "max-attempts": maybe(whole),
  "dead-letters": maybe(bool),
  backlog: maybe(mapOf(positive)),
  due: maybe(duration),
});

export type MessagesFile = v.InferOutput<typeof messages>;
