import type * as v from "valibot";
import { id, mapOf, nonEmpty, shape } from "./scalars";

/** `content/sources.yaml`: what each source asks, in our own words. */
export const sourcesFile = shape({ sources: mapOf(nonEmpty, id) });
export type SourcesFile = v.InferOutput<typeof sourcesFile>;
