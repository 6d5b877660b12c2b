import { QUESTION_SKILL_IDS, type QuestionSkillId } from "#domain/questions";

/** What practice says about a skill: a figure from 0 to 100, and how much it counts (a drill's standing, an answer, a lapse in study). */
export interface SkillEvidence {
  readonly skill: QuestionSkillId;
  readonly value: number;
  readonly weight: number;
}

/** How many skills an interview about what is weakest is about. */
export const WEAKEST = 3;
/** So much evidence of nothing stands against what there is. */
const DOUBT = 1;

/**
 * The skills to ask about: lowest first by their mean, drawn towards 50 by how little is known. Empty when nothing is known: then the
 * interview is balanced. The order of the evidence does not matter.
 */
export function weakestSkills(evidence: readonly SkillEvidence[], most = WEAKEST): readonly QuestionSkillId[] {
  const sums = new Map<QuestionSkillId, { value: number; weight: number }>();
  for (const { skill, value, weight } of evidence) {
    if (!(weight > 0)) continue;
    const sum = sums.get(skill) ?? { value: 0, weight: 0 };
    sums.set(skill, { value: sum.value + value * weight, weight: sum.weight + weight });
  }
  const known = QUESTION_SKILL_IDS.flatMap((skill) => {
    const sum = sums.get(skill);
    return sum === undefined ? [] : [{ skill, at: (sum.value + 50 * DOUBT) / (sum.weight + DOUBT) }];
  });
  return known
    .sort((a, b) => a.at - b.at || QUESTION_SKILL_IDS.indexOf(a.skill) - QUESTION_SKILL_IDS.indexOf(b.skill))
    .slice(0, most)
    .map(({ skill }) => skill);
}
