import * as v from "valibot";
import { Id, type RecordType } from "../record";

/** What the user chose once and for all. */
export interface Settings {
  readonly theme: "system" | "dark" | "light";
  /** How people in drills address the player; empty = not told yet. */
  readonly playerName: string;
}

export interface SettingRecord extends Settings {
  readonly version: 1;
  readonly id: string;
}

/** There is one record; its key. */
export const SETTINGS_ID = "settings";
export const DEFAULT_SETTINGS: Settings = { theme: "system", playerName: "" };

export const settingRecord: RecordType<SettingRecord> = {
  name: "settings",
  store: "settings",
  version: 1,
  schema: v.object({
    version: v.literal(1),
    id: Id,
    theme: v.picklist(["system", "dark", "light"]),
    playerName: v.pipe(v.string(), v.maxLength(80)),
  }),
  migrations: [],
};

export function createSettingRecord(settings: Settings): SettingRecord {
  const { theme, playerName } = settings;
  return { version: 1, id: SETTINGS_ID, theme, playerName: playerName.slice(0, 80) };
}
