/** A package entry of package-lock.json (lockfile version 3). */
export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Node's lookup: the package's own node_modules, then those of the folders around it. */
function resolves(packages: Readonly<Record<string, LockEntry>>, from: string, name: string): boolean {
  let folder = from;
  for (;;) {
    if (packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === "") return false;
    const cut = folder.lastIndexOf("/node_modules/");
    folder = cut < 0 ? "" : folder.slice(0, cut);
  }
}

/**
 * What would keep a lock file from installing elsewhere: an address of a registry, a package without a checksum, or an
 * optional dependency (another platform's binary) that is named but not locked.
 */
export function lockFaults(packages: Readonly<Record<string, LockEntry>>): string[] {
  const faults: string[] = [];
  for (const [folder, entry] of Object.entries(packages)) {
    if (entry.resolved !== undefined && /^\w+:\/\//.test(entry.resolved))
      faults.push(`${folder}: address of a registry`);
    const needsChecksum = folder !== "" && entry.link !== true && entry.inBundle !== true;
    if (needsChecksum && entry.integrity === undefined) faults.push(`${folder}: no checksum`);
    for (const name of Object.keys(entry.optionalDependencies ?? {}))
      if (!resolves(packages, folder, name)) faults.push(`${folder}: optional ${name} is not locked`);
  }
  return faults;
}
