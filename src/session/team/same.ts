/** What comes next, with everything that is as before left as it was; where all of it is, the very object. */
export function keepingSame<T extends object>(before: T, next: T, isSame: (a: unknown, b: unknown) => boolean): T {
  const merged = { ...next };
  let isAll = true;
  for (const key of Object.keys(next) as (keyof T)[]) {
    if (isSame(before[key], next[key])) merged[key] = before[key];
    else isAll = false;
  }
  return isAll ? before : merged;
}
