/** What is wrong with a value from outside, and where: `commands[3].args.window`. */
export interface ShapeError {
  readonly path: string;
  readonly message: string;
}

export type Check = (value: unknown, path: string) => ShapeError | null;
export type Fields = Readonly<Record<string, Check>>;

export const MAX_TEXT = 4000;
const MAX_NAME = 200;

export const fault = (path: string, message: string): ShapeError => ({ path, message });

export const text =
  (max: number): Check =>
  (value, path) => {
    if (typeof value !== "string") return fault(path, "must be a string");
    return value.length > max ? fault(path, `may have ${max} characters, not ${value.length}`) : null;
  };
export const name = text(MAX_NAME);
export const number =
  (min: number, max: number): Check =>
  (value, path) =>
    typeof value === "number" && value >= min && value <= max
      ? null
      : fault(path, `must be a number from ${min} to ${max}`);
export const integer =
  (min: number, max: number): Check =>
  (value, path) =>
    Number.isInteger(value) ? number(min, max)(value, path) : fault(path, "must be a whole number");
export const oneOf =
  (values: readonly unknown[]): Check =>
  (value, path) =>
    values.includes(value) ? null : fault(path, `must be one of ${values.join(", ")}`);
export const nullable =
  (check: Check): Check =>
  (value, path) =>
    value === null ? null : check(value, path);
export const optional =
  (check: Check): Check =>
  (value, path) =>
    value === undefined ? null : check(value, path);
export const flag: Check = (value, path) => (typeof value === "boolean" ? null : fault(path, "must be true or false"));
export const either =
  (a: Check, b: Check): Check =>
  (value, path) =>
    a(value, path) === null ? null : b(value, path);

/** A plain object, own fields only: nothing a prototype could supply or be reached by. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Checks an object against its fields; unknown fields are errors. */
export function checkFields(value: unknown, fields: Fields, path: string): ShapeError | null {
  if (!isRecord(value)) return fault(path, "must be an object");
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(fields, key)) return fault(`${path}.${key.slice(0, 40)}`, "is not a known field");
  }
  for (const [key, check] of Object.entries(fields)) {
    const found = check(Object.hasOwn(value, key) ? value[key] : undefined, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/** An object with these fields and no others. */
export const fields =
  (spec: Fields): Check =>
  (value, path) =>
    checkFields(value, spec, path);

/** A list of at most so many. */
export const listOf =
  (check: Check, most: number): Check =>
  (value, path) => {
    if (!Array.isArray(value) || value.length > most) return fault(path, `must be a list of at most ${most}`);
    for (let i = 0; i < value.length; i++) {
      const found = check(value[i], `${path}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  };
