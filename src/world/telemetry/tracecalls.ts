import type { Call } from "#domain/system";
import type { WorldReading } from "../contract";
import { type CallMeta, type LaneMeta, layoutOf } from "./layout";
import { failedFlow } from "./outcome";
import { chance, completions, subKey } from "./requests";
import type { Exemplar } from "./sampler";
import { specOf } from "./tracepath";

/** Who makes calls in a trace: its lane, and the key of what is drawn for it. */
interface Caller {
  readonly lane: LaneMeta;
  readonly key: number;
}

/** How often a request makes a call: the declared count, thinned to what the callee really got. */
export function timesOf(w: WorldReading, at: Exemplar, part: Caller, meta: CallMeta, spec: Call): number {
  const layout = layoutOf(w);
  let count = spec.count;
  if (spec.share !== null) {
    const { classIndex, region } = part.lane;
    let got = 0;
    for (const lane of layout.lanesFor(meta.to, classIndex, spec.region === "local" ? region : null)) {
      got += completions(w, lane, at.second);
    }
    let made = 0;
    for (const lane of layout.lanesFor(meta.from, classIndex, spec.region === "local" ? region : null)) {
      made += completions(w, lane, at.second) * spec.count;
    }
    count *= made > 0 ? Math.min(1, got / made) : 0;
  }
  return Math.floor(count + chance(w, at.second, subKey(part.key, meta.index), 5));
}

/** Which call made a request fail: the ones it cannot do without, by how much fails there. */
export function failingCall(w: WorldReading, at: Exemplar, part: Caller): CallMeta | null {
  const layout = layoutOf(w);
  const needed = (layout.callsFrom[part.lane.operationIndex] ?? []).filter((_, i) => {
    const spec = part.lane.operation.calls[i];
    return spec && !spec.optional && !spec.async;
  });
  const weights = needed.map((meta) => {
    const region = specOf(w, meta).region;
    let bad = 0;
    for (const lane of layout.lanesFor(meta.to, part.lane.classIndex, region === "local" ? part.lane.region : region)) {
      bad += failedFlow(w.recorder, lane.id, at.second);
    }
    return bad;
  });
  let left = chance(w, at.second, part.key, 6) * weights.reduce((a, b) => a + b, 0);
  const found = needed.find((_, i) => {
    left -= weights[i] ?? 0;
    return left < 0;
  });
  return found ?? needed[needed.length - 1] ?? null;
}

/** What a field of a call is set to just now; as declared where no setting drives it. */
export function settingOf(w: WorldReading, spec: Call, field: "timeout" | "retries", otherwise: number): number {
  const knob = w.system.settings.find(
    ({ drives }) => drives !== null && "call" in drives && drives.call === spec.id && drives.field === field,
  );
  return knob ? w.setting(knob.id) : otherwise;
}
