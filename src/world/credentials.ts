/** Certificates and secrets: when they expire now, and since when pods must have been started to know the present one. */
import type { CredentialSpec } from "#domain/mechanics";
import type { WorldState } from "./state";

interface CredentialState {
  expires: number | null;
  /** Second of the last rotation; null = still the first one. */
  rotated: number | null;
}
type CredentialMemory = Record<string, CredentialState>;

/** Seconds a new one is valid. */
export const TERM = 90 * 86_400;
/** What `credential()` says of one that never expires. */
const NEVER = 1e9;

export function credentialState(w: WorldState, spec: CredentialSpec): CredentialState {
  return (w.slow.credentials as CredentialMemory | undefined)?.[spec.id] ?? { expires: spec.expires, rotated: null };
}

/** Puts a new one in place now: valid for a term; pods that must restart for it use the old one until then, which works no more. */
export function rotate(w: WorldState, spec: CredentialSpec): void {
  const memory = (w.slow.credentials ?? {}) as CredentialMemory;
  memory[spec.id] = { expires: spec.expires === null ? null : w.second + TERM, rotated: w.second };
  w.slow.credentials = memory;
  w.stale = true;
}

/** Seconds until a credential expires, below 0 when it has; 1e9 for one that never does. Unknown ones never do. */
export function secondsLeft(w: WorldState, id: string): number {
  const spec = w.system.credentials?.find((c) => c.id === id);
  const expires = spec === undefined ? null : credentialState(w, spec).expires;
  return expires === null ? NEVER : expires - w.second;
}
