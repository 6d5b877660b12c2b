import type { Program } from "#domain/drill";
import type { Expectation, Guide, GuideInject, Inject } from "#domain/gameday";
import type { InjectEffect, Renames } from "#domain/team";
import { namesOf, readName } from "./rename-names";

/**
 * The guide of a drill, with names for the ids that its texts have in braces. `original` is the drill as it was written, `renames`
 * those it is played with.
 */
export function readGuide(guide: Guide, original: Program, renames: Renames): Guide {
  const names = new Names(original, renames);
  const text = (text: string) => names.inText(text);
  const expectations = (list: readonly Expectation[]) =>
    list.map((one) => ({ ...one, title: text(one.title), good: text(one.good) }));
  const inject = (one: Inject): Inject => ({
    title: text(one.title),
    effects: one.effects.map((effect) => names.inEffect(effect)),
    read: text(one.read),
    expectations: expectations(one.expectations),
    discuss: one.discuss.map(text),
  });
  return {
    ...guide,
    truth: text(guide.truth),
    variants: Object.fromEntries(Object.entries(guide.variants).map(([id, one]) => [id, text(one)])),
    beats: guide.beats.map((beat) => ({ ...beat, text: text(beat.text), when: text(beat.when) })),
    questions: guide.questions.map(text),
    slow: {
      ...guide.slow,
      question: text(guide.slow.question),
      front: names.inEffect(guide.slow.front),
      text: text(guide.slow.text),
    },
    rescue: {
      question: text(guide.rescue.question),
      nudge: names.inEffect(guide.rescue.nudge),
      hint: text(guide.rescue.hint),
    },
    watch: guide.watch.map(text),
    injects: guide.injects.map(
      (one): GuideInject =>
        one.inject === null
          ? { ...one, why: text(one.why) }
          : { ...one, why: text(one.why), inject: inject(one.inject) },
    ),
    expectations: expectations(guide.expectations),
  };
}

/** What ids are called, and what has become of them. */
class Names {
  private readonly labels = new Map<string, string>();
  private readonly ids = new Map<string, string>();

  constructor(original: Program, { services, people }: Renames) {
    const known = namesOf(original);
    const given = (names: Readonly<Record<string, string>>, id: string) =>
      Object.hasOwn(names, id) ? readName(names[id] as string) : null;
    for (const { id, name } of known.people) {
      const next = given(people, id)?.label ?? name;
      const [first = next] = next.split(" ");
      this.labels.set(id, first);
      this.ids.set(id, next === name ? id : readName(first).id);
    }
    for (const { id, label } of known.services) {
      const next = given(services, id);
      this.labels.set(id, next?.label ?? label);
      this.ids.set(id, next?.id ?? id);
    }
  }

  inText(text: string): string {
    return text.replace(/\{([^{}]*)\}/g, (whole, id: string) => this.labels.get(id) ?? whole);
  }

  inEffect<E extends InjectEffect>(effect: E): E {
    if (effect.kind === "remark") return { ...effect, from: this.idOf(effect.from), text: this.inText(effect.text) };
    return effect.kind === "front" ? { ...effect, node: this.idOf(effect.node) } : effect;
  }

  private idOf(id: string): string {
    return this.ids.get(id) ?? id;
  }
}
