import type { ActRequest } from "#domain/actions";
import type { Audience } from "#domain/commands";
import type { Position, RoleId, Second } from "#domain/ids";
import type { Completion, Look, LookResult } from "#domain/telemetry";
import type { MessageView, RequestView, View } from "#domain/view";
import { jsonEquals } from "#lib/merge";
import { estimate } from "#world/index";
import { completeLine, createBoardCache } from "#world/telemetry/index";
import { checkLook } from "./commands/look";
import { lastWeek } from "./last-week";
import { lookResult } from "./looks";
import { type Memo, part } from "./memo";
import { paletteOf } from "./palette";
import type { DrillState } from "./state";
import { checkSeatLook, checkService } from "./team/check";
import { knownFacts } from "./team/facts";
import { type Standing, standingOf } from "./team/standing";
import type { TeamStory } from "./team/story";
import { teamView } from "./team/view";
import { fixedOf, impactView, requestViews, withoutAnswers } from "./view-parts";

/** Raised by `view.look` for a look that a command would refuse. */
export class LookError extends Error {}

/**
 * What a role may see of a state. Cheap to make: every part is computed when it is read, and keeps its identity as
 * long as it has not changed. A view belongs to its moment; make a new one after a tick or a command.
 */
export function view(state: DrillState, role: RoleId): View {
  const { team } = state.story;
  return new StateView(state, role, team === undefined ? null : { team, standing: standingOf(state, team, role) });
}

/** Everything that views are made of, whoever plays: for what is worked out about a run, never for a screen. */
export function wholeView(state: DrillState): View {
  return new StateView(state, "", null);
}

/** Who looks, in a team; null where one sees all there is to see. */
interface Watcher {
  readonly team: TeamStory;
  readonly standing: Standing;
}

const NOTHING: readonly never[] = [];

class StateView implements View {
  readonly now: Second;
  readonly position: Position;
  constructor(
    private readonly state: DrillState,
    readonly role: RoleId,
    private readonly watcher: Watcher | null,
  ) {
    this.now = state.now;
    this.position = { second: state.now, ordinal: state.ordinal };
  }

  /** Since when whoever looks cannot be reached: nothing moves for them meanwhile. */
  private get awaySince(): Second | null {
    return this.watcher?.standing.awaySince ?? null;
  }

  private hears(audience: Audience): boolean {
    return this.watcher === null || this.watcher.standing.hears.includes(audience);
  }

  /** A part that differs from seat to seat of a team. */
  private own<T>(key: string, inputs: readonly unknown[], make: () => T): T {
    const { watcher, state, role } = this;
    if (watcher === null) return part(state, key, inputs, make);
    return part(state, `${key} ${role}`, [...inputs, watcher.standing, watcher.team.known], make);
  }

  get phase(): View["phase"] {
    return this.state.story.phase;
  }

  get clock(): number {
    return this.state.scene.system.startOfDay + this.now;
  }

  get date(): string {
    return this.state.scene.system.date;
  }

  get pages(): View["pages"] {
    const { story, scene } = this.state;
    const away = this.awaySince;
    return this.own("pages", [story.pagedAt, story.ackedAt, story.alertPages], () =>
      story.pagedAt < 0 || (away !== null && story.pagedAt > away)
        ? []
        : [
            {
              id: scene.page.id,
              title: scene.page.title,
              body: story.pageBody,
              firedAt: story.pagedAt,
              ackedAt: story.ackedAt < 0 ? null : story.ackedAt,
              runbook: scene.page.runbook,
            },
            ...(away === null ? (story.alertPages ?? []) : []).map((page) => {
              const rule = scene.system.alerts.find(({ id }) => id === page.id);
              return {
                id: page.id,
                title: rule?.title ?? page.id,
                body: rule?.summary ?? "",
                firedAt: page.second,
                ackedAt: page.ackedAt < 0 ? null : page.ackedAt,
                runbook: null,
              };
            }),
          ],
    );
  }

  get alerts(): View["alerts"] {
    return this.awaySince === null ? this.state.story.alerts : NOTHING;
  }

  get severity(): number | null {
    const { story, journal } = this.state;
    const away = this.awaySince;
    if (away === null) return story.severity === 0 ? null : story.severity;
    const declared = journal.findLast(({ kind, at }) => kind === "severity" && at.second <= away);
    return declared === undefined ? null : Number(declared.data.level);
  }

  get messages(): readonly MessageView[] {
    const { messages } = this.state;
    const away = this.awaySince;
    if (this.watcher === null) return part(this.state, "messages", [messages.length], () => messages.slice());
    return this.own("messages", [messages.length], () =>
      messages.filter(({ audience, second }) => this.hears(audience) && (away === null || second <= away)),
    );
  }

  get requests(): readonly RequestView[] {
    const all = this.allRequests();
    if (this.watcher === null) return all;
    return this.own("heard requests", [all], () =>
      this.awaySince === null ? all.filter(({ audience }) => this.hears(audience)) : NOTHING,
    );
  }

  private allRequests(): readonly RequestView[] {
    const { state } = this;
    const known = (state.memo.get("requests") as Memo | undefined)?.value as readonly RequestView[] | undefined;
    const clock = state.story.requests.some((r) => r.state === "open") ? this.now : 0;
    return part(state, "requests", [state.revision, clock], () => {
      const views = requestViews(state);
      return known !== undefined && jsonEquals(known, views) ? known : views;
    });
  }

