/** A list with something, or without it. */
export const toggled = <T>(list: readonly T[], item: T, on: boolean): readonly T[] =>
  on ? [...list, item] : list.filter((each) => each !== item);
