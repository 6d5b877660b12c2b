import type { Labels, Question, QuestionCard } from "#domain/questions";
import type { Groups } from "#domain/rules";
import type { QuestionBank } from "#session/contract";

type Cards = typeof import("virtual:questions");

/** The list is no part of the first load: only the pages that show questions fetch it. */
class BundledBank implements QuestionBank {
  private readonly areas = new Map<string, Promise<readonly Question[]>>();

  private list(): Promise<Cards> {
    return import("virtual:questions");
  }

  async cards(): Promise<readonly QuestionCard[]> {
    return (await this.list()).cards;
  }

  async groups(): Promise<Groups> {
    return (await this.list()).groups;
  }

  async question(id: string): Promise<Question> {
    const { areas } = await this.list();
    const name = id.replace(/-.*$/, "");
    const load = Object.hasOwn(areas, name) ? areas[name] : undefined;
    const found = load && (await this.area(name, load)).find((question) => question.id === id);
    if (found === undefined) throw new RangeError(`there is no question "${id}"`);
    return found;
  }

  private area(name: string, load: Cards["areas"][string]): Promise<readonly Question[]> {
    const known = this.areas.get(name);
    if (known !== undefined) return known;
    const loaded = load().then((module) => module.default);
    this.areas.set(name, loaded);
    loaded.catch(() => this.areas.delete(name));
    return loaded;
  }

  async labels(): Promise<Labels> {
    return (await import("virtual:answers")).default;
  }
}

/** The questions that were built into the app. */
export const bank: QuestionBank = new BundledBank();
