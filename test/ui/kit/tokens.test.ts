import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../../src/ui/kit/tokens.css", import.meta.url), "utf8");

/** The custom properties of the first block after `start`. */
function block(start: string): Map<string, string> {
  const from = css.indexOf(start);
  expect(from, start).toBeGreaterThan(0);
  const open = css.indexOf("{", from);
  const body = css.slice(open + 1, css.indexOf("}", open));
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1] as string, match[2] as string]),
  );
}

const dark = block(':root,\n  [data-theme="dark"]');
const light = block('[data-theme="light"]');
const system = block(":root:not([data-theme])");

type Rgb = [number, number, number];

function linear(hex: string): Rgb {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
}

/** WCAG 2 contrast ratio. */
function contrast(a: string, b: string): number {
  const [x, y] = [a, b].map((hex) => {
    const [red, green, blue] = linear(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }) as [number, number];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Full dichromacy after Machado, Oliveira and Fernandes (2009), on linear RGB. */
const SIGHT: Record<string, [Rgb, Rgb, Rgb]> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seen(hex: string, sight: [Rgb, Rgb, Rgb]): Rgb {
  const [r, g, b] = linear(hex);
  const [red, green, blue] = sight.map((row) => Math.min(1, Math.max(0, row[0] * r + row[1] * g + row[2] * b))) as Rgb;
  // OKLab (Ottosson 2020): distances in it are about as large as they look.
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const of = (theme: Map<string, string>, name: string): string => {
  const value = theme.get(name);
  if (value === undefined) throw new Error(`no token --${name}`);
  return value;
};

describe("K1 the themes", () => {
  it("K1 the system's light theme is the chosen light theme", () => {
    expect(Object.fromEntries(system)).toEqual(Object.fromEntries(light));
  });

  it("K1 both themes define the same names", () => {
    expect([...light.keys()].sort()).toEqual([...dark.keys()].sort());
  });
});

describe.each([
  ["dark", dark],
  ["light", light],
] as const)("K2 contrast in the %s theme", (_, theme) => {
  const grounds = ["bg", "surface", "raised", "hover", "active"];
  const solid = ["bg", "surface", "raised"];

  it.each(["text", "text-2"])("K2 --%s is readable on every ground", (name) => {
    for (const ground of grounds)
      expect(contrast(of(theme, name), of(theme, ground)), ground).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    "text-3",
    "accent",
    "ok",
    "warn",
    "bad",
    "unknown",
    "sev-1",
    "sev-2",
    "sev-3",
    "sev-4",
    "version-new",
    "version-old",
  ])("K2 --%s is readable on pages, panels and dialogs", (name) => {
    for (const ground of [...solid, "hover"])
      expect(contrast(of(theme, name), of(theme, ground)), ground).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ["ok", "ok-tint"],
    ["warn", "warn-tint"],
    ["bad", "bad-tint"],
    ["accent", "accent-tint"],
    ["text", "accent-tint"],
    ["text-2", "accent-tint"],
    ["text-3", "accent-tint"],
    ["text-2", "unknown-tint"],
    ["on-accent", "accent-solid"],
    ["on-bad", "bad-solid"],
  ])("K2 --%s is readable on --%s", (ink, ground) => {
    expect(contrast(of(theme, ink), of(theme, ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["focus", "line-strong", "ok", "warn", "bad", "unknown"])("K2 --%s is visible as a shape (3 : 1)", (name) => {
    for (const ground of solid)
      expect(contrast(of(theme, name), of(theme, ground)), ground).toBeGreaterThanOrEqual(
        name === "line-strong" ? 2.7 : 3,
      );
  });

  it("K3 every series is visible on a panel", () => {
    for (let index = 1; index <= 8; index++) {
      expect(contrast(of(theme, `series-${index}`), of(theme, "surface")), `series-${index}`).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(Object.keys(SIGHT))("K3 any two series differ for eyes with %s sight", (sight) => {
    const least = sight === "full" ? 0.11 : 0.085;
    const colours = Array.from({ length: 8 }, (_, index) =>
      seen(of(theme, `series-${index + 1}`), SIGHT[sight] as [Rgb, Rgb, Rgb]),
    );
    for (let a = 0; a < colours.length; a++) {
      for (let b = a + 1; b < colours.length; b++) {
        const [x, y] = [colours[a], colours[b]] as [Rgb, Rgb];
        expect(Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]), `series ${a + 1} and ${b + 1}`).toBeGreaterThan(
          least,
        );
      }
    }
  });
});
