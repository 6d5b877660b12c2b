import { bankOf, readContent, readSources } from "#adapters/content/disk";
import type { CompiledBank } from "#adapters/content/model";
import type { Question } from "#domain/questions";
import { nearest } from "#lib/nearest";
import { UsageError } from "./args";

/** The question bank of a project; with `ids` only those cards and their labelled answers are compiled. */
export function loadBank(root: string, ids: readonly string[] = []): CompiledBank {
  const files = readContent(root);
  const sources = [...readSources(files).keys()];
  for (const id of ids) {
    if (sources.includes(id)) continue;
    const near = nearest(id, sources);
    throw new UsageError(`there is no question "${id}"${near === undefined ? "" : `; did you mean "${near}"?`}`);
  }
  const wanted = files.filter(({ path }) => {
    const id = /\/(?:questions|answers)\/([^/]+)\.(?:md|yaml)$/.exec(path)?.[1];
    return ids.length === 0 || id === undefined || ids.includes(id);
  });
  return bankOf(wanted);
}

/** One card. Throws a UsageError when there is none, or it has an error. */
export function loadQuestion(root: string, id: string): { readonly question: Question; readonly bank: CompiledBank } {
  const bank = loadBank(root, [id]);
  const [question] = bank.questions;
  if (question === undefined)
    throw new UsageError(`there is no card for "${id}" that compiles; see: check content/questions/${id}.md`);
  return { question, bank };
}
