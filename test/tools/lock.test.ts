import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type LockEntry, lockFaults } from "./lock";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, LockEntry> };

describe("package-lock.json", () => {
  it("installs on every platform and from any registry", () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
    expect(lockFaults(lock.packages)).toEqual([]);
  });

  it("is refused with a registry's address, without a checksum, or with a platform missing", () => {
    const sound = { version: "1.0.0", integrity: "sha512-x" };
    expect(lockFaults({ "node_modules/a": { ...sound, resolved: "https://registry.example/a.tgz" } })).toEqual([
      "node_modules/a: address of a registry",
    ]);
    expect(lockFaults({ "node_modules/a": { version: "1.0.0" } })).toEqual(["node_modules/a: no checksum"]);
    const parent = { ...sound, optionalDependencies: { "@a/darwin": "1.0.0" } };
    expect(lockFaults({ "node_modules/a": parent })).toEqual(["node_modules/a: optional @a/darwin is not locked"]);
  });

  it("finds optional packages beside, inside and around the package that names them", () => {
    const sound = { version: "1.0.0", integrity: "sha512-x" };
    const parent = { ...sound, optionalDependencies: { b: "1.0.0" } };
    for (const place of [
      "node_modules/b",
      "node_modules/a/node_modules/b",
      "node_modules/a/node_modules/c/node_modules/b",
    ])
      expect(lockFaults({ "node_modules/a/node_modules/c": parent, [place]: sound })).toEqual([]);
  });
});
