/** Keeping the platform up: larger pods, disks, credentials, and the freeze of everything that changes by itself. */
import type { ActRequest } from "#domain/actions";
import type { CredentialSpec } from "#domain/mechanics";
import { rotate } from "../credentials";
import { FREEZE, frozen } from "../freeze";
import { diskOf, judge } from "../mechanics/disk";
import { cellsOf } from "../pods";
import { setSize, sizeOf } from "../sizes";
import type { WorldState } from "../state";
import { checkAmount, checkNode, type Kind, labelOf, place, type Refusal, refusal } from "./kind";
import { endRestart, restartBatches } from "./rollout";

const LEAST_SIZE = 0.25;
const MOST_SIZE = 8;

/** Vertical scaling: pods restart a batch at a time with more, or fewer, cores and memory. A single instance is away meanwhile. */
export const resize: Kind = {
  interruptible: false,
  check: (w, req) =>
    checkNode(w, req, w.system.regions.length > 1) ?? checkAmount(req, LEAST_SIZE, MOST_SIZE, "The factor"),
  seconds: (w, req, usual) => Math.max(usual, 4 * (w.system.nodes.find((n) => n.id === req.node)?.startup ?? 0)),
  step: (w, op, done) => restartBatches(w, op, done),
  finish(w, op) {
    endRestart(w, op);
    const { node, region } = place(w, op.request);
    w.system.regions.forEach((_, r) => {
      if (region === null || region === r) setSize(w, node, r, sizeOf(w, node, r) * (op.request.amount ?? 1));
    });
    return null;
  },
  note: (w, req) => `${labelOf(w, req)}: pods of ${req.amount ?? 1} times the size, a batch at a time`,
};

function checkDisk(w: WorldState, req: ActRequest): Refusal | null {
  const where = checkNode(w, req, false);
  if (where !== null) return where;
  const known = w.system.nodes.filter((n) => n.disk !== undefined).map((n) => n.id);
  return known.includes(req.node ?? "")
    ? null
    : refusal("no-disk", `Nothing is known about a disk of ${labelOf(w, req)}.`, req.node, known);
}

export const growDisk: Kind = {
  interruptible: false,
  check: (w, req) => checkDisk(w, req) ?? checkAmount(req, 1, 10_000, "The GiB to add"),
  finish(w, op) {
    const { node, region } = place(w, op.request);
    for (const cell of cellsOf(w, node, region)) {
      const state = diskOf(w, cell);
      if (state === undefined) continue;
      state.size += op.request.amount ?? 0;
      judge(w, state);
    }
    return null;
  },
  note: (w, req) => `${labelOf(w, req)}: ${req.amount ?? 0} GiB more, the file system grows while it is used`,
};

/** Frees once what may be deleted of what was there in the beginning; what has grown since is as much of a mix. */
export const cleanDisk: Kind = {
  interruptible: true,
  check(w, req) {
    const bad = checkDisk(w, req);
    if (bad !== null) return bad;
    const { node } = place(w, req);
    return (w.system.nodes[node]?.disk?.cleanable ?? 0) > 0
      ? null
      : refusal("nothing-to-clean", `There is nothing on the disk of ${labelOf(w, req)} that may be deleted.`);
  },
  finish(w, op) {
    const { node, region } = place(w, op.request);
    const share = w.system.nodes[node]?.disk?.cleanable ?? 0;
    const again = w.ops.some(
      (o) =>
        o.id < op.id && o.request.action === "clean-disk" && o.request.node === op.request.node && o.phase === "done",
    );
    if (again) return "Everything that may be deleted was deleted before";
    for (const cell of cellsOf(w, node, region)) {
      const state = diskOf(w, cell);
      if (state === undefined) continue;
      state.used *= 1 - share;
      judge(w, state);
    }
    return null;
  },
  note: (w, req) => `${labelOf(w, req)}: old logs and temporary files are deleted`,
};

function credentialOf(w: WorldState, req: ActRequest): CredentialSpec | undefined {
  return w.system.credentials?.find((c) => c.id === req.key);
}

export const rotateCredential: Kind = {
  interruptible: true,
  check(w, req) {
    return credentialOf(w, req) === undefined
      ? refusal(
          "unknown-credential",
          `There is no certificate or secret "${req.key ?? ""}".`,
          req.key,
          (w.system.credentials ?? []).map((c) => c.id),
        )
      : null;
  },
  finish(w, op) {
    const spec = credentialOf(w, op.request);
    if (spec === undefined) return "There is no such credential any more";
    rotate(w, spec);
    return null;
  },
  note(w, req) {
    const spec = credentialOf(w, req);
    const after = spec?.restart === true ? `; ${spec.node} must be restarted to use it, the old one works no more` : "";
    return `${spec?.label ?? req.key ?? ""}: a new one${after}`;
  },
};

/** Nothing that others planned or automated reaches production; what the player does by hand still does. */
export const freezeDeploys: Kind = {
  interruptible: false,
  check(w, req) {
    if (req.value !== undefined && req.value !== "on" && req.value !== "off")
      return refusal("bad-value", "A freeze can be on or off.", String(req.value), ["on", "off"]);
    const on = req.value !== "off";
    if (on !== frozen(w)) return null;
    return on
      ? refusal("already-frozen", "Deployments are frozen already.")
      : refusal("not-frozen", "Deployments are not frozen.");
  },
  finish(w, op) {
    if (op.request.value === "off") delete w.slow[FREEZE];
    else w.slow[FREEZE] = w.second;
    return null;
  },
  note: (_w, req) =>
    req.value === "off"
      ? "Deployments, planned changes and GitOps go on"
      : "Deployments, planned changes and GitOps wait",
};
