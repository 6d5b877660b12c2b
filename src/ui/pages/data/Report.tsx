import type { StorageProblem } from "#session/contract";
import { type Arrivals, type Loaded, TRANSFER_KINDS, type TransferKind } from "#session/transfer";
import { Button } from "../../kit/Button";
import { Status, type Tone } from "../../kit/Sign";
import { type Column, Table } from "../../kit/Table";
import css from "./data.module.css";

const KIND_WORDS: Readonly<Record<TransferKind, string>> = {
  runs: "Runs",
  documents: "What was written",
  study: "Entries of study",
  interviews: "Interviews",
  recordings: "Recordings",
  packs: "Packs",
  drills: "Drills as they were played",
  settings: "Settings",
  "set-aside": "Set aside before",
};

const ENDS: Readonly<Record<Loaded["end"], { readonly tone: Tone; readonly word: string; readonly text: string }>> = {
  whole: { tone: "good", word: "Imported", text: "The file was read to its end." },
  "cut-off": {
    tone: "warn",
    word: "Cut off",
    text: "The file has no end: it was cut off when it was saved or copied. What is whole in it has come.",
  },
  cancelled: {
    tone: "neutral",
    word: "Stopped",
    text: "What had come by then is stored, each run whole. Import the file again to go on.",
  },
  failed: {
    tone: "bad",
    word: "Not all of it",
    text: "What had come by then is stored, each run whole. When there is a way, import the file again: it goes on from there.",
  },
};

interface Row extends Arrivals {
  readonly kind: TransferKind;
}

const number = (id: keyof Arrivals, header: string): Column<Row> => ({
  id,
  header,
  align: "end",
  cell: (row) => (row[id] === 0 ? "–" : row[id]),
});

const COLUMNS: readonly Column<Row>[] = [
  { id: "kind", header: "What", wrap: true, cell: ({ kind }) => KIND_WORDS[kind] },
  number("came", "New"),
  number("longer", "Went on"),
  number("known", "Here already"),
  number("twice", "Kept twice"),
];

/** What came of importing a file. */
export function Report({
  name,
  loaded,
  problem,
  onClose,
}: {
  name: string;
  loaded: Loaded;
  problem: (problem: StorageProblem) => React.ReactNode;
  onClose: () => void;
}) {
  const { end, arrivals, twice, unaccepted, unacceptedCount } = loaded;
  const rows = TRANSFER_KINDS.map((kind) => ({ kind, ...arrivals[kind] })).filter(
    ({ came, longer, known, twice: both }) => came + longer + known + both > 0,
  );
  const { tone, word, text } = ENDS[end];
  return (
    <div className={css.report}>
      <p role="status">
        <Status tone={tone}>{word}</Status> {name}. {text}
      </p>
      {loaded.problem !== null && problem(loaded.problem)}
      <div className={css.table}>
        <Table
          label={`What came of ${name}`}
          columns={COLUMNS}
          rows={rows}
          rowId={({ kind }) => kind}
          empty="Nothing is in it."
        />
      </div>
      {twice.length > 0 && (
        <details>
          <summary>Kept twice, because here and in the file it went two ways</summary>
          <ul className={css.records}>
            {twice.map(({ kind, id, title }) => (
              <li key={`${kind}/${id}`}>
                {kind === "runs" ? <a href={`#/run/${id}`}>{title}</a> : title}{" "}
                <span className="muted">{KIND_WORDS[kind]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {unacceptedCount > 0 && (
        <details>
          <summary>
            {unacceptedCount} {unacceptedCount === 1 ? "record" : "records"} of the file could not be taken over
          </summary>
          <p className={css.note}>
            What could be set aside is listed below under “What cannot be read” and is part of every file that is saved
            here; the rest is only in the file it came from. Keep that file.
          </p>
          <ul className={css.records}>
            {unaccepted.map(({ where, reason, isKept }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
              <li key={i}>
                <span className="mono">{where}</span> {reason}
                {!isKept && <span className="muted">, not kept</span>}
              </li>
            ))}
            {unacceptedCount > unaccepted.length && <li>and {unacceptedCount - unaccepted.length} more</li>}
          </ul>
        </details>
      )}
      <Button onClick={onClose}>Done</Button>
    </div>
  );
}
