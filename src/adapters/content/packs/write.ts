import { strToU8, zipSync } from "fflate";
import { stringify } from "yaml";
import type { Pack } from "#domain/pack";

/** The same time in every zip: the same pack gives the same bytes. */
const WRITTEN = new Date(1980, 0, 1);

/** A pack as a file that can be read again: everything in one YAML file, or as a zip of files as they lie in content/. */
export function writePack(pack: Pack, form: "yaml" | "zip"): { readonly name: string; readonly bytes: Uint8Array } {
  const name = `${pack.id}-${pack.version}`;
  const head = { pack: pack.id, title: pack.title, version: pack.version };
  const files = [...pack.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  if (form === "yaml") {
    const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]));
    return { name: `${name}.yaml`, bytes: strToU8(yamlOf({ ...head, files: texts })) };
  }
  const entries = files.map(({ path, text }) => [path, strToU8(text)] as const);
  const zip = zipSync(Object.fromEntries([["pack.yaml", strToU8(yamlOf(head))], ...entries]), { mtime: WRITTEN });
  return { name: `${name}.zip`, bytes: zip };
}

/** Texts of several lines as they are, without folding. */
const yamlOf = (value: object): string =>
  stringify(value, { lineWidth: 0, blockQuote: "literal", aliasDuplicateObjects: false });
