import { useEffect, useState } from "react";

/** What the browser says about the storage of this site; bytes. */
export interface Keeping {
  readonly usage: number;
  readonly quota: number;
  /** Signs of a private window, where everything goes when it is closed. */
  readonly mayPass: boolean;
}

/** Private windows of some browsers allow less than this, in bytes, which ordinary ones do even on small phones. */
const PRIVATE_QUOTA = 1_000_000_000;

/**
 * Asks the browser how much it allows, and looks for signs of a private window: a small share, or no files of the site's own although
 * it has a database. Browsers that hide it (Chromium does on purpose) are not found out. Null where nothing is said.
 */
export async function askKeeping(): Promise<Keeping | null> {
  // Plain HTTP in a LAN and old browsers have no storage manager.
  const { storage } = navigator as { readonly storage?: StorageManager };
  try {
    if (storage?.estimate === undefined) return null;
    const { usage = 0, quota = 0 } = await storage.estimate();
    const isPromised = (await storage.persisted?.()) === true;
    const isSmall = quota > 0 && quota < PRIVATE_QUOTA;
    return { usage, quota, mayPass: !isPromised && (isSmall || (await hasNoFiles(storage))) };
  } catch {
    return null;
  }
}

/** Firefox and Safari refuse files of the site's own in private windows; every browser does to a page from a disk. */
async function hasNoFiles(storage: StorageManager): Promise<boolean> {
  if (location.protocol === "file:" || storage.getDirectory === undefined) return false;
  return storage.getDirectory().then(
    () => false,
    () => true,
  );
}

export function useKeeping(): Keeping | null {
  const [keeping, setKeeping] = useState<Keeping | null>(null);
  useEffect(() => {
    void askKeeping().then(setKeeping);
  }, []);
  return keeping;
}
