/**
 * The grammar of denial as tables: closed classes of words, each named after the place in which it denies. Verbs, nouns and
 * adjectives are compared by stem; small words, and the cues, as they stand.
 */
import { stem } from "../stem";
import { cues } from "./cues";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const stems = (text: string): ReadonlySet<string> => new Set(text.split(" ").map(stem));

// Words that hold a sentence together

export const PRONOUNS = words("i we you they he she it");
export const SPEAKERS = words("i we you they he she nobody people somebody someone management");
export const SUBJECTS = new Set([...SPEAKERS, ...words("one it that this these those everybody everyone")]);
export const AUXILIARY = stems("be do have will would can could should shall might must seem look get need dare");
/** After these something else is said. */
export const TURNS = words(
  "but however although though until unless because so before then instead after when if which where",
);
/** What refers to a thing that was named: "I never do that". */
export const REFERRING = words("that it them this those these there either here any one so myself much");
export const PARTICLES = words("got at into for about on with out of up off to in");
/** A sentence that begins with one of these does not begin with what it is about: "on a 401 …". */
export const LEADING = words(
  "on in at with for after from during to if when once as since then so first second third now because before by until while only " +
    "but no not yes afterwards finally meanwhile per",
);

// Before the match

/** What denies the rest of its clause. */
export const NEGATORS = words(
  "not no never without nobody none neither nor unable cannot nothing nowhere hardly barely nope",
);
/** With these after them they deny nothing: "not only", "no doubt", "nothing but". */
export const IDIOMS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["not", words("only just sure merely simply least exactly necessarily")],
  ["no", words("doubt later longer matter wonder sooner fewer less more surprise question problem problems")],
  ["nothing", words("but less short special new")],
  ["never", words("mind")],
  ["nobody", words("else")],
]);
/** With these before it "not" denies nothing: "why not", "or not", "if not". */
export const OPENERS = words("why or if");
/** Verbs that turn a negator before them round: "never skip", "do not forget to". */
export const REVERSING = stems("hesitate forget skip neglect ignore omit overlook underestimate miss fail postpone");
/** What begins the exception from a denial: "nothing except", "not unless". */
export const EXCEPTING = words("except unless until till besides");
/** "does not care which": what follows is no more denied than asserted. */
export const CARING = stems("care mind matter");
export const ASKING = words("what which who where whether if how");

export const AVOIDING = stems("avoid");
/** These deny what one refuses to do; "refused callers" and "a declined card" deny nothing. */
export const REFUSING = stems("refuse decline");
/** Verbs of leaving undone: their object is denied. */
export const LEAVING = stems(
  "skip ditch scrap forgo omit dismiss neglect oppose distrust mistrust hate dislike veto discourage lack",
);
/** The same with a particle: "leave out", "put off". */
export const LEAVING_WITH: ReadonlyMap<string, ReadonlySet<string>> = parted({
  leave: "out off alone aside",
  put: "off aside",
  wave: "away off",
  brush: "aside off away",
  talk: "out",
  laugh: "off at",
  save: "ourselves myself yourself",
  cross: "off",
});
/** What a match stands behind. */
export const BEHIND = cues(
  "instead of; rather than; in place|lieu of; better than; beat|beats; little point|value|use|sense|benefit|need|reason; too * to; " +
    "tired|sick|enough of; fed up with; waste|wasted|wasting time|money|effort|energy|hours|days; as if|though; heard of; " +
    "decide|decided|argue|argued|advised|voted|am|was|are|were against; should|ought have; wish",
);

// After the match

/** Verbs of rejecting and putting off, of what was named before them: "X we looked at and rejected". */
export const REJECTING = new Set([
  ...LEAVING,
  ...stems("reject drop abandon cancel postpone defer shelve park ignore avoid bin axe spare exclude"),
]);
export const REJECTING_WITH: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...LEAVING_WITH,
  ...parted({
    throw: "out away overboard",
    vote: "down",
    turn: "down",
    get: "rid",
    rule: "out",
  }),
]);
/** In the passive these are done to callers and messages as well: "requests were dropped". */
export const DONE_TO_REQUESTS = stems("drop ignore refuse decline");

