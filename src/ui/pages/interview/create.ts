import type { InterviewHeader, InterviewSetup, Round } from "#domain/interview";
import { chooseVariant } from "#engine/index";
import { bankPrint, planInterview } from "#modes/interview/plan";
import { weakestSkills } from "#modes/interview/weakest";
import type { Services } from "../../services";
import { evidenceOf } from "./evidence";

/** Who takes part, empty where nobody says. */
export interface People {
  readonly candidate: string;
  readonly interviewer: string;
}

/** What is agreed, with the skills that are weakest now where it is about those. */
async function resolved(setup: InterviewSetup, services: Services): Promise<InterviewSetup> {
  if (setup.focus === "chosen") return setup;
  return { ...setup, skills: setup.focus === "weakest" ? weakestSkills(await evidenceOf(services)) : [] };
}

/** Rounds with the variant that the seed chooses: from then on it is part of what was agreed. */
async function withVariants(rounds: readonly Round[], { library }: Services): Promise<readonly Round[]> {
  return Promise.all(
    rounds.map(async (round) =>
      round.kind === "incident"
        ? { ...round, variant: chooseVariant(await library.program(round.drill), round.seed) }
        : round,
    ),
  );
}

async function store(
  setup: InterviewSetup,
  rounds: readonly Round[],
  people: People,
  services: Services,
): Promise<string> {
  const { bank, clock, interviews } = services;
  const questions = rounds.flatMap((round) => (round.kind === "incident" ? [] : [round.question]));
  const cards = await Promise.all([...new Set(questions)].map((id) => bank.question(id)));
  const header: InterviewHeader = {
    format: 1,
    id: clock.id(),
    setup,
    rounds,
    bank: bankPrint(rounds, cards),
    createdAt: clock.now(),
    ...people,
  };
  await (await interviews()).create(header);
  return header.id;
}

/** Why an interview cannot be held as it was agreed. */
export class NothingToAsk extends Error {
  constructor() {
    super("The bank has no question for this. Allow another kind of round, or more minutes.");
    this.name = "NothingToAsk";
  }
}

/** Plans an interview and stores it; resolves with its id. Rejects with `NothingToAsk`, or why it cannot be loaded or stored. */
export async function createInterview(setup: InterviewSetup, people: People, services: Services): Promise<string> {
  const [agreed, cards] = await Promise.all([resolved(setup, services), services.bank.cards()]);
  const rounds = await withVariants(planInterview(agreed, cards, services.library.cards()), services);
  if (rounds.length === 0) throw new NothingToAsk();
  return store(agreed, rounds, people, services);
}

/** The same interview once more, for the same person or another one: same setup, seed and rounds. */
export function createAgain({ setup, rounds }: InterviewHeader, people: People, services: Services): Promise<string> {
  return store(setup, rounds, people, services);
}
