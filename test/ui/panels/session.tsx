import { act, render } from "@testing-library/react";
import axe from "axe-core";
import type { ReactElement } from "react";
import { compileOne, readContent } from "#adapters/content/disk";
import type { Command, CommandBody, Refusal } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { JournalEntry } from "#domain/journal";
import type { View } from "#domain/view";
import { apply, createState, type DrillState, newHeader, tick, view } from "#engine/index";
import type { LiveSession, LiveState } from "#session/contract";
import { snapshotOf } from "#session/snapshot";
import { consoleStore, initialConsole } from "#ui/console-state";
import { LiveProvider } from "#ui/live";

let compiled: Program | null = null;

/** The first drill of the content, compiled once. */
export function drill(): Program {
  if (compiled === null) {
    const { program, diagnostics } = compileOne(readContent(process.cwd()), "one-region-502");
    if (program === null) throw new Error(diagnostics.map((d) => d.message).join("\n"));
    compiled = program;
  }
  return compiled;
}

/** Seconds after which the page has gone off in the drill. */
export const PAGED = 155;

/** A session without clock and storage: the engine itself, moved by the test. */
export class BareSession implements LiveSession {
  readonly sent: CommandBody[] = [];
  private readonly state: DrillState;
  private live: LiveState;
  private readonly listeners = new Set<(state: LiveState) => void>();

  constructor(
    variant = "europe",
    private readonly program = drill(),
  ) {
    const header = newHeader(program, {
      id: "run",
      seed: 7,
      clock: "live-pause",
      variant,
      author: "player",
      role: "lead",
    });
    this.state = createState(program, header);
    this.live = {
      status: "playing",
      run: header,
      view: this.shown(),
      speed: 1,
      clock: "live-pause",
      problem: null,
      refusal: null,
      notice: null,
    };
  }

  getState = (): LiveState => this.live;
  subscribe = (listener: (state: LiveState) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  send = async (body: CommandBody): Promise<Refusal | null> => {
    this.sent.push(body);
    const { now, log } = this.state;
    const stamp = { second: now, author: "player", counter: log.length, role: "lead", seen: now };
    const { refusal } = apply(this.state, { ...body, ...stamp } as Command);
    this.set({ view: this.shown(), refusal });
    return refusal;
  };
  /** Lets simulated seconds pass. */
  run(seconds: number): this {
    for (let i = 0; i < seconds; i++) tick(this.state);
    this.set({ view: this.shown() });
    return this;
  }
  /** As a real session shows it: what was shown does not change when time goes on. */
  private shown(): View {
    const now = view(this.state, "lead");
    return snapshotOf(now, {
      look: (look) => now.look(look),
      complete: (line, cursor) => now.complete(line, cursor),
      estimate: (request) => now.estimate(request),
    });
  }
  get view() {
    return view(this.state, "lead");
  }
  get journal(): readonly JournalEntry[] {
    return this.state.journal;
  }
  set(change: Partial<LiveState>): void {
    this.live = { ...this.live, ...change };
    for (const listener of this.listeners) listener(this.live);
  }
  start(): void {}
  pause(): void {
    this.set({ status: "paused" });
  }
  resume(): void {
    this.set({ status: "playing" });
  }
  setSpeed(speed: LiveState["speed"]): void {
    this.set({ speed });
  }
  skip(): void {}
  async wait(): Promise<void> {}
  async takeOver(): Promise<void> {}
  exportRun(): string {
    return "";
  }
  log(): ReturnType<LiveSession["log"]> {
    const { header, log: commands, now } = this.state;
    return { program: this.program, run: { header, commands, horizon: now } };
  }
  dispose(): void {}
}

/** A session in which the page has been acknowledged and `seconds` have passed since the start. */
export async function paged(seconds = PAGED, variant = "europe"): Promise<BareSession> {
  const session = new BareSession(variant).run(PAGED);
  await session.send({ kind: "ack", args: { page: "page" } });
  session.sent.length = 0;
  return session.run(seconds - PAGED);
}

/** Shows a part of the console on a session, with a console that has just been opened. */
export function show(session: LiveSession, element: ReactElement) {
  consoleStore.setState(initialConsole, true);
  return render(<LiveProvider value={session}>{element}</LiveProvider>);
}

/** Lets simulated seconds pass while the screen watches. */
export async function pass(session: BareSession, seconds: number): Promise<void> {
  await act(async () => {
    session.run(seconds);
  });
}

/** What axe finds in the document as it is now; colours need a renderer, and the page around a panel is not there. */
export async function axeFindings(): Promise<readonly string[]> {
  const page = ["color-contrast", "region", "document-title", "html-has-lang"];
  const rules = Object.fromEntries(page.map((rule) => [rule, { enabled: false }]));
  const { violations } = await axe.run(document, { rules });
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(" | ")}`);
}
