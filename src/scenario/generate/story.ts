import type { Audience } from "#domain/commands";
import type { Condition, Ending, Fact, Gauge, Remark, Scene, StoryEffect, StoryRequest, Trigger } from "#domain/drill";
import type { PanelId } from "#domain/telemetry";
import type { Cursor } from "../cursor";
import type { DrillFile, EffectFile, TriggerFile } from "../schema/drill";
import { seconds, time } from "../units";
import { exactlyOne, type Gen } from "./gen";
import { label } from "./nodes";

/** Everything of a scene that is said or asked, and what it does. */
export function effects(gen: Gen, cursor: Cursor<readonly EffectFile[] | undefined>): StoryEffect[] {
  return cursor.items().flatMap((item) => effect(gen, item));
}

const EFFECTS = ["remark", "gauge", "cancel", "run", "fact", "open"] as const;

function effect(gen: Gen, cursor: Cursor<EffectFile>): StoryEffect[] {
  const kind = exactlyOne(cursor, EFFECTS, "an effect");
  switch (kind) {
    case "remark": {
      const remark = cursor.get("remark") as Cursor<NonNullable<EffectFile["remark"]>>;
      const { to, after } = remark.value;
      return [
        {
          kind,
          from: gen.ref(remark.get("from"), "person"),
          audience: to ?? "incident",
          text: gen.text(remark.get("text")),
          after: seconds(after ?? 0),
        },
      ];
    }
    case "gauge":
      return cursor
        .get("gauge")
        .entries()
        .map(([gauge, by]) => ({
          kind,
          gauge: gen.refKey(gauge, by, "gauge"),
          add: gen.expressions.compile(by, { context: "story", type: "number" }),
        }));
    case "cancel":
      return [{ kind: "cancel-plan", plan: gen.ref(cursor.get("cancel") as Cursor<string>, "plan") }];
    case "run":
      return [{ kind: "run-plan", plan: gen.ref(cursor.get("run") as Cursor<string>, "plan") }];
    case "fact":
      return [{ kind, fact: gen.ref(cursor.get("fact") as Cursor<string>, "fact") }];
    case "open":
      return [{ kind, request: gen.ref(cursor.get("open") as Cursor<string>, "request") }];
    default:
      return [];
  }
}

/** `at` or `when`; neither means that only an effect opens it, which `required` forbids. */
export function trigger(gen: Gen, cursor: Cursor<TriggerFile>, required: boolean): Trigger {
  const t = cursor.value;
  if (t.at !== undefined && t.when !== undefined)
    cursor.get("when").errorAtKey("schema.beside", `"when" means nothing beside "at"`);
  if (required && t.at === undefined && t.when === undefined) {
    cursor.errorAtKey("schema.missing", `"at" or "when" is missing, expected a time or a condition`);
  }
  return {
    at: t.at === undefined ? null : time(t.at),
    when: gen.bool(cursor.get("when"), "story"),
    after: seconds(t.after ?? 0),
    unless: gen.bool(cursor.get("unless"), "story"),
  };
}

export function page(gen: Gen, drill: Cursor<DrillFile>): Scene["page"] {
  const p = drill.get("page");
  return {
    id: p.value.id ?? "page",
    trigger: trigger(gen, p, true),
    title: p.value.title,
    body: gen.text(p.get("body")),
    runbook: gen.optionalRef(p.get("runbook"), "runbook"),
  };
}

/** Seconds between two people of an escalation when nothing else is said. */
const ESCALATE_AFTER = 300;

/** People a page goes to while nobody acknowledges it, with seconds since it went off; undefined when there are none. */
export function escalation(gen: Gen, drill: Cursor<DrillFile>): Scene["escalation"] {
  let at = 0;
  const steps = drill
    .get("escalation")
    .items()
    .map((step) => {
      const { value } = step;
      const named =
        typeof value === "string" ? (step as Cursor<string>) : (step as Cursor<{ person: string }>).get("person");
      const after = typeof value === "string" || value.after === undefined ? at + ESCALATE_AFTER : seconds(value.after);
      if (after <= at) step.error("schema.range", "each person is called later than the one before");
      at = after;
      return { person: gen.ref(named, "person"), after };
    });
  return steps.length === 0 ? undefined : steps;
}

export function facts(gen: Gen, drill: Cursor<DrillFile>): Fact[] {
  return drill
    .get("facts")
    .entries()
    .map(([id, f]) => ({
      id,
      text: gen.text(f.get("text")),
      why: f.value.why,
      ...(f.value.decoy === true ? { decoy: true } : {}),
      shown: f
        .get("shown")
        .entries()
        .flatMap(([panel, shown]) => {
          const each = Array.isArray(shown.value)
            ? (shown as Cursor<(string | number | boolean)[]>).items()
            : [shown as Cursor<string>];
          return each.map((when) => ({
            panel: panel as PanelId,
            when: gen.expressions.compile(when, { context: "look", type: "bool" }),
          }));
        }),
    }));
}

