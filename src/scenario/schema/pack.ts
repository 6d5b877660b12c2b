import * as v from "valibot";
import { maybe, nonEmpty, shape, text } from "./scalars";

const idSays = "an id: lower-case letters, digits and hyphens";
const versionSays = "a whole number of 1 or more";

/** `pack.yaml`: the head of a pack. A pack in one file has its files beside the head, as text by path. */
export const packFile = shape({
  pack: v.pipe(v.string(idSays), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, idSays)),
  title: nonEmpty,
  version: v.pipe(v.number(versionSays), v.integer(versionSays), v.minValue(1, versionSays)),
  files: maybe(v.record(nonEmpty, text, "a map from path to text")),
});
export type PackHead = v.InferOutput<typeof packFile>;
