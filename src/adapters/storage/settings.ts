import type { Connection } from "./connection";
import { readRecord } from "./record";
import { createQuarantine } from "./records/quarantine";
import { createSettingRecord, DEFAULT_SETTINGS, SETTINGS_ID, type Settings, settingRecord } from "./records/setting";

export type { Settings } from "./records/setting";

/** The user's few choices. Settings that cannot be read count as not chosen. */
export interface SettingsStore {
  get(): Promise<Settings>;
  set(change: Partial<Settings>): Promise<Settings>;
}

const settingsIn = (raw: unknown): Settings => {
  const read = readRecord(settingRecord, raw);
  if (!read.ok) return DEFAULT_SETTINGS;
  const { theme, playerName } = read.value;
  return { theme, playerName };
};

export class DatabaseSettings implements SettingsStore {
  constructor(private readonly connection: Connection) {}

  get(): Promise<Settings> {
    return this.connection.read(["settings"], async (tx) =>
      settingsIn(await tx.objectStore("settings").get(SETTINGS_ID)),
    );
  }

  set(change: Partial<Settings>): Promise<Settings> {
    return this.connection.write(["settings", "quarantine"], async (tx) => {
      const store = tx.objectStore("settings");
      const raw: unknown = await store.get(SETTINGS_ID);
      const read = readRecord(settingRecord, raw);
      if (raw !== undefined && !read.ok) {
        const aside = createQuarantine("settings", SETTINGS_ID, read.error.reason, Date.now(), raw);
        await tx.objectStore("quarantine").put(aside);
      }
      const next = { ...settingsIn(raw), ...change };
      await store.put(createSettingRecord(next));
      return next;
    });
  }
}

/** Settings for as long as the tab is open. */
export class MemorySettings implements SettingsStore {
  private settings: Settings = DEFAULT_SETTINGS;

  async get(): Promise<Settings> {
    return this.settings;
  }

  async set(change: Partial<Settings>): Promise<Settings> {
    this.settings = { ...this.settings, ...change };
    return this.settings;
  }
}
