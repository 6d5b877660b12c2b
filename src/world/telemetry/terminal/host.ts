import { hashString } from "#lib/hash";
import { columns, fail, meant, nodeNamed, type Program, print } from "./shell";
import { longDate, moment } from "./time";

/** The jump host itself: small, idle and well. */
export const date: Program = (host) => print(longDate(host, host.now));

export const uptime: Program = (host) =>
  print(` ${moment(host, host.now).time} up 97 days,  1 user,  load average: 0.08, 0.05, 0.01`);

export const df: Program = () =>
  print(
    `${columns([
      ["Filesystem", "Size", "Used", "Avail", "Use%", "Mounted on"],
      ["/dev/root", "20G", "7.9G", "12G", "40%", "/"],
    ])}\n(this host; of a pod: kubectl exec POD -- df -h)`,
  );

export const free: Program = () =>
  print(
    `${columns([
      ["", "total", "used", "free"],
      ["Mem:", "3911", "612", "3299"],
    ])}\n(this host; of pods: kubectl top pods)`,
  );

export const top: Program = () =>
  print(
    "load average: 0.08, 0.05, 0.01; nothing to see on this host\n(of pods: kubectl top pods -l app=SERVICE --sort-by=cpu)",
  );

export const dig: Program = (host, words) => {
  const name = words.find((word) => !word.startsWith("-") && !word.startsWith("+") && !word.startsWith("@"));
  if (name === undefined) return fail("usage: dig NAME");
  const node = nodeNamed(host, name);
  const known = host.w.system.nodes.map(({ id }) => id);
  if (node === undefined)
    return print(`;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN\n;; no such name: ${name}.${meant(name, known)}`);
  const bytes = hashString(`${node.id} address`);
  const part = (i: number) => Number.parseInt(bytes.slice(2 * i, 2 * i + 2), 16);
  const address = `10.${part(0)}.${part(1)}.${part(2)}`;
  return print(
    words.includes("+short")
      ? address
      : `;; ->>HEADER<<- opcode: QUERY, status: NOERROR\n${node.id}.internal.\t30\tIN\tA\t${address}`,
  );
};
