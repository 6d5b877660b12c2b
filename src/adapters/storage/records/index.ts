import type { RecordType } from "../record";
import { chunkRecord } from "./chunk";
import { commandBatchRecord } from "./commandBatch";
import { documentRecord } from "./document";
import { frozenRecord } from "./frozen";
import { interviewRecord } from "./interview";
import { interviewEventsRecord } from "./interviewEvents";
import { leaseRecord } from "./lease";
import { packRecord } from "./pack";
import { packFilesRecord } from "./packFiles";
import { programRecord } from "./program";
import { quarantineRecord } from "./quarantine";
import { runRecord } from "./run";
import { settingRecord } from "./setting";
import { studyRecord } from "./study";
import { takeRecord } from "./take";

/** Every kind of stored record; the tests demand a migration test and an old save for each version of each. */
export const RECORD_TYPES: readonly RecordType<unknown>[] = [
  runRecord,
  commandBatchRecord,
  frozenRecord,
  programRecord,
  packRecord,
  packFilesRecord,
  documentRecord,
  studyRecord,
  interviewRecord,
  interviewEventsRecord,
  takeRecord,
  chunkRecord,
  leaseRecord,
  settingRecord,
  quarantineRecord,
];