export const BEING = stems("be seem look sound feel get stay remain have add bring do give buy help become mean");
/** What makes light of a thing. */
export const DISMISSING = stems(
  "unnecessary needless superfluous overrated overkill overhead pointless useless meaningless worthless irrelevant luxury " +
    "academic bureaucracy bureaucratic theatre theater cosmetic waste nonsense distraction folklore superstition gimmick obsolete " +
    "optional secondary overengineering hype counterproductive redundant crutch ballast relic fad ceremony paperwork buzzword myth " +
    "impossible excluded outdated paranoid premature unrealistic impractical wasteful childish silly stupid ridiculous formality " +
    "hobby vanity busywork fluff negligible overblown excessive paranoia unaffordable clutter decoration",
);
/** What makes light of it where somebody finds it so: "I regard X as risky". */
export const BELITTLING = stems(
  "risky dangerous harmful slow expensive boring heavy complicated complex old weak bad unfair annoying confusing wrong clumsy " +
    "fussy tedious vague questionable noise nuisance chore burden toy fashion excuse sign",
);
export const FINDING = stems("find consider regard think call deem see rate");
/** "X I find useful" denies nothing. */
export const PRAISE = stems(
  "important useful essential necessary good best crucial key vital helpful need valuable worth interesting right great better " +
    "fine nice fascinating easy reassuring safe first",
);
export const NOUGHT = words("nothing little");
export const WANTED = stems(
  "need necessary require important worth useful use help matter want do bother keep have follow believe exist apply open read " +
    "write press come happen something explain cover count possible interest interesting our my how option priority part reason " +
    "point needed care relevant realistic planned available",
);
/** What a thing is, or is not: "is not there", "was not planned". */
export const SET_UP = stems(
  "there enable plan separate write set configure prepare measure keep count introduce define document record test own practise rehearse thing exist",
);
/** What one does with a thing, and can leave: "nobody noticed" and "it did not go out" leave nothing. */
export const DOING = stems(
  "do need use have get open read write look check follow believe trust keep want know bother try test measure track compare ask " +
    "record collect own run apply touch think explain discuss see press consider maintain schedule prepare introduce set implement " +
    "configure buy adopt rehearse define tag build finish like understand practise practice install enable make involve include " +
    "document plan put add worry care mention fancy create bring manage require share name go happen exist reach work",
);
/** What nobody does who leaves a thing: "nobody found the time". */
export const HEEDING = stems("find ask pay tell miss notice look care want read bother have");

/** What became of it, said of the match itself. */
export const FATES = cues(
  "fall|falls|fell|fallen through|flat; come|comes|came to nothing; go|goes|went nowhere; out of the question; out of scope; " +
    "never happen|happens|happened|materialised|work|works|worked|help|helps|helped|took|came|got|made|mirror|existed|reach|reached|matter|mattered; " +
    "would be nice|lovely|ideal; would have been nice|lovely|ideal; nice for; " +
    "nice|good|fine|lovely|great|interesting in|on|for theory|paper|books|slides|talks|conferences|textbooks|blogs|managers|auditors; " +
    "is|are|was|were|be|been|sounds|seems too expensive|complicated|complex|heavy|costly|risky|dangerous|academic|fancy|clever|fragile|theoretical|much; " +
    "take|takes|took|cost|costs too; take|takes|took ages|forever|days|weeks|months|time; " +
    "is|are|was|were|been suggested|proposed|promised|vetoed|outvoted",
);
/** What people say of a thing that they have no time for, anywhere behind it. */
export const EXCLAMATIONS = cues(
  "no way|thanks|thank|idea|clue|chance|interest|patience|appetite|odds; no time|use for; who cares|needs; " +
    "why should|would|bother; dead body; be joking|kidding; dream of; the bin; spare|spared|save myself|me; my style|thing; good luck; " +
    "got nowhere; got us nowhere; led nowhere; to nothing; fortune telling; life is too short; was|been tried; gave|given up; " +
    "gave|given that|it|this up; talked out of; budget went; stop to that; not my|our; leave|left that|those|these; pass on; beyond me; " +
    "above my pay; told it; am|was told; proven me wrong; laughed at; come on; god no; thank god; got past the meeting; missed it|them; " +
    "sounds noble|clever|nice; occurred to me; who is supposed; defeat; fairy tale; know the word; read about it|them; seen the blog; hair splitting; vetoed",
);

/** The same, where the clause ends with it: "messages, to whom?" */
export const RETORTS = cues("what for; for what; to whom; so what; forget it");

/** Verbs after "only", "just" or "merely" that say what harm a thing does. */
export const HARMING = stems(
  "add cause treat prolong complicate slow confuse delay create produce hide distract mean cost shift move postpone encourage " +
    "annoy introduce generate invite waste frustrate scare duplicate lengthen complain pester",
);
export const MERELY = words("only just merely simply");
/** What a thing is said to add, and what to cost. */
export const ADDING = stems("add introduce create bring cause produce mean generate");
export const BURDENS = stems(
  "complexity debt overhead noise friction stress confusion bureaucracy delay burden clutter risk work cost complication panic trouble",
);
export const SPENDING = stems("waste burn cost eat steal");
export const RESOURCES = stems("money time effort budget day week hour nerve energy year sprint");

/** Where undone work lies. */
export const DRAWERS = stems("backlog shelf roadmap wishlist someday");
export const RESTING = stems("stay sit remain land end rot die be still linger go stick leave move");
/** Whose business it is, if it is not ours. */
export const OTHERS = stems(
  "else manager management boss department vendor provider legal finance marketing somebody hr consultant auditor bi their",
);
export const BUSINESS = stems(
  "job work hobby business problem concern task responsibility matter department headache thing duty decision world territory",
);
/** People whom it is for, if it is not for us: "is for statisticians". */
export const STRANGERS = words(
  "people those managers statisticians folks guys auditors developers scientists accountants conferences beginners",
);
/** When what is put off comes: "I'd keep it for the very end". */
export const LATER = words("later tomorrow end morning report afterwards someday others another next monday");
export const PUTTING_OFF = stems("be keep save leave question something");

function parted(verbs: Readonly<Record<string, string>>): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(Object.entries(verbs).map(([verb, particles]) => [stem(verb), words(particles)]));
}
