/**
 * Merge patches on JSON values. `applyPatch` follows RFC 7386: objects are merged member by member, `null` removes a
 * member, everything else replaces. One extension makes patches lossless: `{"$set": value}` replaces by the value as
 * it stands, which is how a member that must become null (or whole objects with such members) is written.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const SET = "$set";

function isObject(v: unknown): v is { readonly [key: string]: unknown } {
  return v !== null && typeof v === "object" && !Array.isArray(v);
}

function setValue(patch: { readonly [key: string]: unknown }): { readonly value: unknown } | undefined {
  return Object.hasOwn(patch, SET) && Object.keys(patch).length === 1 ? { value: patch[SET] } : undefined;
}

/** Own data property, also for `__proto__`: a patch must never reach a prototype. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The patched value. Neither argument is changed; unchanged parts are shared with `base`. */
export function applyPatch(base: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const set = setValue(patch);
  if (set) return set.value;
  const out: Record<string, unknown> = {};
  if (isObject(base)) {
    for (const key of Object.keys(base)) {
      if (!Object.hasOwn(patch, key) || patch[key] !== null) put(out, key, base[key]);
    }
  }
  for (const key of Object.keys(patch)) {
    const item = patch[key];
    if (item === null) continue;
    put(out, key, applyPatch(Object.hasOwn(out, key) ? out[key] : undefined, item));
  }
  return out;
}

/** Deep equality of JSON values; members that are undefined count as absent, the order of members does not matter. */
export function jsonEquals(a: unknown, b: unknown): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => jsonEquals(item, b[i]))
    );
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = defined(a);
  return keys.length === defined(b).length && keys.every((k) => Object.hasOwn(b, k) && jsonEquals(a[k], b[k]));
}

function defined(o: { readonly [key: string]: unknown }): string[] {
  return Object.keys(o).filter((k) => o[k] !== undefined);
}

/** Whether applying `value` as a patch to nothing gives `value` itself: no nulls outside arrays, no `$set`. */
function isPlain(value: unknown): boolean {
  if (!isObject(value)) return true;
  if (setValue(value)) return false;
  return defined(value).every((k) => value[k] !== null && isPlain(value[k]));
}

function replacement(target: unknown): unknown {
  return isPlain(target) ? target : { [SET]: target };
}

/**
 * The patch that turns `base` into `target`: `applyPatch(base, diff(base, target))` equals `target`.
 * Arrays that differ are replaced whole. Equal values give `{}` when they are objects.
 */
export function diff(base: unknown, target: unknown): unknown {
  if (!isObject(base) || !isObject(target)) {
    // Replacing a scalar by an object merges into an empty object; replacing an object by an object never comes here.
    return target === null ? { [SET]: null } : replacement(target);
  }
  const patch: Record<string, unknown> = {};
  for (const key of defined(base)) {
    if (!Object.hasOwn(target, key) || target[key] === undefined) put(patch, key, null);
  }
  for (const key of defined(target)) {
    const next = target[key];
    const before = Object.hasOwn(base, key) ? base[key] : undefined;
    if (before === undefined) put(patch, key, next === null ? { [SET]: null } : replacement(next));
    else if (isObject(before) && isObject(next)) {
      // Nothing to change says that they are equal: comparing them first would walk every level once more.
      const inner = diff(before, next) as { readonly [key: string]: unknown };
      if (Object.keys(inner).length > 0) put(patch, key, inner);
    } else if (!jsonEquals(before, next)) put(patch, key, diff(before, next));
  }
  // A patch that happens to look like `{"$set": …}` would be read as one.
  return setValue(patch) ? { [SET]: target } : patch;
}
