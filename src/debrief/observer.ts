import type { ActionKind, ActRequest } from "#domain/actions";
import type { Command } from "#domain/commands";
import type { Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { Look } from "#domain/telemetry";
import { type DrillState, view } from "#engine/index";
import { duration } from "#lib/format";
import { actionText } from "./acts";
import { answeredText, deedText } from "./deeds";
import { lookText } from "./looks";
import { actionWhy, answerWhy, messageWhy } from "./whys";

/** A remark that is being written. `why` in sentences; `otherwise` stands in for it while there is nothing to say. */
export interface Draft {
  readonly second: Second;
  readonly kind: Command["kind"] | "fact" | "mark" | "wait" | "outset" | "ending";
  what: string;
  readonly why: string[];
  otherwise: string;
  look: Look | null;
}

export const draftOf = (second: Second, kind: Draft["kind"], what: string, why: readonly string[]): Draft => ({
  second,
  kind,
  what,
  why: [...why],
  otherwise: "",
  look: null,
});

/** An action from its request to its end; `to` is null while it has none. */
export interface Work {
  readonly id: number;
  readonly title: string;
  readonly request: ActRequest;
  readonly from: Second;
  to: Second | null;
}

/** A look shows what it shows at once or in the same breath; what comes later is told by itself. */
const AT_ONCE = 2;
/** Pins and follow-ups this close together are one remark. */
const TOGETHER = 60;
/** What was done no longer than this ago is looked at for what came of it. */
const RECENT = 900;
const CAPTURES: ReadonlySet<ActionKind> = new Set(["thread-dump", "heap-dump", "profile"]);
/** Of so many findings it is said what they mean; of the others, only what they are. */
const EXPLAINED = 2;

/** Watches a run go by and writes down what is done in it, and why. */
export class Observer {
  readonly drafts: Draft[] = [];
  readonly works: Work[] = [];
  private read = 0;
  private heard = 0;
  private pins = 0;
  private readonly looks = new Map<string, { readonly look: Look; readonly second: Second; readonly draft: Draft }>();
  private readonly places = new Set<string>();
  private readonly known = new Set<string>();

  /** Of the commands of the log, those from number `first` to before `last` are remarked on; of what comes of itself, what comes from a second on. */
  constructor(
    private readonly first: number,
    private readonly last: number,
    private readonly from: Second,
  ) {}

  /** To be shown the state after creation, every command and every second. */
  observe(state: DrillState): void {
    const entries = state.journal.slice(this.read);
    this.read = state.journal.length;
    const command = state.log.length > this.heard ? state.log.at(-1) : undefined;
    this.heard = state.log.length;
    const isOurs = this.heard > this.first && this.heard <= this.last;
    const isRefused = entries.some(({ kind }) => kind === "refused");
    if (command !== undefined && isOurs && !isRefused) this.tell(state, command);
    for (const entry of entries) if (entry.kind === "operation") this.follow(state, entry);
    const facts = entries.filter(({ kind }) => kind === "fact");
    if (facts.length > 0 && this.heard >= this.first && state.now >= this.from) this.find(state, facts);
  }

  private tell(state: DrillState, command: Command): void {
    const { scene, now } = state;
    const before = this.drafts.at(-1);
    const isNear = before !== undefined && before.kind === command.kind && now - before.second <= TOGETHER;
    if (command.kind === "pin") {
      this.pins = isNear ? this.pins + 1 : 1;
      const text = state.story.facts.find(({ id }) => id === command.args.fact)?.text;
      const quoted = text === undefined ? [] : [`“${text}”`];
      if (isNear && before !== undefined) {
        before.what = `Pins ${this.pins} findings as evidence`;
        if (before.why.length < EXPLAINED) before.why.push(...quoted);
        return;
      }
      this.add(now, command.kind, deedText(scene, command), quoted);
      return;
    }
    const what = command.kind === "answer" ? answeredText(scene, command.args.request) : deedText(scene, command);
    if (command.kind === "followup" && isNear && before !== undefined) {
      before.what += `; ${what.replace("Notes a follow-up: ", "")}`;
      return;
    }
    // To stop reading is not part of what is done about the incident.
    if (command.kind === "pause" || command.kind === "unpin") return;
    const draft = this.add(now, command.kind, what, this.whyOf(state, command));
    if (command.kind === "look") this.remember(state, command.args, draft);
  }

  private add(second: Second, kind: Draft["kind"], what: string, why: readonly string[]): Draft {
    const draft = draftOf(second, kind, what, why);
    this.drafts.push(draft);
    return draft;
  }

  private whyOf(state: DrillState, command: Command): readonly string[] {
    const { scene, story, now } = state;
    switch (command.kind) {
      case "ack":
        return [`It took ${duration(now - Math.max(0, story.pagedAt))}. From now on it is clear who leads.`];
      case "act": {
        const operation = view(state, command.role).operations.findLast(({ request }) => request === command.args);
        return actionWhy(command.args.action, operation, this.isFirst(`act ${command.args.action}`));
      }
      case "interrupt": {
        const own = story.own.find(({ id }) => id === command.args.operation);
        return own === undefined ? [] : [`${actionText(scene, own.request)}.`];
      }
      case "say": {
        const entry = state.journal.findLast(({ kind }) => kind === "message");
        return messageWhy(command.args, entry, this.isFirst(`say ${command.args.audience}`));
      }
      case "answer":
        return answerWhy(state, command.args);
      case "hypothesis":
        return command.args.text === "" ? [] : [`“${command.args.text}”`];
      case "task": {
        const { minutes, text } = command.args;
        const box = minutes === null ? [] : [`It is asked for again in ${duration(60 * minutes)}.`];
        return [`“${text}”`, ...box];
      }
      case "note":
        return [`“${command.args.text}”`];
      case "silence":
        return ["It has been heard. The next one to page shall be a new one."];
      case "resolve":
        return [`${duration(now - Math.max(0, story.pagedAt))} after the page.`];
      case "end":
        return ["The world goes on to the end of the time that counts: a relapse would still count."];
      default:
        return [];
    }
  }

  private isFirst(name: string): boolean {
    const first = !this.known.has(name);
    this.known.add(name);
    return first;
  }

  private remember(state: DrillState, look: Look, draft: Draft): void {
    draft.look = look;
    const place = lookText(state.scene, look);
    const work = this.works.findLast(
      ({ from, request }) => state.now - from <= RECENT && concerns(state, look, request),
    );
    if (work !== undefined) draft.otherwise = `To see what came of it: ${work.title}.`;
    else if (this.places.has(place)) draft.otherwise = "Once more, to see how it goes on.";
    else draft.otherwise = "Nothing stands there that was not known already.";
    this.places.add(place);
    this.looks.set(look.panel, { look, second: state.now, draft });
  }

  private follow(state: DrillState, { data, at, by }: JournalEntry): void {
    const id = Number(data.id);
    if (data.phase === "requested") {
      const own = state.story.own.find((each) => each.id === id);
      if (own !== undefined && by !== "platform") {
        const { request } = own;
        this.works.push({ id, title: actionText(state.scene, request), request, from: at.second, to: null });
      }
    } else if (data.phase !== "running") {
      const work = this.works.find((each) => each.id === id);
      if (work !== undefined) work.to = at.second;
    }
  }

  /** What came to light, by the place where it stood. */
  private find(state: DrillState, entries: readonly JournalEntry[]): void {
    const panels = new Set(entries.map(({ data }) => String(data.panel)));
    for (const panel of panels) {
      const found = entries.filter(({ data }) => data.panel === panel).map(({ data }) => String(data.fact));
      const sentences = found.map((id, index) => findingText(state, id, index < EXPLAINED));
      const look = this.looks.get(panel);
      if (look !== undefined && state.now - look.second <= AT_ONCE && look.draft === this.drafts.at(-1)) {
        look.draft.why.push(...sentences);
        continue;
      }
      const what =
        look === undefined ? "Hears something new" : `Something new shows in ${lookText(state.scene, look.look)}`;
      this.add(state.now, "fact", what, sentences);
    }
  }
}

/** Whether a look can show what an action did. */
function concerns(state: DrillState, look: Look, request: ActRequest): boolean {
  const flag = state.scene.system.flags.find(({ id }) => id === request.flag);
  const setting = state.scene.system.settings.find(({ id }) => id === request.key);
  const node = request.node ?? flag?.node ?? setting?.node;
  if (CAPTURES.has(request.action)) return look.panel === "dump";
  if (look.panel === "map") return true;
  if (look.panel !== "board" && look.panel !== "runtime" && look.panel !== "database") return false;
  return look.node === "all" || look.node === node;
}

/** A finding as it was read, and what it bears on. */
function findingText(state: DrillState, id: string, isExplained: boolean): string {
  const text = state.story.facts.find((fact) => fact.id === id)?.text ?? "";
  const fact = state.scene.facts.find((each) => each.id === id);
  const aside = fact?.decoy === true ? " True, and beside the point." : "";
  return `${text}${isExplained && fact !== undefined && fact.why !== "" ? ` ${fact.why}` : ""}${aside}`;
}
