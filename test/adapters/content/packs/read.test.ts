import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { strToU8, UnzipInflate, zipSync } from "fflate";
import { afterEach, describe, expect, it, vi } from "vitest";
import { perform } from "#adapters/content/packs/jobs";
import { LIMITS } from "#adapters/content/packs/limits";
import { openPack } from "#adapters/content/packs/read";
import type { Pack } from "#domain/pack";
import { bufferOf, bytesOf, drillFiles, pack, yaml } from "./samples";

const HEAD = "pack: harbour\ntitle: Evenings\nversion: 1\n";
const zip = (files: Readonly<Record<string, string | Uint8Array>>): ArrayBuffer =>
  bufferOf(
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([path, text]) => [path, typeof text === "string" ? strToU8(text) : text]),
      ),
    ),
  );
const said = (bytes: ArrayBuffer, name = "file.zip") =>
  openPack(name, bytes).diagnostics.map(({ file, line, code, severity }) => `${file}:${line} ${severity} ${code}`);
const messages = (bytes: ArrayBuffer) => openPack("file.zip", bytes).diagnostics.map(({ message }) => message);
const sorted = (whole: Pack | null): Pack | null =>
  whole && { ...whole, files: [...whole.files].sort((a, b) => (a.path < b.path ? -1 : 1)) };

afterEach(() => void vi.restoreAllMocks());