export function conditions(gen: Gen, drill: Cursor<DrillFile>): Condition[] {
  return drill
    .get("conditions")
    .entries()
    .map(([id, c]) => {
      const long =
        typeof c.value === "object"
          ? (c as Cursor<{ when: string | number | boolean; hold?: string | number | undefined }>)
          : undefined;
      const when = long ? long.get("when") : (c as Cursor<string | number | boolean>);
      return {
        id,
        when: gen.expressions.compile(when, { context: "story", type: "bool" }),
        hold: seconds(long?.value.hold ?? 0),
      };
    });
}

export function remarks(gen: Gen, drill: Cursor<DrillFile>): Remark[] {
  return drill
    .get("remarks")
    .entries()
    .map(([id, r]) => ({
      id,
      from: gen.ref(r.get("from"), "person"),
      audience: r.value.to ?? "incident",
      trigger: trigger(gen, r, true),
      text: gen.text(r.get("text")),
      effects: effects(gen, r.get("do")),
      interrupts: r.value.interrupts ?? true,
    }));
}

export function requests(gen: Gen, drill: Cursor<DrillFile>): StoryRequest[] {
  return drill
    .get("requests")
    .entries()
    .map(([id, r]) => {
      const options = r.get("options").entries();
      if (options.length < 2) r.get("options").errorAtKey("request.options", "a decision needs at least two options");
      const silence = r.get("silence");
      if (!silence.present())
        r.warnAtKey("request.silence", `"${id}" has no "silence": what happens when nobody answers?`);
      for (const [option, o] of options) {
        if (option === "silence") o.errorAtKey("request.options", `an option cannot be called "silence"`);
        if (o.value.reply === undefined)
          o.warnAtKey("request.reply", `option "${option}" has no "reply": what does the person say to it?`);
      }
      const quiet = silence as Cursor<NonNullable<typeof silence.value>>;
      return {
        id,
        from: gen.ref(r.get("from"), "person"),
        audience: r.value.to ?? "incident",
        trigger: trigger(gen, r, false),
        text: gen.text(r.get("text")),
        deadline: seconds(r.value.deadline),
        options: options.map(([option, o]) => ({
          id: option,
          label: gen.text(o.get("label")),
          available: gen.bool(o.get("available"), "story"),
          reply: gen.optionalText(o.get("reply")),
          effects: effects(gen, o.get("do")),
        })),
        silence: silence.present()
          ? { reply: gen.optionalText(quiet.get("reply")), effects: effects(gen, quiet.get("do")) }
          : { reply: null, effects: [] },
      };
    });
}

export function gauges(gen: Gen, drill: Cursor<DrillFile>): Gauge[] {
  return drill
    .get("gauges")
    .entries()
    .map(([id, g]) => {
      const { label: name, initial = 50, min = 0, max = 100, visible = true } = g.value;
      if (min >= max || initial < min || initial > max)
        g.errorAtKey("gauge.range", `expected min < max and initial between them, found ${min}, ${max} and ${initial}`);
      return { id, label: name ?? label(id), initial, min, max, drift: gen.number(g.get("drift"), "story"), visible };
    });
}

export function endings(gen: Gen, drill: Cursor<DrillFile>): Ending[] {
  const all = drill.get("endings").entries();
  if (all.length === 0) drill.get("endings").errorAtKey("ending.last", "expected at least one ending");
  return all.map(([id, e], i) => {
    const last = i === all.length - 1;
    if (last && e.value.when !== undefined)
      e.get("when").errorAtKey("ending.last", `the last ending must hold always, expected no "when"`);
    if (!last && e.value.when === undefined)
      e.errorAtKey("ending.last", `the endings after "${id}" are never reached, expected a "when"`);
    return {
      id,
      title: e.value.title,
      when: gen.bool(e.get("when"), "story") ?? { source: "true", node: ["bool", true] },
      text: gen.text(e.get("text")),
    };
  });
}

export function tasks(gen: Gen, drill: Cursor<DrillFile>): Scene["tasks"] {
  return drill
    .get("tasks")
    .entries()
    .map(([, t]) => ({
      person: gen.ref(t.get("person"), "person"),
      matches: t.value.matches,
      seconds: seconds(t.value.takes ?? 180),
      reply: gen.text(t.get("reply")),
      effects: effects(gen, t.get("do")),
    }));
}

export function brokenPromise(gen: Gen, drill: Cursor<DrillFile>): Scene["brokenPromise"] {
  return drill
    .get("broken-promise")
    .entries()
    .map(([audience, b]) => ({
      audience: audience as Audience,
      from: gen.ref(b.get("from"), "person"),
      text: gen.text(b.get("text")),
      effects: effects(gen, b.get("do")),
    }));
}
