/** What participants are asked about the exercise, each to be answered from 1, not at all, to 5, entirely. */
export const QUESTIONS = [
  { id: "role", text: "I knew what was expected of my role" },
  { id: "real", text: "It felt like a real incident" },
  { id: "informed", text: "I knew what the others were doing" },
  { id: "heard", text: "What I said was heard and used" },
  { id: "learned", text: "I learned something I will use" },
  { id: "again", text: "I would do this again" },
] as const;

/** The words of a question; of one that is not asked any more its id. */
export const questionText = (id: string): string => QUESTIONS.find((question) => question.id === id)?.text ?? id;
