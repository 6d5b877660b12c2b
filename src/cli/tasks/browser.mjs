import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

// Full browsers first: the headless shell is smaller, but does not isolate sandboxed frames.
const namesOnPath = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "chromium-headless-shell",
];

/** @returns {string[]} places where installers put a Chromium-based browser without adding it to the path */
function usualPlaces() {
  if (process.platform === "darwin") {
    const apps = ["/Applications", join(process.env.HOME ?? "", "Applications")];
    const names = ["Google Chrome", "Chromium", "Microsoft Edge"];
    return apps.flatMap((folder) => names.map((name) => join(folder, `${name}.app`, "Contents", "MacOS", name)));
  }
  if (process.platform === "win32") {
    const folders = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
    const names = [
      ["Google", "Chrome", "Application", "chrome.exe"],
      ["Chromium", "Application", "chrome.exe"],
      ["Microsoft", "Edge", "Application", "msedge.exe"],
    ];
    return folders.flatMap((folder) => (folder === undefined ? [] : names.map((parts) => join(folder, ...parts))));
  }
  return [];
}

/**
 * The Chromium-based browser to test with: CHROME_PATH, then the path, then the usual places.
 * @returns {string | undefined} absolute path of the executable
 */
export function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen !== undefined && chosen !== "") return existsSync(chosen) ? chosen : undefined;
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const suffix = process.platform === "win32" ? ".exe" : "";
  const onPath = namesOnPath.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  return [...onPath, ...usualPlaces()].find((file) => existsSync(file));
}

/** Whether this process may install Debian's package: Debian itself (Ubuntu's is a snap) and root. */
function mayInstall() {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/etc/os-release")) return false;
  return /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
}

/**
 * Finds a browser, or installs Debian's when that is possible.
 * @returns {string | undefined} its path; undefined after a printed instruction when there is none
 */
export function provideBrowser() {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (process.env.CHROME_PATH) {
    console.error(`CHROME_PATH names a file that does not exist: ${process.env.CHROME_PATH}`);
    return undefined;
  }
  if (mayInstall()) {
    console.log("Installing Debian's chromium for the browser tests …");
    const options = /** @type {const} */ ({
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    spawnSync("apt-get", ["update"], options);
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"], options);
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  console.error(
    "The browser tests need Chromium, Chrome or Edge, and none was found.\n" +
      "Install one (Debian: apt-get install chromium; macOS: brew install --cask chromium; Windows: Edge or Chrome),\n" +
      "or set CHROME_PATH to the executable, and run npm test again.",
  );
  return undefined;
}
