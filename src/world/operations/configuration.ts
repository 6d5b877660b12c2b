/** Flags, settings and configuration values. */

import { gitConfig, setClassFlag } from "../environment";
import { frozen } from "../freeze";
import type { WorldState } from "../state";
import { checkAmount, checkNode, emit, type Kind, labelOf, place, type Refusal, refusal } from "./kind";
import { endRestart, restartBatches } from "./rollout";

export function setFlag(w: WorldState, flag: string, share: number, by: string): void {
  const history = w.flagHistories.get(flag) ?? [];
  history.push({ second: w.second, share, by });
  w.flagHistories.set(flag, history);
  setClassFlag(w, flag, null, 0);
}

export const flag: Kind = {
  interruptible: true,
  check(w, req) {
    const known = w.system.flags.map((f) => f.id);
    if (req.flag === undefined || !known.includes(req.flag))
      return refusal("unknown-flag", `There is no flag "${req.flag ?? ""}".`, req.flag, known);
    if (req.class !== undefined && !w.compiled.classIndex.has(req.class))
      return refusal(
        "unknown-class",
        `There is no kind of traffic "${req.class}".`,
        req.class,
        w.compiled.classIndex.keys(),
      );
    return checkAmount(req, 0, 1, "The share");
  },
  finish(w, op) {
    const { flag: id, amount, class: cls } = op.request;
    if (cls !== undefined) setClassFlag(w, id as string, cls, amount as number);
    else setFlag(w, id as string, amount as number, op.by);
    return null;
  },
  note: (_w, req) =>
    `${req.flag ?? ""} to ${Math.round((req.amount ?? 0) * 100)} %${req.class === undefined ? "" : ` for ${req.class}`}`,
};

/** Value a request carries, as a number. */
function numeric(req: { readonly amount?: number; readonly value?: string | number }): number {
  return req.amount ?? (typeof req.value === "number" ? req.value : Number(req.value ?? Number.NaN));
}

export const setting: Kind = {
  interruptible: true,
  check(w, req) {
    const known = w.system.settings.map((s) => s.id);
    if (req.key === undefined || !known.includes(req.key))
      return refusal("unknown-setting", `There is no setting "${req.key ?? ""}".`, req.key, known);
    const x = numeric(req);
    return x >= 0 && x <= 1e6 ? null : checkAmount({ action: "setting" }, 0, 1e6, "The value");
  },
  finish(w, op) {
    w.settings.set(op.request.key as string, numeric(op.request));
    w.stale = true;
    return null;
  },
  note: (w, req) => {
    const known = w.system.settings.find((s) => s.id === req.key);
    const unit = known === undefined || known.unit === "count" || known.unit === "share" ? "" : ` ${known.unit}`;
    return `${known?.label ?? req.key ?? ""}: ${numeric(req)}${unit}`;
  },
};

function checkKey(w: WorldState, node: string | undefined, key: string | undefined): Refusal | null {
  const known = w.system.config.filter((c) => c.node === node).map((c) => c.key);
  if (key !== undefined && known.includes(key)) return null;
  return refusal("unknown-config", `This service reads no variable "${key ?? ""}".`, key, known);
}

/** Long enough for four batches to start one after the other. */
function reloadSeconds(w: WorldState, node: string | undefined, usual: number): number {
  return Math.max(usual, (4 * (w.system.nodes.find((n) => n.id === node)?.startup ?? 0)) / RELOAD);
}

/** The last part of an edit or commit is a rolling reload of the pods concerned. */
const RELOAD = 0.8;

/** What edit and commit share: a key of a service gets a value, then its pods reload. `regionRequired`: one region must be named. */
const reload = (regionRequired: boolean): Pick<Required<Kind>, "interruptible" | "check" | "seconds" | "step"> => ({
  interruptible: true,
  check: (w, req) =>
    checkNode(w, req, regionRequired) ??
    checkKey(w, req.node, req.key) ??
    (req.value === undefined ? refusal("no-value", "What value should it have?") : null),
  seconds: (w, req, usual) => reloadSeconds(w, req.node, usual),
  step(w, op, done) {
    if (done > 1 - RELOAD) restartBatches(w, op, (done - 1 + RELOAD) / RELOAD, 1 / RELOAD);
  },
});

export const configEdit: Kind = {
  ...reload(true),
  finish(w, op) {
    endRestart(w, op);
    const { node, region } = place(w, op.request);
    if (region === null) return null;
    const key = op.request.key as string;
    const value = String(op.request.value ?? "");
    const address = `${node}|${key}|${region}`;
    if (gitConfig(w, node, key, region) === value) w.live.delete(address);
    else {
      w.live.set(address, value);
      w.handEdits.push({ node, key, region, at: w.second });
    }
    w.stale = true;
    return null;
  },
  note: (w, req) => `${labelOf(w, req)}: ${req.key ?? ""} set by hand`,
};

export const configCommit: Kind = {
  ...reload(false),
  finish(w, op) {
    endRestart(w, op);
    const { node, region } = place(w, op.request);
    const key = op.request.key as string;
    w.system.regions.forEach((_, r) => {
      if (region !== null && region !== r) return;
      w.git.set(`${node}|${key}|${r}`, String(op.request.value ?? ""));
      w.live.delete(`${node}|${key}|${r}`);
    });
    w.stale = true;
    return null;
  },
  note: (w, req) => `${labelOf(w, req)}: ${req.key ?? ""} committed, pipeline running`,
};

/** Seconds after which a controller puts a hand edit back to what Git says. */
export const GITOPS_PERIOD = 300;

export function revertHandEdits(w: WorldState): void {
  if (frozen(w)) return;
  for (let i = 0; i < w.handEdits.length; i++) {
    const edit = w.handEdits[i];
    if (edit === undefined || w.second < edit.at + GITOPS_PERIOD) continue;
    w.handEdits.splice(i, 1);
    i--;
    const node = w.system.nodes[edit.node];
    const address = `${edit.node}|${edit.key}|${edit.region}`;
    if (node === undefined || !node.gitops || !w.live.has(address)) continue;
    w.live.delete(address);
    w.stale = true;
    emit(w, {
      kind: "gitops",
      id: `${node.id}.${edit.key}`,
      phase: "reverted",
      by: "gitops",
      text: `${node.label} in ${w.system.regions[edit.region]?.id ?? ""}: ${edit.key} differs from Git, put back`,
    });
  }
}
