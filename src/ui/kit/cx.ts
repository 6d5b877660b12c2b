/** Join class names, leaving out what is absent or false. */
export function cx(...names: (string | false | null | undefined)[]): string {
  let out = "";
  for (const name of names) if (name) out += out ? ` ${name}` : name;
  return out;
}
