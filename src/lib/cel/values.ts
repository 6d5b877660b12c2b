import { CEL_MAX_LIST, CEL_MAX_STRING, CelError, type CelValue } from "./tree";

/** The CEL name of a value's type. */
export function celType(v: CelValue): string {
  if (v === null) return "null";
  if (typeof v === "object") return isList(v) ? "list" : "map";
  return typeof v === "number" ? "double" : typeof v === "string" ? "string" : "bool";
}

export function isList(v: CelValue): v is readonly CelValue[] {
  return Array.isArray(v);
}

export function isMap(v: CelValue): v is { readonly [key: string]: CelValue } {
  return v !== null && typeof v === "object" && !Array.isArray(v);
}

/** The error of an operation that has no meaning for such values. */
export function typeError(what: string, ...values: CelValue[]): CelError {
  return new CelError("type", `${what} cannot be applied to ${values.map(celType).join(" and ")}`);
}

/** Deep equality; values of different types are unequal, NaN equals nothing. */
export function celEquals(a: CelValue, b: CelValue): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (isList(a) || isList(b)) {
    if (!isList(a) || !isList(b) || a.length !== b.length) return false;
    return a.every((item, i) => celEquals(item, b[i] as CelValue));
  }
  const left = a as { readonly [key: string]: CelValue };
  const right = b as { readonly [key: string]: CelValue };
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((k) => Object.hasOwn(right, k) && celEquals(left[k] as CelValue, right[k] as CelValue));
}

/** The value of a map under a key; a CelError where there is none. */
export function getField(target: CelValue, field: string): CelValue {
  if (!isMap(target)) throw new CelError("type", `.${field} needs a map, not ${celType(target)}`);
  const value = Object.hasOwn(target, field) ? target[field] : undefined;
  if (value === undefined) throw new CelError("missing-key", `there is no "${field}" here`);
  return value;
}

/** An item of a list, or a value of a map under any key. */
export function getIndex(target: CelValue, index: CelValue): CelValue {
  if (isList(target)) {
    if (typeof index !== "number") throw new CelError("type", `a list index is a number, not ${celType(index)}`);
    const value = target[index];
    if (value === undefined) throw new CelError("index", `index ${index} is outside a list of ${target.length}`);
    return value;
  }
  if (typeof index === "object") throw new CelError("type", `a map key cannot be ${celType(index)}`);
  return getField(target, String(index));
}

/** Characters of a string, items of a list, keys of a map. */
export function sizeOf(v: CelValue): number {
  if (typeof v === "string" || isList(v)) return v.length;
  if (isMap(v)) return Object.keys(v).length;
  throw typeError("size()", v);
}

/** The sum of numbers; strings and lists one after the other, within their limits. */
export function add(a: CelValue, b: CelValue): CelValue {
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (typeof a === "string" && typeof b === "string") {
    if (a.length + b.length > CEL_MAX_STRING)
      throw new CelError("limit", `a string may have ${CEL_MAX_STRING} characters`);
    return a + b;
  }
  if (isList(a) && isList(b)) return capped([...a, ...b]);
  throw typeError("+", a, b);
}

/** The list itself, unless it is longer than lists may be. */
export function capped(list: readonly CelValue[]): readonly CelValue[] {
  if (list.length > CEL_MAX_LIST) {
    throw new CelError("limit", `a list may have ${CEL_MAX_LIST} items, this one has ${list.length}`);
  }
  return list;
}

/** Is it an item of a list, or a key of a map? */
export function isIn(item: CelValue, target: CelValue): boolean {
  if (isList(target)) return target.some((x) => celEquals(item, x));
  if (isMap(target)) return typeof item !== "object" && Object.hasOwn(target, String(item));
  throw typeError("in", item, target);
}

/** The value, which must be true or false; `where` names in the error what needs it. */
export function asBool(v: CelValue, where: string): boolean {
  if (typeof v !== "boolean") throw new CelError("type", `${where} needs true or false, not ${celType(v)}`);
  return v;
}
