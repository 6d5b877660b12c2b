import type { ActionKind, ActRequest } from "#domain/actions";
import type { Scene } from "#domain/drill";
import { actionText } from "../acts";

/** What an action is about, from its words: everything after the name of the action, and the region apart. */
interface About {
  readonly what: string;
  /** "", or " in Europe". */
  readonly where: string;
  readonly region: string;
  readonly request: ActRequest;
}

const QUIET = / to 0 %$/;

/** "Gateway waits for checkout to 25 s" → "“Gateway waits for checkout” to 25 s". */
function named(what: string): string {
  const at = what.lastIndexOf(" to ");
  return at < 0 ? `“${what}”` : `“${what.slice(0, at)}”${what.slice(at)}`;
}

function flagged({ what }: About): string {
  return QUIET.test(what) ? `switched the flag “${what.replace(QUIET, "")}” off` : `set the flag ${named(what)}`;
}

function limited(kind: "shed load" | "served a static page", { what }: About): string {
  const off = kind === "shed load" ? "stopped shedding load" : "stopped serving a static page";
  if (QUIET.test(what)) return `${off} ${what.replace(QUIET, "")}`;
  return `${kind} ${what.replace(/ to (\S+ %)$/, ", $1 of it")}`;
}

const valueless = (what: string): string => what.replace(/ = .*$/, "");
const someone = (what: string): string => (what.startsWith("for ") ? `all traffic ${what}` : `the client ${what}`);

/** Every action as something one has done. */
const DONE: Readonly<Record<ActionKind, (about: About) => string>> = {
  rollback: ({ what, where }) => `rolled ${what} back${where}`,
  deploy: ({ what, where }) => `deployed ${what}${where}`,
  hotfix: ({ what, where }) => `took ${what} with a hotfix${where}`,
  restart: ({ what, where }) => `restarted ${what}${where}`,
  quarantine: ({ what, where }) => `set one pod of ${what} aside${where}`,
  "release-quarantine": ({ what, where }) => `put the pod of ${what} back${where}`,
  "thread-dump": ({ what, where }) => `took a thread dump of ${what}${where}`,
  "heap-dump": ({ what, where }) => `took a heap dump of ${what}${where}`,
  profile: ({ what, where }) => `profiled a pod of ${what}${where}`,
  scale: ({ what, where }) => `scaled ${what}${where}`,
  flag: (about) => flagged(about) + about.where,
  "config-edit": ({ what, where }) => `edited ${valueless(what)} by hand${where}`,
  "config-commit": ({ what, where }) => `committed a value for ${valueless(what)}${where}`,
  setting: ({ what, where }) => `set ${named(what)}${where}`,
  failover: ({ region, what }) => `failed ${region || what} over`,
  "traffic-shift": ({ what, region }) => `shifted traffic away from ${region || what}`,
  shed: (about) => limited("shed load", about) + about.where,
  "rate-limit": ({ what, where }) => `limited the rate ${what}${where}`,
  drain: ({ region, what }) => `drained ${region || what}`,
  undrain: ({ region, what }) => `let traffic back into ${region || what}`,
  "pause-plan": ({ what }) => `stopped the plan “${what}”`,
  canary: ({ what, where }) => `started a canary, ${what}${where}`,
  promote: ({ what, where }) => `promoted the canary of ${what}${where}`,
  "switch-pool": ({ what, where }) => `switched ${what} to its other pool${where}`,
  "freeze-deploys": () => "froze all deployments",
  "restart-pod": ({ what, where }) => `deleted one pod of ${what}${where}`,
  resize: ({ what, where }) => `resized ${what}${where}`,
  autoscaler: ({ what, where }) => `set the autoscaler of ${what}${where}`,
  "grow-disk": ({ what, where }) => `grew the disk of ${what}${where}`,
  "clean-disk": ({ what, where }) => `cleaned up the disk of ${what}${where}`,
  "serve-static": (about) => limited("served a static page", about) + about.where,
  "block-client": ({ what, where }) => `blocked ${someone(what)}${where}`,
  "unblock-client": ({ what, where }) => `unblocked ${someone(what)}${where}`,
  limit: ({ what, where }) =>
    / = (on|off)$/.test(what)
      ? `switched the limit ${what.replace(" = ", " ")}${where}`
      : `changed the limit ${what}${where}`,
  breaker: ({ what, where }) =>
    `${what.endsWith(" to 0") ? "closed" : "opened"} the breaker on ${what.replace(/ to \d+$/, "")}${where}`,
  "purge-cache": ({ what, where }) => `emptied the cache ${what}${where}`,
  "warm-cache": ({ what, where }) => `warmed the cache ${what}${where}`,
  "pause-consumers": ({ what, where }) => `paused the consumers of ${what}${where}`,
  "resume-consumers": ({ what, where }) => `let the consumers of ${what} go on${where}`,
  redrive: ({ what, where }) => `sent the dead letters of ${what} round again${where}`,
  "discard-message": ({ what, where }) => `discarded messages of ${what}${where}`,
  "cancel-query": ({ what, where }) => `cancelled a query, ${what}${where}`,
  "kill-session": ({ what, where }) => `ended a session, ${what}${where}`,
  "add-index": ({ what, where }) => `added the index ${what}${where}`,
  "explain-analyze": ({ what, where }) => `had a plan explained, ${what}${where}`,
  "promote-replica": ({ what, where }) => `promoted the replica of ${what}${where}`,
  "restore-backup": ({ what, where }) => `restored the last backup of ${what}${where}`,
  "rotate-credential": ({ what, where }) => `rotated ${what}${where}`,
};

/** A region as one says it: "Europe (Dublin)" is Europe. */
const spokenRegion = (label: string): string => label.replace(/ \(.*\)$/, "");

/** An action as something one has done: "rolled Checkout back in Europe". Names of the scene and of the catalogue. */
export function doneText(scene: Scene, request: ActRequest): string {
  const text = actionText(scene, request);
  const colon = text.indexOf(": ");
  const details = colon < 0 ? "" : text.slice(colon + 2);
  const label = scene.system.regions.find(({ id }) => id === request.region)?.label ?? "";
  const what = label !== "" && details.endsWith(label) ? details.slice(0, -label.length).replace(/, $/, "") : details;
  const region = spokenRegion(label);
  return DONE[request.action]({ what, where: region === "" ? "" : ` in ${region}`, region, request })
    .replace(/ {2,}/g, " ")
    .trim();
}
