import type { Diagnostic, Pack, PackFile } from "#domain/pack";
import { messageOf } from "#lib/message";
import { Sink } from "#scenario/diagnostics";
import { Reading, readFile } from "#scenario/files";
import { MAX_BYTES } from "#scenario/parse/limits";
import { type PackHead, packFile } from "#scenario/schema/pack";
import { aboutFile, isError } from "./diagnostics";
import { LIMITS, megabytes } from "./limits";
import { pathFault, shown } from "./paths";
import { isZip, unzip } from "./zip";

/** A file taken apart: the pack, if it is one, and what was noticed on the way. */
export interface Opened {
  readonly pack: Pack | null;
  readonly diagnostics: readonly Diagnostic[];
}

const HEAD = "pack.yaml";

/** Takes a file apart that may hold anything. `name` is that of the file; nothing is compiled yet. */
export function openPack(name: string, bytes: ArrayBuffer): Opened {
  if (bytes.byteLength > LIMITS.file) {
    return refused(aboutFile(name, "pack.size", `the file is too large, expected at most ${megabytes(LIMITS.file)}`));
  }
  const content = new Uint8Array(bytes);
  return isZip(content) ? fromZip(name, content) : fromYaml(name, content);
}

const refused = (...diagnostics: readonly Diagnostic[]): Opened => ({ pack: null, diagnostics });

function fromZip(name: string, content: Uint8Array): Opened {
  const unzipped = unzip(name, content);
  if (unzipped.diagnostics.some(isError)) return { pack: null, diagnostics: unzipped.diagnostics };
  const files = fromOnlyFolder(unzipped.files);
  const head = files.find(({ path }) => path === HEAD);
  if (head === undefined) {
    const message = `there is no ${HEAD} in the zip, expected it at its root or in its only folder`;
    return refused(...unzipped.diagnostics, aboutFile(name, "pack.head", message));
  }
  const read = readHead(head);
  if (read.value === null) return refused(...unzipped.diagnostics, ...read.diagnostics);
  const diagnostics = [...unzipped.diagnostics, ...read.diagnostics];
  if (read.value.files !== undefined) {
    const message = `"files" is for a pack in one file, expected none in the ${HEAD} of a zip`;
    return refused(...diagnostics, aboutFile(HEAD, "pack.files", message));
  }
  return whole(
    HEAD,
    read.value,
    files.filter((file) => file !== head),
    diagnostics,
  );
}

/** Without the folder that everything lies in, where that holds the head. */
function fromOnlyFolder(files: readonly PackFile[]): readonly PackFile[] {
  const folder = /^[^/]+\//.exec(files[0]?.path ?? "")?.[0];
  if (folder === undefined || !files.every(({ path }) => path.startsWith(folder))) return files;
  if (!files.some(({ path }) => path === `${folder}${HEAD}`)) return files;
  return files.map(({ path, text }) => ({ path: path.slice(folder.length), text }));
}

function fromYaml(name: string, content: Uint8Array): Opened {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    const message = "the file is neither a zip nor text, expected a pack as a zip or as YAML in UTF-8";
    return refused(aboutFile(name, "pack.encoding", message));
  }
  if (text.length > MAX_BYTES) {
    const message = `the file is too large, expected at most ${megabytes(MAX_BYTES)}; as a zip it may be larger`;
    return refused(aboutFile(name, "pack.size", message));
  }
  const read = readHead({ path: name, text });
  if (read.value === null) return refused(...read.diagnostics);
  const files = Object.entries(read.value.files ?? {}).map(([path, inner]) => ({ path, text: inner }));
  return whole(name, read.value, files, read.diagnostics);
}

/** The keys of a pack, checked; null after reporting what is wrong with them. */
function readHead(file: PackFile): { readonly value: PackHead | null; readonly diagnostics: readonly Diagnostic[] } {
  const sink = new Sink();
  try {
    const node = readFile(file, sink);
    const cursor = node && new Reading(sink).checked(packFile, node);
    return { value: sink.failed ? null : (cursor?.value ?? null), diagnostics: sink.sorted() };
  } catch (error) {
    // The parser of YAML is another's; whatever it throws at a hostile file is no crash of ours.
    return { value: null, diagnostics: [aboutFile(file.path, "yaml.syntax", messageOf(error))] };
  }
}

function whole(
  file: string,
  { pack: id, title, version }: PackHead,
  files: readonly PackFile[],
  diagnostics: readonly Diagnostic[],
): Opened {
  const pack = { id, title, version, files };
  const faults = faultsOf(file, pack);
  return { pack: faults.length > 0 ? null : pack, diagnostics: [...diagnostics, ...faults] };
}

/** What keeps a pack from being one at all; `file` is where its head stands. */
export function faultsOf(file: string, { id, title, version, files }: Pack): readonly Diagnostic[] {
  const faults: Diagnostic[] = [];
  const fault = (code: string, message: string): void => {
    faults.push(aboutFile(file, code, message));
  };
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > LIMITS.id) {
    fault("pack.id", `expected an id of lower-case letters, digits and hyphens, at most ${LIMITS.id} of them`);
  }
  if (title.trim() === "" || title.length > LIMITS.title) {
    fault("pack.title", `expected a title of at most ${LIMITS.title} characters`);
  }
  if (!Number.isSafeInteger(version) || version < 1) fault("pack.version", "expected a whole number of 1 or more");
  if (files.length === 0) fault("pack.empty", "there is no file in the pack, expected drills/<slug>/drill.yaml");
  if (files.length > LIMITS.entries) fault("pack.entries", `too many files, expected at most ${LIMITS.entries}`);
  const known = new Set<string>();
  let total = 0;
  for (const { path, text } of files.slice(0, LIMITS.entries)) {
    const wrong = pathFault(path);
    if (wrong !== null) fault("pack.path", `the path "${shown(path)}" ${wrong}`);
    else if (known.has(path)) fault("pack.twice", `"${path}" is in the pack twice`);
    else if (text.length > LIMITS.text) {
      fault("pack.size", `"${path}" is too large, expected at most ${megabytes(LIMITS.text)}`);
    }
    known.add(path);
    total += text.length;
  }
  if (total > LIMITS.total) fault("pack.size", `the pack is too large, expected at most ${megabytes(LIMITS.total)}`);
  return faults;
}
