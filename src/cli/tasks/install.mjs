// Plain Node without dependencies: this runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

const oldestNode = { major: 20, minor: 19 };

/** Ends the process with a clear message when this Node is too old for the toolchain. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor)) return;
  console.error(
    `Meantime needs Node ${oldestNode.major}.${oldestNode.minor} or newer; this is Node ${process.versions.node}.\n` +
      "Install a current LTS release (https://nodejs.org) and run the command again.",
  );
  process.exit(1);
}

/**
 * The packages recorded in a lock file, by folder.
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }> | undefined}
 */
function packagesOf(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what the lock file asks for. npm writes its own record into node_modules as the last
 * step of an install, so an interrupted install has none and counts as missing. Optional packages of other platforms
 * may be absent.
 */
export function isInstalled() {
  const wanted = packagesOf(join(root, "package-lock.json"));
  const present = packagesOf(join(root, "node_modules", ".package-lock.json"));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === "") return true;
    const found = present[folder];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && existsSync(join(root, folder));
  });
}

/**
 * Runs npm the way this process was started, so that Windows' npm.cmd needs no shell of ours.
 * @param {string[]} args
 * @returns {boolean} whether npm ended well
 */
function npm(args) {
  const script = process.env.npm_execpath;
  const result = script?.endsWith("js")
    ? spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  return result.status === 0;
}

/**
 * Installs the packages of the lock file when they are missing or outdated.
 * @returns {"present" | "installed" | "failed"}
 */
export function install() {
  if (isInstalled()) return "present";
  console.log("Installing packages (npm ci) …");
  return npm(["ci"]) ? "installed" : "failed";
}

/** Checks Node and installs, or ends the process. */
export function prepare() {
  requireNode();
  if (install() === "failed") {
    console.error("npm ci failed; see its messages above.");
    process.exit(1);
  }
}
