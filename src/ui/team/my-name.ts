import { readStored, writeStored } from "../kit/stored";

const KEY = "team.name";

/** The name one took part under last. */
export const readMyName = (): string => readStored(KEY) ?? "";

export const writeMyName = (name: string): void => writeStored(KEY, name);
