/** What each audience needs, likes and must not get. The visible rules: the same table judges and is shown. */

export type Audience = "customers" | "internal" | "executives" | "colleague";

export type FeatureId =
  | "impact"
  | "action"
  | "next-update"
  | "workaround"
  | "status"
  | "apology"
  | "ack"
  | "promise"
  | "guess"
  | "hypothesis"
  | "jargon"
  | "hostname"
  | "blame"
  | "figure"
  | "question"
  | "decline-with-reason"
  | "delegation"
  | "keyword-soup";

export interface AudienceRule {
  readonly id: FeatureId;
  /** One sentence for the person who writes. */
  readonly why: string;
}

export interface AudienceRules {
  readonly required: readonly AudienceRule[];
  readonly welcome: readonly AudienceRule[];
  readonly forbidden: readonly AudienceRule[];
}

const SOUP: AudienceRule = {
  id: "keyword-soup",
  why: "A list of keywords tells nobody what happened; write sentences.",
};
const BLAME: AudienceRule = { id: "blame", why: "Blame ends the flow of information while it is needed most." };
const HOST: AudienceRule = {
  id: "hostname",
  why: "Machine names mean nothing to them and give away the inside of the system.",
};

export const AUDIENCES: Readonly<Record<Audience, AudienceRules>> = {
  customers: {
    required: [
      { id: "impact", why: "Customers need to know whether what they see is this incident." },
      { id: "action", why: "Somebody is working on it: say what is being done, in plain words." },
      {
        id: "next-update",
        why: "A stated time for the next update stops them from asking, and you can always keep it.",
      },
    ],
    welcome: [
      { id: "apology", why: "A short apology costs nothing." },
      { id: "workaround", why: "What they can do meanwhile is the most useful sentence of all." },
      { id: "status", why: "One word of status lets a reader stop early." },
      { id: "figure", why: "A share or a number makes the scope clear." },
    ],
    forbidden: [
      {
        id: "promise",
        why: "A promised recovery time that passes costs more trust than the outage; promise the next update instead.",
      },
      { id: "guess", why: "A guessed cause is read as the cause, and quoted when it turns out wrong." },
      { id: "jargon", why: "They do not know our words; say what it means for them." },
      HOST,
      BLAME,
      SOUP,
    ],
  },
  internal: {
    required: [
      { id: "impact", why: "Whoever joins must see the scope at once." },
      { id: "action", why: "Say what is being done, so that nobody does it twice or undoes it." },
      { id: "next-update", why: "A stated next time keeps people out of the channel until then." },
    ],
    welcome: [
      { id: "status", why: "One word of status lets a reader stop early." },
      { id: "hypothesis", why: "A labelled hypothesis invites people to test it." },
      { id: "figure", why: "Numbers replace adjectives." },
      { id: "hostname", why: "The exact name saves others the search." },
      { id: "ack", why: "Responders know that somebody leads." },
      { id: "delegation", why: "A name, a task and a time box: it will be done." },
    ],
    forbidden: [
      { id: "guess", why: "Label it as a hypothesis, or people will act on it as a fact." },
      {
        id: "promise",
        why: "Give the duration of the action, not the time of recovery: it will be passed on as a promise.",
      },
      BLAME,
      SOUP,
    ],
  },
  executives: {
    required: [
      { id: "impact", why: "What does it mean for customers and business?" },
      { id: "action", why: "What is being done about it?" },
      { id: "next-update", why: "When will they hear from you without asking?" },
    ],
    welcome: [
      { id: "figure", why: 'A number is the shortest answer to "how bad".' },
      { id: "status", why: "Better, same or worse is what they pass on." },
    ],
    forbidden: [
      {
        id: "promise",
        why: "A recovery time is passed on as a promise; say how long the action takes and when you report next.",
      },
      { id: "guess", why: "A guessed cause travels fast and is hard to take back." },
      { id: "jargon", why: "They need consequences, not mechanisms." },
      HOST,
      BLAME,
      SOUP,
    ],
  },
  colleague: {
    required: [],
    welcome: [
      { id: "ack", why: "They know that they were heard." },
      { id: "decline-with-reason", why: "A no with its reason is understood and remembered." },
      { id: "delegation", why: "A name, a task and a time box: it will be done." },
      { id: "action", why: "They know what is going on." },
      { id: "next-update", why: "They know when to expect you." },
      { id: "question", why: "A clear question gets an answer." },
      { id: "hypothesis", why: "A labelled hypothesis invites a test." },
      { id: "figure", why: "Numbers replace adjectives." },
    ],
    forbidden: [
      { id: "promise", why: "A promised time that passes is quoted back." },
      { id: "guess", why: "Label it as a hypothesis, or it will be acted on as a fact." },
      BLAME,
      SOUP,
    ],
  },
};
