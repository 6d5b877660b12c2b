import type { ReactNode } from "react";
import { offset } from "#lib/format";
import { type Place, walkTo } from "../walk/places";

/** What the two runs are called, and by which letters they go where there is no room for that. */
export type Titles = readonly [string, string];
export const LETTERS = ["A", "B"] as const;

/** A second of a run, leading to it. */
export function At({ place, second, children }: { place: Place; second: number; children?: ReactNode }) {
  return <a href={walkTo(place.run, second, place.stand)}>{children ?? offset(second)}</a>;
}
