import * as v from "valibot";
import { CLOCK, DURATION, SHARE, TIME } from "../units";

const ID = /^[A-Za-z][A-Za-z0-9_-]*$/;
const WORDS = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

const idSays = "an id: a letter, then letters, digits, - or _";
const durationSays = "a duration such as 250ms, 10s or 1m40s, or seconds";
const timeSays = "a time such as 4m or -2m30s, or seconds from T+0";
const shareSays = "a share such as 10% or 0.1";

/** What is larger would be lost in what is computed with it. */
const MOST = 1e12;
const smaller = "a number below a million million";

/** Names of nodes, people, facts … */
export const id = v.pipe(v.string(idSays), v.regex(ID, idSays));
/** Names that come from elsewhere (versions, configuration keys, zones) may contain dots. */
export const word = v.pipe(v.string("a name"), v.regex(WORDS, "a name: letters, digits, . - or _"));
/** `node.name`. */
export const dotted = v.pipe(v.string("node.name"), v.regex(/^[A-Za-z][\w-]*\.[A-Za-z][\w-]*$/, "node.name"));
export const text = v.string("text");
export const nonEmpty = v.pipe(v.string("text that is not empty"), v.regex(/\S/, "text that is not empty"));
export const bool = v.boolean("true or false");
export const number = v.pipe(v.number("a number"), v.minValue(-MOST, smaller), v.maxValue(MOST, smaller));
export const positive = v.pipe(
  v.number("a number of 0 or more"),
  v.minValue(0, "a number of 0 or more"),
  v.maxValue(MOST, smaller),
);
export const whole = v.pipe(
  v.number("a whole number of 0 or more"),
  v.integer("a whole number of 0 or more"),
  v.minValue(0, "a whole number of 0 or more"),
  v.maxValue(MOST, smaller),
);
export const duration = v.union(
  [
    v.pipe(v.number(), v.minValue(0, durationSays), v.maxValue(MOST, smaller)),
    v.pipe(v.string(), v.regex(DURATION, durationSays)),
  ],
  durationSays,
);
export const time = v.union([number, v.pipe(v.string(), v.regex(TIME, timeSays))], timeSays);
export const share = v.union(
  [
    v.pipe(v.number(), v.minValue(0, shareSays), v.maxValue(1, shareSays)),
    v.pipe(v.string(), v.regex(SHARE, shareSays)),
  ],
  shareSays,
);
export const clock = v.pipe(v.string('a time of day such as "12:06"'), v.regex(CLOCK, 'a time of day such as "12:06"'));
export const date = v.pipe(v.string("a date such as 2026-03-12"), v.regex(DATE, "a date such as 2026-03-12"));
/** CEL source; plain numbers, shares, durations and truth values may stand alone. */
export const expression = v.union(
  [v.pipe(v.string(), v.regex(/\S/, "an expression")), v.number(), v.boolean()],
  "an expression",
);
/** Text with `{{ expression | format }}`. */
export const template = text;

/** A map keyed by ids. */
export function mapOf<T extends v.GenericSchema>(
  item: T,
  key: v.GenericSchema<string, string> = id,
): v.RecordSchema<v.GenericSchema<string, string>, T, string> {
  return v.record(key, item, "a map");
}
export function listOf<T extends v.GenericSchema>(item: T): v.ArraySchema<T, string> {
  return v.array(item, "a list");
}
export function oneOf<const T extends readonly string[]>(options: T): v.PicklistSchema<T, string> {
  return v.picklist(options, `one of ${options.join(", ")}`);
}
/** A map whose keys are some of these words. */
export function choicesOf<const K extends string, T extends v.GenericSchema>(
  keys: readonly K[],
  item: T,
): v.StrictObjectSchema<Record<K, v.OptionalSchema<T, undefined>>, string> {
  const entries = Object.fromEntries(keys.map((key) => [key, v.optional(item)])) as Record<
    K,
    v.OptionalSchema<T, undefined>
  >;
  return v.strictObject(entries, "a map");
}
/** A map with exactly these keys. */
export function shape<const T extends v.ObjectEntries>(entries: T): v.StrictObjectSchema<T, string> {
  return v.strictObject(entries, "a map");
}
export const maybe = v.optional;
