/** A stretch of a file of content. Lines and columns count from 1; the end is the first place that does not belong to it. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A state of a story. States within states name their parent. */
export interface OutlineState {
  /** From the machine downwards: `containment.impact`, `containment.impact.first`. */
  readonly path: string;
  /** Its last part. */
  readonly id: string;
  /** Path of the state it is in; null for those of the machine itself. */
  readonly parent: string | null;
  readonly isInitial: boolean;
  readonly isFinal: boolean;
  /** States below it of which every one is active at the same time. */
  readonly isParallel: boolean;
  /** What it means for people that it was reached; empty where that goes unmentioned. */
  readonly turn: string;
  readonly span: Span;
}

/** What an event does in a state: it leads to another one. */
export interface OutlineMove {
  /** Path of the state; the machine's own id where the event leads on from whatever state that is in. */
  readonly from: string;
  readonly to: string;
  readonly event: string;
  readonly span: Span;
}

export interface OutlineMachine {
  readonly id: string;
  readonly isParallel: boolean;
  readonly states: readonly OutlineState[];
  readonly moves: readonly OutlineMove[];
  readonly span: Span;
}

/** A node of the system, as the drill has it. */
export interface OutlineNode {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  /** Nodes it calls. */
  readonly calls: readonly string[];
  /** In the system's file, or in the drill where that adds it. */
  readonly span: Span;
}

/** A fault, and the node it sits at where it names one. */
export interface OutlineFault {
  readonly id: string;
  readonly label: string;
  readonly node: string | null;
  readonly span: Span;
}

export interface OutlineVariant {
  readonly id: string;
  readonly label: string;
  readonly weight: number;
  /** What its patch is about, two keys deep: `world.faults`, `page`. */
  readonly changes: readonly string[];
  readonly span: Span;
}

/**
 * What a picture of a drill shows, and where each of it is written. It follows the text and not the compiler: it is there as
 * soon as the files can be read, and leaves out what does not make sense.
 */
export interface Outline {
  readonly machines: readonly OutlineMachine[];
  readonly nodes: readonly OutlineNode[];
  readonly faults: readonly OutlineFault[];
  readonly variants: readonly OutlineVariant[];
}
