/** The nearest name that is free: the name itself, else `name-2`, `name-3` … A number of one's own is left to those who count them. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}
