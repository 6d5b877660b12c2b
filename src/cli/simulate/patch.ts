import type { ContentFile } from "#scenario/index";
import { UsageError } from "../args";

const PLAIN = /^(-?\d+(\.\d+)?|true|false|null)$/;

/** A value as it stands in YAML: numbers, booleans, null, lists and maps as they are, everything else as text. */
function yamlValue(text: string): string {
  return PLAIN.test(text) || /^[[{]/.test(text) ? text : JSON.stringify(text);
}

/** `nodes.api.workers=10` as a patch file: `{ "nodes": { "api": { "workers": 10 } } }`. A dot in a key is written `\.`. */
export function patchOf(setting: string): ContentFile {
  const equals = setting.indexOf("=");
  const path = equals < 0 ? "" : setting.slice(0, equals).trim();
  if (path === "") throw new UsageError(`--set wants path=value, not "${setting}"`);
  const keys = path.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", "."));
  if (keys.some((key) => key === "")) throw new UsageError(`--set ${path}: a part of the path is empty`);
  const value = yamlValue(setting.slice(equals + 1).trim());
  const text = keys.map((key) => `{ ${JSON.stringify(key)}: `).join("") + value + " }".repeat(keys.length);
  return { path: `--set ${setting}`, text };
}
