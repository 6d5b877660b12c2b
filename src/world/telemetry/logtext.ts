import type { LogTemplate } from "#domain/system";
import { draw, streamId } from "#lib/random";
import type { WorldReading } from "../contract";
import { configAt } from "./history";
import type { LaneMeta } from "./layout";
import { statusOf } from "./outcome";
import { podPrefix, SUFFIX_LENGTH } from "./pods";
import { podOf } from "./requests";
import { type Exemplar, entityOf, traceId } from "./sampler";
import { spanSeconds } from "./trace";

const FILL = streamId("log placeholder");

const DIGITS = "0123456789";
const HEX = `${DIGITS}abcdef`;
const NAME = `${DIGITS}abcdefghijklmnopqrstuvwxyz`;

/** A place in a line that differs from request to request, and the characters it may be made of. */
export interface Hole {
  readonly chars: string;
  fill(w: WorldReading, at: Exemplar): string;
}

export type Piece = string | Hole;

function drawn(w: WorldReading, at: Exemplar, salt: number, low: number, high: number): number {
  return low + Math.floor(draw(w.seed, FILL + salt, at.second, entityOf(at)) * (high - low + 1));
}

function hole(chars: string, fill: Hole["fill"]): Hole {
  return { chars, fill };
}

/** What a placeholder becomes on this lane: fixed text, or a hole filled per request. Unknown ones stay as written. */
function pieceOf(name: string, position: number, w: WorldReading, lane: LaneMeta, outcome: number): Piece[] {
  const [kind, argument = ""] = name.split(":", 2);
  switch (kind) {
    case "region":
      return [lane.region];
    case "version":
      return [lane.version];
    case "route":
      return [lane.operation.route];
    case "status":
      return [String(statusOf(w, lane, outcome))];
    case "pod":
      return [
        podPrefix(w, lane.cell),
        hole(NAME, (reading, at) => podOf(reading, at, lane.cell).slice(-SUFFIX_LENGTH)),
      ];
    case "trace":
      return [hole(HEX, (reading, at) => traceId(reading.seed, at))];
    case "ms":
      return [hole(DIGITS, (reading, at) => String(Math.max(1, Math.round(spanSeconds(reading, at) * 1000))))];
    case "order":
      return [hole(DIGITS, (reading, at) => String(drawn(reading, at, 1, 1_000_000, 9_999_999)))];
    case "user":
      return [hole(DIGITS, (reading, at) => String(drawn(reading, at, 2, 10_000, 999_999)))];
    case "ip":
      return [
        "10.",
        hole(`${DIGITS}.`, (reading, at) => [3, 4, 5].map((salt) => drawn(reading, at, salt, 1, 254)).join(".")),
      ];
    case "n": {
      const [low = 0, high = 9] = argument.split("-").map(Number);
      return [hole(DIGITS, (reading, at) => String(drawn(reading, at, 8 + position, low, high)))];
    }
    case "config":
      return w.system.config.some((each) => each.key === argument && each.node === lane.node.id)
        ? [configPiece(w, lane, argument)]
        : [`{${name}}`];
    default:
      return [`{${name}}`];
  }
}

/** A config value is fixed text while nobody edits it; afterwards it depends on the second. */
function configPiece(w: WorldReading, lane: LaneMeta, key: string): Piece {
  const value = (second: number) => configAt(w, lane.node.id, key, lane.region, second);
  const edited = w.operations.some(({ request }) => request.key === key);
  if (!edited) return value(w.second);
  return hole("", (_, at) => value(at.second));
}

/** A template as written by one lane for one outcome: fixed text and holes. */
export function piecesOf(w: WorldReading, template: LogTemplate, lane: LaneMeta, outcome: number): Piece[] {
  const pieces: Piece[] = [];
  const add = (piece: Piece) => {
    const last = pieces.length - 1;
    if (typeof piece === "string" && typeof pieces[last] === "string") pieces[last] += piece;
    else pieces.push(piece);
  };
  template.text.split(/\{([^{}]+)\}/).forEach((part, i) => {
    if (i % 2 === 0) add(part);
    else for (const piece of pieceOf(part, i, w, lane, outcome)) add(piece);
  });
  return pieces;
}

/** The line an exemplar wrote. */
export function lineText(w: WorldReading, pieces: readonly Piece[], at: Exemplar): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : piece.fill(w, at))).join("");
}

export type Verdict = "yes" | "no" | "maybe";

/** Whether every line made of these pieces contains a text (lower case), none does, or it depends on the holes. */
export function containsText(pieces: readonly Piece[], text: string): Verdict {
  if (pieces.some((piece) => typeof piece === "string" && piece.toLowerCase().includes(text))) return "yes";
  return pieces.some((piece, i) => typeof piece !== "string" && mayHold(piece, pieces[i - 1], pieces[i + 1], text))
    ? "maybe"
    : "no";
}

/** Whether a hole and the fixed text on both sides of it could together hold a text. */
function mayHold(middle: Hole, left: Piece | undefined, right: Piece | undefined, text: string): boolean {
  // Without a known alphabet, or with holes side by side, the lines themselves have to be read.
  if (middle.chars === "" || (left !== undefined && typeof left !== "string")) return true;
  const before = (left ?? "").toLowerCase();
  for (let start = 0; start <= text.length; start++) {
    if (start > 0 && !before.endsWith(text.slice(0, start))) continue;
    let end = start;
    while (end < text.length && middle.chars.includes(text[end] as string)) end++;
    for (let stop = end; stop > start; stop--) {
      const rest = text.slice(stop);
      if (rest === "") return true;
      if (right !== undefined && typeof right !== "string") return true;
      const after = (right ?? "").toLowerCase();
      // When the text reaches beyond the fixed part on the right, another hole follows: read the lines.
      if (after.startsWith(rest) || (after !== "" && rest.startsWith(after))) return true;
    }
  }
  return false;
}
