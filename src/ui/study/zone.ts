import type { Zone } from "#modes/study/days";

/** This browser's time zone. */
export const ZONE: Zone = (at) => -60_000 * new Date(at).getTimezoneOffset();
