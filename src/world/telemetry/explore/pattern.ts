/**
 * Regular expressions for label matchers. Like RE2: anchored at both ends, no back references, no look-around, and time
 * linear in the text, whatever the pattern: all states that can be reached are followed at once.
 */

/** Steps of a compiled pattern at most; repetition counts multiply what they repeat. */
const MAX_STEPS = 2000;
const MAX_LENGTH = 300;

type Test = (code: number) => boolean;
type Step =
  | { readonly kind: "char"; readonly test: Test }
  | { readonly kind: "split"; x: number; y: number }
  | { readonly kind: "jump"; to: number }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "match" };

type Tree =
  | { readonly kind: "char"; readonly test: Test }
  | { readonly kind: "start" | "end" }
  | { readonly kind: "all" | "any"; readonly of: readonly Tree[] }
  | { readonly kind: "repeat"; readonly of: Tree; readonly min: number; readonly max: number };

const between =
  (low: number, high: number): Test =>
  (code) =>
    code >= low && code <= high;
const digit = between(48, 57);
const word: Test = (code) => digit(code) || between(65, 90)(code) || between(97, 122)(code) || code === 95;
const space: Test = (code) => code === 32 || between(9, 13)(code);
const not =
  (test: Test): Test =>
  (code) =>
    !test(code);
const CLASSES: Readonly<Record<string, Test>> = {
  d: digit,
  D: not(digit),
  w: word,
  W: not(word),
  s: space,
  S: not(space),
};

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): Tree {
    const tree = this.alternatives();
    if (this.at < this.text.length) throw new SyntaxError("a ) closes nothing");
    return tree;
  }

  private alternatives(): Tree {
    const of = [this.sequence()];
    while (this.text[this.at] === "|") {
      this.at++;
      of.push(this.sequence());
    }
    return of.length === 1 ? (of[0] as Tree) : { kind: "any", of };
  }

  private sequence(): Tree {
    const of: Tree[] = [];
    while (this.at < this.text.length && this.text[this.at] !== "|" && this.text[this.at] !== ")")
      of.push(this.piece());
    return { kind: "all", of };
  }

  private piece(): Tree {
    let tree = this.atom();
    for (;;) {
      const range = this.quantifier();
      if (range === null) return tree;
      tree = { kind: "repeat", of: tree, min: range[0], max: range[1] };
    }
  }

  private quantifier(): readonly [number, number] | null {
    const c = this.text[this.at];
    let range: [number, number] | null = null;
    if (c === "*") range = [0, Infinity];
    else if (c === "+") range = [1, Infinity];
    else if (c === "?") range = [0, 1];
    if (range !== null) this.at++;
    else {
      const found = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.text.slice(this.at, this.at + 12));
      if (found === null) return null;
      this.at += found[0].length;
      const min = Number(found[1]);
      range = [min, found[2] === undefined ? min : found[3] ? Number(found[3]) : Infinity];
      if (range[1] < min) throw new SyntaxError(`${found[0]} asks for at least ${min} and at most ${range[1]}`);
    }
    // A lazy quantifier accepts the same texts.
    if (this.text[this.at] === "?") this.at++;
    return range;
  }

  private atom(): Tree {
    const c = this.text[this.at++] as string;
    switch (c) {
      case "(": {
        if (this.text.startsWith("?:", this.at)) this.at += 2;
        else if (this.text[this.at] === "?") throw new SyntaxError("groups beginning with (? are only (?:…)");
        const inner = this.alternatives();
        if (this.text[this.at++] !== ")") throw new SyntaxError("a ( is not closed");
        return inner;
      }
      case "[":
        return { kind: "char", test: this.set() };
      case ".":
        return { kind: "char", test: (code) => code !== 10 };
      case "^":
        return { kind: "start" };
      case "$":
        return { kind: "end" };
      case "*":
      case "+":
      case "?":
        throw new SyntaxError(`${c} has nothing before it to repeat`);
      case "\\":
        return { kind: "char", test: this.escape() };
      default: {
        const code = c.charCodeAt(0);
        return { kind: "char", test: (other) => other === code };
      }
    }
  }

  private escape(): Test {
    const c = this.text[this.at++];
    if (c === undefined) throw new SyntaxError("it ends with a backslash");
    const known = CLASSES[c];
    if (known) return known;
    if (word(c.charCodeAt(0))) throw new SyntaxError(`\\${c} is not known; \\d, \\w, \\s and escaped signs are`);
    const code = c.charCodeAt(0);
    return (other) => other === code;
  }

  private set(): Test {
    const negated = this.text[this.at] === "^";
    if (negated) this.at++;
    const tests: Test[] = [];
    let first = true;
    for (;;) {
      const c = this.text[this.at];
      if (c === undefined) throw new SyntaxError("a [ is not closed");
      this.at++;
      if (c === "]" && !first) break;
      first = false;
      if (c === "\\") {
        tests.push(this.escape());
        continue;
      }
      const low = c.charCodeAt(0);
      const high = this.text[this.at + 1];
      if (this.text[this.at] === "-" && high !== undefined && high !== "]") {
        this.at += 2;
        tests.push(between(low, high.charCodeAt(0)));
      } else tests.push((code) => code === low);
    }
    const some: Test = (code) => tests.some((test) => test(code));
    return negated ? not(some) : some;
  }
}