  get operations(): View["operations"] {
    const { state } = this;
    if (this.awaySince !== null) return NOTHING;
    return part(state, "operations", [this.now, state.ordinal], () => state.world.operations.slice());
  }

  get hypotheses(): View["hypotheses"] {
    return this.awaySince === null ? this.state.story.hypotheses : NOTHING;
  }

  get facts(): View["facts"] {
    const { state } = this;
    const { facts, pins } = state.story;
    return this.own("facts", [facts, pins], () => {
      const known = this.watcher === null ? null : knownFacts(state, this.role);
      if (this.awaySince !== null) return [];
      const own = known === null ? facts : facts.filter(({ id }) => known.includes(id));
      return own.map((fact) => {
        const pin = pins.find((p) => p.fact === fact.id);
        return { ...fact, pinned: pin === undefined ? null : { hypothesis: pin.hypothesis, bearing: pin.bearing } };
      });
    });
  }

  get notes(): View["notes"] {
    return this.awaySince === null ? this.state.story.notes : NOTHING;
  }

  get followups(): View["followups"] {
    return this.awaySince === null ? this.state.story.followups : NOTHING;
  }

  get updatesDue(): View["updatesDue"] {
    const { story } = this.state;
    return this.own("updatesDue", [story.owed, story.phase], () => {
      if (story.phase !== "live" || this.awaySince !== null) return [];
      const heard = story.owed.filter(({ audience }) => this.hears(audience));
      return heard.map(({ audience, due, stated }) => ({ audience, due, stated }));
    });
  }

  get gauges(): View["gauges"] {
    const { story, scene } = this.state;
    return part(this.state, "gauges", [story.gauges], () =>
      scene.gauges.flatMap(({ id, label, visible }, i) =>
        visible ? [{ id, label, value: story.gauges[i] ?? 0 }] : [],
      ),
    );
  }

  get impact(): View["impact"] {
    const { state } = this;
    const { scrape, metricDelay } = state.scene.system.telemetry;
    // Only what has been scraped and has arrived is known.
    const known = Math.max(0, Math.floor(((this.awaySince ?? this.now) - metricDelay) / scrape) * scrape);
    return this.own("impact", [known], () => impactView(state, known, scrape));
  }

  get people(): View["people"] {
    return fixedOf(this.state.scene).people;
  }

  get system(): View["system"] {
    return fixedOf(this.state.scene).system;
  }

  get runbook(): View["runbook"] {
    return fixedOf(this.state.scene).runbook;
  }

  get team(): View["team"] {
    const { state, watcher } = this;
    return watcher === null ? null : teamView(state, watcher.team, watcher.standing);
  }

  get refusal(): View["refusal"] {
    if (this.state.story.team !== undefined) return this.state.refusals.get(this.role) ?? null;
    const authors = this.state.header.roles.filter((r) => r.role === this.role).map((r) => r.author);
    for (const author of authors) {
      const refusal = this.state.refusals.get(author);
      if (refusal !== undefined) return refusal;
    }
    return null;
  }

  get ending(): View["ending"] {
    const { story, scene } = this.state;
    return part(this.state, "ending", [story.ending], () => {
      const ending = scene.endings[story.ending];
      return ending === undefined ? null : { id: ending.id, title: ending.title, text: story.endingText };
    });
  }

  get palette(): View["palette"] {
    if (this.watcher === null) return paletteOf(this.state);
    const { may, services } = this.watcher.standing;
    if (!may.includes("act") || this.awaySince !== null) return NOTHING;
    return paletteOf(this.state, services.length === this.state.scene.system.nodes.length ? null : services);
  }

  /** Throws a LookError for a look that names something that is not there. */
  look(look: Look): LookResult {
    const { state, watcher } = this;
    const masked = watcher === null ? null : checkSeatLook(state, watcher.team, watcher.standing, look);
    const refusal = masked ?? checkLook(state, look);
    if (refusal !== null) throw new LookError(refusal.text);
    const key = `look ${this.role} ${look.panel}`;
    const sees = watcher?.standing.sees ?? null;
    return part(state, key, [this.now, state.revision, JSON.stringify(look), sees], () =>
      look.panel === "board" ? this.board(look) : withoutAnswers(lookResult(state, look, undefined, sees)),
    );
  }

  /** Boards are asked for again and again while time goes on: steps that have been scraped are computed once. */
  private board(look: Extract<Look, { panel: "board" }>): LookResult {
    const { state } = this;
    const cache = part(state, "boards", [], createBoardCache);
    const before = look.compare ? lastWeek(state) : undefined;
    return { panel: "board", board: cache.board(state.world, look, state.now, before) };
  }

  complete(line: string, cursor: number): Completion {
    const { watcher } = this;
    const isOpen = watcher === null || (watcher.standing.panels.includes("terminal") && this.awaySince === null);
    if (!isOpen) return { from: cursor, candidates: [] };
    return completeLine(this.state.world, line, cursor, this.now);
  }

  estimate(request: ActRequest): ReturnType<View["estimate"]> {
    const { watcher, state } = this;
    const own = watcher === null ? null : checkService(state, watcher.team, watcher.standing, request);
    const { seconds, note, refusal } = estimate(state.world, request);
    return { seconds, note, refusal: own ?? refusal ?? null };
  }
}
