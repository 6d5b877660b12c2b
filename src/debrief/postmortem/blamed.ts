const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** How sentences begin: a capital letter that makes no name. */
const BEGINNINGS = words(
  "it this that these those they we i you he she who which what nobody noone everybody everyone someone somebody something " +
    "nothing anyone both neither either all most many some one each then but and so also when while after before because " +
    "since if although once later yesterday today in on at as for with engineers engineering operators operations support",
);

/** What is written with a capital letter and cannot be blamed: days, months, and what systems are made of. */
const THINGS = words(
  "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september " +
    "october november december akamai alertmanager amazon ansible apache argo azure cassandra chrome cloudflare consul " +
    "couchbase datadog docker dynamo elasticsearch envoy fastly firefox flink flux git github gitlab google grafana hadoop " +
    "haproxy helm hibernate istio java jenkins jira kafka kibana kong kubernetes lambda linkerd linux logstash loki lua " +
    "memcached mongo mysql nagios nginx node nomad opsgenie oracle pagerduty postgres postgresql prometheus pulsar python " +
    "rabbit redis ruby safari sentry slack solr spark splunk spring stripe tempo terraform thanos tomcat traefik varnish " +
    "vault windows zabbix zipkin zookeeper",
);

const UPPER = "A-Z\\u00c0-\\u00d6\\u00d8-\\u00de\\u0100-\\u017f\\u0391-\\u03a9\\u0410-\\u042f";
const LOWER = "a-z\\u00df-\\u00f6\\u00f8-\\u00ff\\u0100-\\u017f\\u03ac-\\u03ce\\u0430-\\u044f";
/** One to three words like `Anna`, `O'Brien`, `McNeill`; neither `API` nor `RabbitMQ`. */
const WORD = `(?:[${UPPER}]['’]|Mc)?[${UPPER}][${LOWER}]+(?:-[${UPPER}][${LOWER}]+)?`;
const NAME = `(?<![\\w-])(${WORD}(?: ${WORD}){0,2})(?![\\w-])`;
/** What stands before a thing and not before somebody's name. */
const THING = "(?<!\\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Ii]ts|[Tt]heir|[Tt]hat|[Tt]his|[Ee]ach|[Ee]very|[Nn]o|[Mm]y|[Yy]our) )";
const ADVERBS = "(?: (?:has|had|have|just|also|again|even|then|still|once|[a-z]+ly)){0,2}";
/** What only people do, or leave undone: a queue can fail to write, it cannot forget to. */
const DEEDS = [
  "(?:forgot|forgets|forgotten|neglected|omitted) to",
  "(?:forgot|forgets|forgotten|overlooked|misread|misjudged|botched|panicked|slept through|messed up|screwed up|mucked up)(?! nothing)",
  "(?:did not|didn['’]t|never) (?:bother|think|care|notice|realise|realize|remember|escalate|mention)",
  "(?:failed|fails) to (?:notice|tell|ask|escalate|mention|communicate|document|think|realise|realize|review|inform|remember|understand)",
  "(?:ignored|missed) (?:the |an? |his |her |every )?(?:alert|alerts|page|pager|warning|warnings|runbook|message|messages|comment|comments|review)",
].join("|");
const SUBJECT = new RegExp(`${THING}${NAME}${ADVERBS} (?:${DEEDS})(?![\\w-])`, "g");
const FAULT = new RegExp(
  `${NAME}['’]s (?:own )?(?:mistake|fault|oversight|carelessness|negligence|blunder)(?![\\w-])`,
  "g",
);
const BLAME = new RegExp(`(?<![\\w-])[Bb]lam(?:e|es|ed|ing) (?:it on |this on )?${NAME}`, "g");

/** All words of some names, in small letters. */
export const wordsOf = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.flatMap((name) => name.toLowerCase().split(/[ (),/&-]+/)));

/** Somebody who is blamed: characters `from` to `to` of the text. */
export interface Blamed {
  readonly rule: "failed-to" | "human-error";
  readonly from: number;
  readonly to: number;
}

/**
 * Where a text blames somebody whose name nobody knows: what looks like a name, with what only people do wrong. `systems` are
 * words, in small letters, that are no names.
 */
export function blamedIn(text: string, systems: ReadonlySet<string>): readonly Blamed[] {
  const isThing = (word: string) => THINGS.has(word) || systems.has(word);
  const places = (pattern: RegExp, rule: Blamed["rule"]): readonly Blamed[] =>
    [...text.matchAll(pattern)].flatMap(({ 0: match, 1: name = "", index }) => {
      const named = name.split(" ");
      const first = named.findIndex((word) => !BEGINNINGS.has(word.toLowerCase()));
      if (first < 0 || named.some((word) => isThing(word.toLowerCase()))) return [];
      const skipped = pattern === BLAME ? 0 : named.slice(0, first).join(" ").length + Math.min(1, first);
      return [{ rule, from: index + skipped, to: index + match.length }];
    });
  return [...places(SUBJECT, "failed-to"), ...places(FAULT, "human-error"), ...places(BLAME, "human-error")];
}
