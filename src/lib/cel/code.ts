import type { CelValue } from "./tree";

/** Values of macro variables, by nesting slot. */
export type Locals = CelValue[];
/** What an expression is compiled to. */
export type Code<E> = (env: E, locals: Locals) => CelValue;
