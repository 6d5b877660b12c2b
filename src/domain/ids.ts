/** Names of things. They are plain strings: content refers to them, the compiler resolves them, the screen never shows them raw. */
export type RegionId = string;
export type ZoneId = string;
export type NodeId = string;
/** `node.operation`, for example `checkout.place`. */
export type OperationId = string;
export type ClassId = string;
export type VersionId = string;
export type FlagId = string;
export type PersonId = string;
export type FactId = string;
export type RequestId = string;
export type RoleId = string;

/** Simulated seconds relative to T+0 of the incident; history before it is negative. Always an integer. */
export type Second = number;

/** Where something stands in a run: simulated second, and how many commands of that second came before it. */
export interface Position {
  readonly second: Second;
  readonly ordinal: number;
}
