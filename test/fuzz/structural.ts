import type { Dice } from "./dice";
import { isHolder, put, rename, type Spot, spotsOf, spotWhere, take, type Value, valueAt } from "./tree";

/** A change of what a file says; false when the file has nothing that can be changed in this way. `other` is another file's content. */
export type Change = (root: Value, dice: Dice, other: Value) => boolean;

const NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  1,
  2,
  0.5,
  1e-9,
  1e-300,
  7,
  64,
  1000,
  1e6,
  1e9,
  1e12,
  2 ** 31,
  2 ** 53,
  1e100,
  1.7e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

const DURATIONS = ["0s", "1us", "1ms", "1s", "59m", "30d", "36500d", "99999999999999999999d", "-1s", "-30d", "1h1h1h"];
const SHARES = ["0%", "0.0000001%", "50%", "99.999%", "100%", "101%", "-5%"];

const EXPRESSIONS = [
  "true",
  "false",
  "t >= 0",
  "t / 0 > 1",
  "1 / (t - 60) > 0",
  "'a' + 1",
  "-(-(-(-t)))",
  "!!!!!(t > 1)",
  `${"(".repeat(60)}t${")".repeat(60)} > 1`,
  `${"t > 0 && ".repeat(200)}true`,
  `[${"1,".repeat(99)}1].all(x, [${"1,".repeat(99)}1].exists(y, x + y > t))`,
  "[1,2,3].map(x, [1,2,3].map(y, [1,2,3].map(z, x * y * z))).size() > 0",
  `[${"'x',".repeat(99)}'x'].map(x, x + x + x + x).size() > 0`,
  "['a'].exists(a, a.matches('(a+)+$'))",
  "metric('errors', '', '', 1000000000) > 0",
  "metric('latency_p99', '', '', -5) > 0",
  "failedIn(1e300) > 0",
  "min(t, max(t, min(t, 1e308 * 1e308))) > 0",
  "variant == 'nothing'",
  "t % 0 == 0",
  "{'a': 1}.a > 0",
  "constructor.constructor('return 1')()",
  "__proto__ == 1",
  "size('x') > 0",
  "1e999 > t",
];

const TEXTS = [
  "",
  " ",
  "x".repeat(100_000),
  "{{ t }}".repeat(2000),
  "{{ 1 / 0 | duration }}",
  "{{ failedIn(1e300) | count }}",
  "{{",
  "}}",
  "<script>document.title='owned'</script>",
  "[x](javascript:alert(1)) ![x](https://evil.example/x.png)",
  "\u0000\u001b[31m\u202e",
  "é́́".repeat(500),
  "toString",
  "__proto__",
  "all",
  "any",
  "local",
  "unlimited",
];

const PROTOTYPE_KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "__defineGetter__",
];

const isDuration = (value: Value): boolean =>
  typeof value === "string" && /^[+-]?(?:\d+(?:\.\d+)?(?:us|ms|min|s|m|h|d))+$/.test(value);
const isShare = (value: Value): boolean => typeof value === "string" && /^[\d.]+%$/.test(value);
const isExpression = (value: Value, { key }: Spot): boolean =>
  ["when", "if", "worth", "unless", "available", "share", "drift", "board", "logs", "explore", "hang", "add"].includes(
    String(key),
  ) ||
  (typeof value === "string" && /&&|\|\||==|>=|<=| > | < /.test(value));
const isText = (value: Value): boolean => typeof value === "string";
const clone = (value: Value): Value => structuredClone(value);

/** Puts one of some values in the place of one that passes. */
const replacing =
  (test: (value: Value, spot: Spot) => boolean, values: readonly Value[]): Change =>
  (root, dice) => {
    const spot = spotWhere(root, dice, test);
    if (spot === null) return false;
    put(spot, clone(dice.of(values)));
    return true;
  };

