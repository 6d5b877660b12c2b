import { hashString } from "#lib/hash";
import { deploys } from "../deploys";
import { type Answer, fail, type Host, meant, type Program, print, readOptions } from "./shell";
import { longDate } from "./time";

/** Something that Git has: a release, or a commit of configuration. */
interface Commit {
  readonly hash: string;
  /** Version id; empty for configuration. */
  readonly version: string;
  readonly node: string;
  readonly second: number;
  readonly by: string;
  readonly title: string;
  readonly notes: string;
  readonly diff: string;
}

/** Everything committed by now, newest first: the history that the panel Deploys shows, less what never was in Git. */
function commits(host: Host): readonly Commit[] {
  return deploys(host.w, host.now).flatMap((entry): Commit[] => {
    const version = host.w.system.versions.find((v) => v.id === entry.version && entry.kind === "deploy");
    const operation = host.w.operations.find(
      (o) => o.request.action === "config-commit" && o.requestedAt === entry.second && o.request.node === entry.node,
    );
    if (version === undefined && operation === undefined) return [];
    const { key = "", value = "", region = "all" } = operation?.request ?? {};
    return [
      {
        hash: hashString(`${version?.id ?? entry.title} ${version?.at ?? entry.second}`).slice(0, 7),
        version: version?.id ?? "",
        node: entry.node,
        second: version?.at ?? entry.second,
        by: entry.by,
        title: version?.title ?? entry.title,
        notes: version?.notes ?? "",
        diff:
          version?.diff ??
          `--- a/deploy/${entry.node}/${region}.yaml\n+++ b/deploy/${entry.node}/${region}.yaml\n+  ${key}: ${JSON.stringify(value)}`,
      },
    ];
  });
}

function named(all: readonly Commit[], name: string): Commit | Answer {
  const found =
    name === "HEAD" ? all[0] : all.find((c) => c.version === name || (name.length >= 4 && c.hash.startsWith(name)));
  if (found !== undefined) return found;
  return fail(
    `fatal: ambiguous argument '${name}': unknown revision.${meant(
      name,
      all.map((c) => c.version),
    )}`,
    128,
  );
}

const isAnswer = (x: Commit | Answer): x is Answer => "output" in x;
const shown = (host: Host, c: Commit): string =>
  [
    `commit ${c.hash}${c.version === "" ? "" : ` (tag: ${c.version})`}`,
    `Author: ${c.by}`,
    `Date:   ${longDate(host, c.second)}`,
    "",
    `    ${c.node}: ${c.title}`,
    ...(c.notes === ""
      ? []
      : [
          "",
          ...c.notes
            .trimEnd()
            .split("\n")
            .map((l) => `    ${l}`),
        ]),
  ].join("\n");

/** `git log`, `git show`, `git diff` over the releases and configuration of all services. */
export const git: Program = (host, words) => {
  const options = readOptions(words, new Set(["-n", "--max-count"]));
  const [verb, ...names] = options.rest;
  const all = commits(host);
  const known = host.w.system.nodes.map(({ id }) => id);
  if (verb === "log") {
    const path = options.after?.[0]?.replace(/\/$/, "") ?? names.find((name) => known.includes(name));
    if (path !== undefined && !known.includes(path))
      return fail(`fatal: no service '${path}'.${meant(path, known)}`, 128);
    const plain = words.find((word) => /^-\d+$/.test(word))?.slice(1);
    const most = Number(options.value("-n", "--max-count") ?? plain ?? 20);
    const found = all.filter((c) => path === undefined || c.node === path).slice(0, Number.isNaN(most) ? 20 : most);
    if (options.has("--oneline")) {
      return print(
        found.map((c) => `${c.hash} ${c.version === "" ? "" : `(${c.version}) `}${c.node}: ${c.title}`).join("\n"),
      );
    }
    return print(
      found
        .map((c) => shown(host, c) + (options.has("-p") && c.diff !== "" ? `\n\n${c.diff.trimEnd()}` : ""))
        .join("\n\n"),
    );
  }
  if (verb === "show") {
    const commit = named(all, names[0] ?? "HEAD");
    return isAnswer(commit)
      ? commit
      : print(`${shown(host, commit)}\n\n${commit.diff.trimEnd() || "(no changes of code)"}`);
  }
  if (verb === "diff") return diff(all, names);
  if (verb === "status") return print("On branch main\nnothing to commit, working tree clean");
  if (verb === "blame") return fail("git blame: not on this host; `git log -p -- SERVICE` shows who changed what");
  if (/^(revert|push|commit|checkout|reset|merge|cherry-pick)$/.test(verb ?? "")) {
    return fail(
      `git ${verb}: the repository is read-only on this host. Changes go through the pipeline: \`kubectl rollout undo\`, or Actions: Ship a hotfix, Commit configuration`,
    );
  }
  return fail(
    `git: '${verb ?? ""}' is not a git command here. There are: log, show, diff, status.${meant(verb ?? "", ["log", "show", "diff", "status"])}`,
  );
};

/** The changes of all releases of a service after the one, up to the other. */
function diff(all: readonly Commit[], names: readonly string[]): Answer {
  const [first = "HEAD", second] = names.flatMap((name) => name.split(/\.{2,3}/));
  const to = named(all, second ?? first);
  if (isAnswer(to)) return to;
  const from = second === undefined ? null : named(all, first);
  if (from !== null && isAnswer(from)) return from;
  if (from !== null && from.node !== to.node)
    return fail(`fatal: ${first} is a release of ${from.node}, ${second} of ${to.node}`, 128);
  const [old, recent] =
    from === null ? [to.second - 1, to.second] : [Math.min(from.second, to.second), Math.max(from.second, to.second)];
  const between = all.filter((c) => c.node === to.node && c.second > old && c.second <= recent);
  return print(
    between
      .reverse()
      .map((c) => c.diff.trimEnd())
      .filter(Boolean)
      .join("\n"),
  );
}
