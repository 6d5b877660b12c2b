import type { Flag } from "./args";

/** Flags that several verbs share. */
export const JSON_FLAG: Flag = { kind: "switch", value: "", help: "print one JSON value instead of text" };
export const SEED: Flag = { kind: "integer", value: "N", help: "seed of the run; default 1" };
export const VARIANT: Flag = { kind: "text", value: "<id>", help: "variant; default drawn from the seed" };
export const RUNS: Flag = { kind: "integer", value: "N", help: "random runs" };
export const WORKERS: Flag = { kind: "integer", value: "N", help: "worker threads; default one per processor" };