/** A value inside so many lists or maps. */
function nested(depth: number, isMap: boolean): Value {
  let value: Value = 1;
  for (let i = 0; i < depth; i++) value = isMap ? { a: value } : [value];
  return value;
}

/** Maps of the story's states, found by their shape. */
const isState = (value: Value): boolean =>
  isHolder(value) && !Array.isArray(value) && ("on" in value || "do" in value || "turn" in value);

/** An effect made of names that stand somewhere in the file. */
function effectOf(root: Value, dice: Dice): Value {
  const names = (key: string): readonly string[] => {
    const found = spotsOf(root).find((spot) => spot.key === key && spot.path.length <= 2);
    const value = found === undefined ? null : valueAt(found);
    return isHolder(value) && !Array.isArray(value) && Object.keys(value).length > 0 ? Object.keys(value) : ["nothing"];
  };
  const kinds: readonly (() => Value)[] = [
    () => ({ run: dice.of(names("plans")) }),
    () => ({ cancel: dice.of(names("plans")) }),
    () => ({ open: dice.of(names("requests")) }),
    () => ({ fact: dice.of(names("facts")) }),
    () => ({ gauge: { [dice.of(names("gauges"))]: dice.of(EXPRESSIONS) } }),
    () => ({ remark: { from: "maya", text: dice.of(TEXTS), after: dice.of(DURATIONS) } }),
  ];
  return dice.of(kinds)();
}

