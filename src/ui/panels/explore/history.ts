import { readStored, writeStored } from "../../kit/stored";

const KEY = "explore.history.1";
/** Queries that are remembered, the newest first. */
const MOST = 30;

/** Queries that were run on this device. */
export function pastQueries(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(readStored(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Puts a query first; returns the new list. */
export function remember(query: string): readonly string[] {
  const kept = [query, ...pastQueries().filter((each) => each !== query)].slice(0, MOST);
  writeStored(KEY, JSON.stringify(kept));
  return kept;
}