describe("reading a pack", () => {
  it.each(["yaml", "zip"] as const)("Q1 Q10 takes it from %s as it was written", (form) => {
    const { pack: read, diagnostics } = openPack(`harbour.${form}`, bytesOf(pack(), form));
    expect(diagnostics).toEqual([]);
    expect(sorted(read)).toEqual(sorted(pack()));
  });

  it("Q1 tells a zip by its first bytes, whatever it is called", () => {
    expect(openPack("harbour.yaml", bytesOf(pack(), "zip")).pack?.id).toBe("harbour");
    expect(openPack("harbour.zip", bytesOf(pack(), "yaml")).pack?.id).toBe("harbour");
  });

  it("Q1 finds what lies in the only folder of a zip, and says when there is no head", () => {
    const inFolder = zip({ "mine/pack.yaml": HEAD, "mine/drills/a/drill.yaml": "code: A-1\n" });
    expect(openPack("a.zip", inFolder).pack?.files).toEqual([{ path: "drills/a/drill.yaml", text: "code: A-1\n" }]);
    expect(messages(zip({ "mine/pack.yaml": HEAD, "other/drills/a/drill.yaml": "" }))).toEqual([
      "there is no pack.yaml in the zip, expected it at its root or in its only folder",
    ]);
    expect(said(zip({}))).toEqual(["file.zip:1 error pack.head"]);
  });

  it("Q5 reports everything that is wrong with a head, at its lines", () => {
    const text = "pack: My Pack\ntitel: Evenings\nversion: 1.5\nfiles: {}\n";
    const { pack: read, diagnostics } = openPack("mine.yaml", yaml(text));
    expect(read).toBeNull();
    expect(diagnostics.map(({ file, line, column, message }) => [`${file}:${line}:${column}`, message])).toEqual([
      ["mine.yaml:1:1", expect.stringContaining('"title" is missing')],
      ["mine.yaml:1:7", expect.stringContaining("lower-case letters, digits and hyphens")],
      ["mine.yaml:2:1", expect.stringContaining('unknown key "titel", did you mean "title"?')],
      ["mine.yaml:3:10", expect.stringContaining("a whole number of 1 or more")],
    ]);
  });

  it("Q5 wants the files of a zip in the zip", () => {
    expect(said(zip({ "pack.yaml": `${HEAD}files: { "drills/a/drill.yaml": "" }\n` }))).toEqual([
      "pack.yaml:1 error pack.files",
    ]);
  });

  it.each([
    ["../../etc/passwd.yaml", "leads out of the pack"],
    ["drills/../../x.yaml", "leads out of the pack"],
    ["..\\..\\x.yaml", "leads out of the pack"],
    ["/etc/x.yaml", "is absolute"],
    ["C:\\x.yaml", "is absolute"],
    ["drills/a/\u202edrill.yaml", "is not made of letters"],
    ["drills//drill.yaml", "is not made of letters"],
    [`drills/${"a".repeat(200)}/drill.yaml`, "longer than 160"],
    ["../.hidden", "leads out of the pack"],
  ])("Q3 refuses the path %j in a zip and in YAML", (path, why) => {
    expect(messages(zip({ "pack.yaml": HEAD, [path]: "x" }))).toEqual([expect.stringContaining(why)]);
    const text = `${HEAD}files:\n  ${JSON.stringify(path)}: x\n`;
    const { pack: read, diagnostics } = openPack("a.yaml", yaml(text));
    expect(read).toBeNull();
    expect(diagnostics[0]?.message).toMatch(/the path ".*" (leads|is|has|longer)/);
  });

  it("Q3 keeps prototypes out of reach", () => {
    expect(openPack("a.yaml", yaml(`${HEAD}files:\n  __proto__: x\n`)).pack).toBeNull();
    expect(openPack("a.yaml", yaml(`${HEAD}__proto__:\n  isAdmin: true\n`)).pack).toBeNull();
    expect("isAdmin" in {}).toBe(false);
  });

  it("Q3 takes the backslashes of Windows for slashes", () => {
    expect(openPack("a.zip", zip({ "pack.yaml": HEAD, "systems\\a.yaml": "x" })).pack?.files).toEqual([
      { path: "systems/a.yaml", text: "x" },
    ]);
  });

  it("Q4 leaves out what systems add without a word, and other files with one", () => {
    const { pack: read, diagnostics } = openPack(
      "a.zip",
      zip({
        "pack.yaml": HEAD,
        "systems/a.yaml": "x",
        "__MACOSX/._a.yaml": "junk",
        ".DS_Store": "junk",
        "systems/Thumbs.db": "junk",
        "systems/picture.png": "PNG",
      }),
    );
    expect(read?.files).toEqual([{ path: "systems/a.yaml", text: "x" }]);
    expect(diagnostics).toMatchObject([{ file: "systems/picture.png", severity: "warning", code: "pack.other" }]);
  });

  it("Q4 refuses bytes that are no text", () => {
    expect(said(zip({ "pack.yaml": HEAD, "systems/a.yaml": new Uint8Array([0xff, 0xfe, 0x00]) }))).toEqual([
      "systems/a.yaml:1 error pack.encoding",
    ]);
    expect(said(bufferOf(new Uint8Array([0xff, 0xd8, 0xff])), "a.jpg")).toEqual(["a.jpg:1 error pack.encoding"]);
    expect(openPack("a.yaml", yaml(`\ufeff${HEAD}files: { systems/a.yaml: x }`)).pack?.id).toBe("harbour");
  });

  it("Q2 refuses what is too large: the file, its YAML, one of its files, all of them, too many", () => {
    expect(said(new ArrayBuffer(LIMITS.file + 1))).toEqual(["file.zip:1 error pack.size"]);
    expect(said(yaml("x".repeat(LIMITS.text + 1)))).toEqual(["file.zip:1 error pack.size"]);
    const large = "x".repeat(LIMITS.text);
    expect(messages(zip({ "pack.yaml": HEAD, "a.yaml": `${large}x` }))).toEqual([
      '"a.yaml" is too large, expected at most 2 MB',
    ]);
    const nine = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.yaml`, large]));
    expect(messages(zip({ "pack.yaml": HEAD, ...nine }))).toEqual([
      "the zip is too large, expected at most 16 MB when unpacked",
    ]);
    const many = Object.fromEntries(Array.from({ length: LIMITS.entries + 1 }, (_, i) => [`${i}.yaml`, ""]));
    expect(messages(zip(many))).toEqual(["the zip has too many files, expected at most 3000"]);
  });

  it("Q2 stops at a bomb before it has gone off", () => {
    const bomb = bombOf(128 * 1024 * 1024);
    const push = vi.spyOn(UnzipInflate.prototype, "push");
    expect(bomb.byteLength).toBeLessThan(200_000);
    expect(said(bomb)).toEqual(["file.zip:1 error pack.size"]);
    // All of it would have been some thirty steps of four megabytes.
    expect(push.mock.calls.length).toBeLessThan(4);
  });

  it.each([
    ["cut short", (whole: Uint8Array) => whole.subarray(0, whole.length / 2)],
    ["of another compression", (whole: Uint8Array) => whole.map((byte, at) => (at === 8 ? 12 : byte))],
    ["damaged", (whole: Uint8Array) => whole.map((byte, at) => (at > 60 && at < 400 ? byte ^ 0x55 : byte))],
  ])("Q6 refuses a zip that is %s", (_what, spoil) => {
    const whole = new Uint8Array(bytesOf(pack(), "zip"));
    const { pack: read, diagnostics } = openPack("a.zip", bufferOf(spoil(whole)));
    expect(read).toBeNull();
    expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
  });

  it("Q3 refuses a file that is in a zip twice", () => {
    const one = new Uint8Array(zip({ "pack.yaml": HEAD, "a.yaml": "x" }));
    const local = one.subarray(
      0,
      one.findIndex((_, at) => one[at] === 0x50 && one[at + 2] === 1),
    );
    expect(said(bufferOf(new Uint8Array([...local, ...one])))).toEqual(["file.zip:1 error pack.twice"]);
  });
});

describe("whatever the bytes", () => {
  const whole = { yaml: new Uint8Array(bytesOf(pack({ files: tiny() }), "yaml")), zip: small() };

  it("Q6 reading says so and returns, and what is taken can be written and read again", () => {
    const change = fc.record({
      form: fc.constantFrom("yaml" as const, "zip" as const),
      edits: fc.array(fc.record({ at: fc.nat(), remove: fc.nat(20), insert: fc.uint8Array({ maxLength: 20 }) }), {
        minLength: 1,
        maxLength: 6,
      }),
    });
    fc.assert(
      fc.property(change, ({ form, edits }) => {
        let bytes = whole[form];
        for (const { at, remove, insert } of edits) {
          const from = at % bytes.length;
          bytes = Uint8Array.from([...bytes.subarray(0, from), ...insert, ...bytes.subarray(from + remove)]);
        }
        const reading = perform({ kind: "read", name: "a", bytes: bufferOf(bytes), taken: [] });
        if (reading.pack === null) {
          expect(reading.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
        } else {
          const again = openPack("a", bytesOf(reading.pack, "zip"));
          expect(sorted(again.pack)).toEqual(sorted(reading.pack));
        }
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});

/** A drill that says little: what is around it is the test. */
function tiny(): Pack["files"] {
  return [
    { path: "drills/quay/drill.yaml", text: "code: QUAY-1\ntitle: A\nsummary: B\nminutes: 3\nsystem: s\npeople: p\n" },
    { path: "systems/s.yaml", text: "name: S\n" },
    { path: "people/p.yaml", text: "you: { name: Kim }\n" },
  ];
}

function small(): Uint8Array {
  return new Uint8Array(bytesOf(pack({ files: tiny() }), "zip"));
}

/** A zip of one file of so many zeros. */
function bombOf(size: number): ArrayBuffer {
  const packed = deflateRawSync(Buffer.alloc(size));
  const name = strToU8("drills/a/drill.yaml");
  const header = new DataView(new ArrayBuffer(30));
  header.setUint32(0, 0x04034b50, true);
  header.setUint16(4, 20, true);
  header.setUint16(8, 8, true);
  header.setUint32(18, packed.length, true);
  // It says that it is small.
  header.setUint32(22, 100, true);
  header.setUint16(26, name.length, true);
  return bufferOf(new Uint8Array([...new Uint8Array(header.buffer), ...name, ...packed]));
}

describe("a drill that ships", () => {
  it("Q10 stays as it is through YAML and zip", () => {
    const files = drillFiles("tool-belt", "INC-1000");
    for (const form of ["yaml", "zip"] as const) {
      const read = openPack("a", bytesOf(pack({ files }), form)).pack;
      expect(sorted(read)?.files).toEqual([...files].sort((a, b) => (a.path < b.path ? -1 : 1)));
    }
  });

  it("Q10 texts of any kind stay as they are", () => {
    const line = fc.constantFrom(
      "a: 1",
      "  b",
      "",
      "\ttab",
      "#",
      "- x",
      "…",
      "trailing  ",
      "'",
      '"',
      ": ",
      "|",
      "---",
      "{{ x }}",
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom("\n", "\r\n", ""), (lines, end) => {
        const files = [{ path: "systems/a.yaml", text: lines.join("\n") + end }];
        for (const form of ["yaml", "zip"] as const) {
          expect(openPack("a", bytesOf(pack({ files }), form)).pack?.files).toEqual(files);
        }
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