export const STRUCTURAL: Readonly<Record<string, Change>> = {
  "delete a key": (root, dice) => {
    const spot = spotWhere(root, dice, () => true);
    if (spot === null) return false;
    take(spot);
    return true;
  },
  "swap two values": (root, dice) => {
    const a = spotWhere(root, dice, () => true);
    const b = spotWhere(
      root,
      dice,
      (_, spot) => a !== null && spot.path.length === a.path.length && spot.key !== a.key,
    );
    if (a === null || b === null) return false;
    const [first, second] = [clone(valueAt(a)), clone(valueAt(b))];
    put(a, second);
    put(b, first);
    return true;
  },
  "rename a key": (root, dice) => {
    const spot = spotWhere(root, dice, (_, { holder }) => !Array.isArray(holder));
    if (spot === null) return false;
    const name = String(spot.key);
    rename(
      spot,
      dice.of([
        name.slice(0, -1),
        `${name}x`,
        name.toUpperCase(),
        "",
        "a b",
        "0",
        "x".repeat(5000),
        name.replace("-", "_"),
      ]),
    );
    return true;
  },
  "reach for a prototype": (root, dice) => {
    const spot = spotWhere(root, dice, (value) => isHolder(value) && !Array.isArray(value));
    if (spot === null) return false;
    put(
      { holder: valueAt(spot) as { [key: string]: Value }, key: dice.of(PROTOTYPE_KEYS) },
      { polluted: true, length: 1e9 },
    );
    return true;
  },
  "swap a type": replacing(() => true, [null, true, false, 0, "", "text", [], {}, [[]], [null], { a: { b: null } }]),
  "change a number": replacing((value) => typeof value === "number", NUMBERS),
  "put a number": replacing(() => true, NUMBERS),
  "change a duration": replacing(isDuration, DURATIONS),
  "change a share": replacing(isShare, SHARES),
  "change an expression": replacing(isExpression, EXPRESSIONS),
  "change a text": replacing(isText, TEXTS),
  "nest deeply": (root, dice) => {
    const spot = spotWhere(root, dice, () => true);
    if (spot === null) return false;
    put(spot, nested(dice.of([5, 39, 41, 200]), dice.value() < 0.5));
    return true;
  },
  "point elsewhere": (root, dice) => {
    // The same value in two places is written with an alias.
    const from = spotWhere(root, dice, (value) => isHolder(value));
    const to = spotWhere(root, dice, (_, spot) => from !== null && !from.path.every((key, i) => spot.path[i] === key));
    if (from === null || to === null) return false;
    put(to, valueAt(from));
    return true;
  },
  "close a circle": (root, dice) => {
    const spot = spotWhere(root, dice, (value) => isHolder(value) && Object.keys(value).length > 0);
    if (spot === null) return false;
    const holder = valueAt(spot) as { [key: string]: Value };
    put({ holder, key: dice.of(Object.keys(holder)) }, holder);
    return true;
  },
  "copy from another file": (root, dice, other) => {
    const from = spotWhere(other, dice, () => true);
    const to = spotWhere(root, dice, (_, spot) => spot.key === from?.key) ?? spotWhere(root, dice, () => true);
    if (from === null || to === null) return false;
    put(to, clone(valueAt(from)));
    return true;
  },
  "add from another file": (root, dice, other) => {
    const from = spotWhere(other, dice, (_, { holder }) => !Array.isArray(holder));
    const to = spotWhere(root, dice, (_, { path }) => path.length === from?.path.length);
    if (from === null || to === null) return false;
    put({ holder: to.holder, key: from.key }, clone(valueAt(from)));
    return true;
  },
  "name something else": (root, dice) => {
    const isName = (value: Value): boolean => typeof value === "string" && /^[A-Za-z][\w.-]*$/.test(value);
    const a = spotWhere(root, dice, isName);
    const b = spotWhere(root, dice, isName);
    if (a === null || b === null) return false;
    put(a, valueAt(b));
    return true;
  },
  "move an item": (root, dice) => {
    const spot = spotWhere(root, dice, (value) => Array.isArray(value) && value.length > 1);
    if (spot === null) return false;
    const list = valueAt(spot) as Value[];
    const [item] = list.splice(dice.below(list.length), 1);
    list.splice(dice.below(list.length + 1), 0, item as Value);
    return true;
  },
  "repeat an item": (root, dice) => {
    const spot = spotWhere(root, dice, (value) => Array.isArray(value) && value.length > 0);
    if (spot === null) return false;
    const list = valueAt(spot) as Value[];
    const item = dice.of(list);
    for (let i = dice.of([1, 10, 1000]); i > 0; i--) list.push(clone(item));
    return true;
  },
  "repeat an entry": (root, dice) => {
    const spot = spotWhere(root, dice, (_, { holder, path }) => !Array.isArray(holder) && path.length > 1);
    if (spot === null) return false;
    const value = valueAt(spot);
    for (let i = dice.of([1, 10, 300]); i > 0; i--) put({ holder: spot.holder, key: `${spot.key}-${i}` }, clone(value));
    return true;
  },
  "lead in circles": (root, dice) => {
    const states = spotsOf(root).filter((spot) => isState(valueAt(spot)));
    if (states.length === 0) return false;
    const [from, to] = [dice.of(states), dice.of(states)];
    const state = valueAt(from) as { [key: string]: Value };
    const on = isHolder(state.on) && !Array.isArray(state.on) ? state.on : {};
    const event = dice.of([
      "page",
      "ack",
      "*",
      "action.*",
      "action.restart.requested",
      "plan.x.done",
      ...Object.keys(on),
    ]);
    put(
      { holder: on, key: event },
      { to: dice.of([String(to.key), String(from.key)]), do: [effectOf(root, dice), effectOf(root, dice)] },
    );
    put({ holder: state, key: "on" }, on);
    return true;
  },
  "act without end": (root, dice) => {
    const spot = spotWhere(root, dice, (value, { key }) => key === "do" && Array.isArray(value));
    if (spot === null) return false;
    const list = valueAt(spot) as Value[];
    for (let i = dice.of([1, 5, 500]); i > 0; i--) list.push(effectOf(root, dice));
    return true;
  },
};

/** What is drawn from: changes of values oftener than of shapes, because more of them compile and are played. */
export const KINDS: readonly string[] = Object.keys(STRUCTURAL).flatMap((kind) =>
  /^(?:change|lead|act|name|point|repeat|move)/.test(kind) ? [kind, kind, kind] : [kind],
);
