export { type Compiled, type CompileOptions, compileDrill } from "./compile-drill";
export { type CompiledDeck, type CompiledGuide, compileDeck, compileGuide } from "./compile-gameday";
export { type CompiledQuestions, compileQuestions, type LocatedQuestion } from "./compile-questions";
export { type CompiledSources, compileSources } from "./compile-sources";
export { compileSystem } from "./compile-system";
export { type Diagnostic, formatDiagnostic } from "./diagnostics";
export type { ContentFile } from "./files";
export { FILE_KINDS, type FileKind, jsonSchema } from "./schema/json";
