import type { ContentFile } from "#scenario/index";

/** What was made of some files, for as long as their texts stay the same: while somebody writes, one file changes and hundreds do not. */
export class Memo {
  private readonly known = new Map<string, { readonly files: readonly ContentFile[]; readonly made: unknown }>();

  /** `make()`, or what it gave when it was last asked for `name` with the same files in the same order. */
  of<T>(name: string, files: readonly ContentFile[], make: () => T): T {
    const before = this.known.get(name);
    if (before !== undefined && same(before.files, files)) return before.made as T;
    const made = make();
    this.known.set(name, { files, made });
    return made;
  }
}

function same(a: readonly ContentFile[], b: readonly ContentFile[]): boolean {
  return a.length === b.length && a.every(({ path, text }, i) => path === b[i]?.path && text === b[i]?.text);
}