function emit(tree: Tree, into: Step[]): void {
  if (into.length > MAX_STEPS) throw new SyntaxError("it repeats too much");
  switch (tree.kind) {
    case "char":
    case "start":
    case "end":
      into.push(tree as Step);
      return;
    case "all":
      for (const each of tree.of) emit(each, into);
      return;
    case "any": {
      const ends: { kind: "jump"; to: number }[] = [];
      tree.of.forEach((each, i) => {
        if (i === tree.of.length - 1) {
          emit(each, into);
          return;
        }
        const split = { kind: "split" as const, x: into.length + 1, y: 0 };
        into.push(split);
        emit(each, into);
        const jump = { kind: "jump" as const, to: 0 };
        ends.push(jump);
        into.push(jump);
        split.y = into.length;
      });
      for (const jump of ends) jump.to = into.length;
      return;
    }
    case "repeat": {
      for (let i = 0; i < tree.min; i++) emit(tree.of, into);
      if (tree.max === Infinity) {
        const split = { kind: "split" as const, x: into.length + 1, y: 0 };
        into.push(split);
        const begin = into.length - 1;
        emit(tree.of, into);
        into.push({ kind: "jump", to: begin });
        split.y = into.length;
        return;
      }
      const splits: { kind: "split"; x: number; y: number }[] = [];
      for (let i = tree.min; i < tree.max; i++) {
        const split = { kind: "split" as const, x: into.length + 1, y: 0 };
        splits.push(split);
        into.push(split);
        emit(tree.of, into);
      }
      for (const split of splits) split.y = into.length;
    }
  }
}

/**
 * Compiles a pattern to a test of whole texts.
 * @throws SyntaxError saying what cannot be read, or that the pattern is too long
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  if (pattern.length > MAX_LENGTH) throw new SyntaxError(`it is longer than ${MAX_LENGTH} characters`);
  const steps: Step[] = [];
  emit(new Reader(pattern).whole(), steps);
  steps.push({ kind: "match" });
  return (text) => {
    let now: number[] = [];
    let next: number[] = [];
    const seen = new Int32Array(steps.length).fill(-1);
    const add = (list: number[], first: number, at: number) => {
      const open = [first];
      for (let i = open.pop(); i !== undefined; i = open.pop()) {
        if (seen[i] === at) continue;
        seen[i] = at;
        const step = steps[i] as Step;
        if (step.kind === "split") open.push(step.y, step.x);
        else if (step.kind === "jump") open.push(step.to);
        else if (step.kind === "start") {
          if (at === 0) open.push(i + 1);
        } else if (step.kind === "end") {
          if (at === text.length) open.push(i + 1);
        } else list.push(i);
      }
    };
    add(now, 0, 0);
    for (let at = 0; at < text.length && now.length > 0; at++) {
      const code = text.charCodeAt(at);
      next = [];
      for (const i of now) {
        const step = steps[i] as Step;
        if (step.kind === "char" && step.test(code)) add(next, i + 1, at + 1);
      }
      now = next;
    }
    return now.some((i) => steps[i]?.kind === "match");
  };
}
