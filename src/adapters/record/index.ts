import type { Microphone, MicrophoneObstacle, SoundSpace } from "#session/contract";
import { BrowserMicrophone } from "./opened";

/** What browsers record speech as, the better one first. */
const TYPES = ["audio/webm;codecs=opus", "audio/mp4"];

/** Echo and noise are taken out, and loudness is evened: speech into a laptop is what is recorded. */
const WANTED: MediaStreamConstraints = {
  audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

/** How the browser's errors are called here; what is not named means a device that does not open. */
const OBSTACLES: Readonly<Record<string, MicrophoneObstacle>> = {
  NotAllowedError: "blocked",
  SecurityError: "blocked",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
};

/** The microphone of this browser, feature-detected. */
export function browserMicrophone(): Microphone {
  return { means, open, space };
}

/** Absent over plain HTTP and in old browsers. */
const devices = (): MediaDevices | undefined => (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices;

const supportedType = (): string | undefined =>
  typeof MediaRecorder === "function" ? TYPES.find((type) => MediaRecorder.isTypeSupported(type)) : undefined;

/** What can be told without the device. */
function lacking(): MicrophoneObstacle | null {
  if (!isSecureContext) return "insecure";
  return devices() === undefined || supportedType() === undefined ? "unsupported" : null;
}

/** What was answered to the browser's question before; null where it does not tell. */
async function permission(): Promise<PermissionState | null> {
  try {
    return (await navigator.permissions.query({ name: "microphone" })).state;
  } catch {
    return null;
  }
}

/** Whether there is a device at all; yes where the browser does not tell. */
async function isConnected(): Promise<boolean> {
  try {
    const found = await devices()?.enumerateDevices();
    return found === undefined || found.some(({ kind }) => kind === "audioinput");
  } catch {
    return true;
  }
}

async function means(): ReturnType<Microphone["means"]> {
  const obstacle = lacking();
  if (obstacle !== null) return obstacle;
  const [state, connected] = await Promise.all([permission(), isConnected()]);
  if (state === "denied") return "blocked";
  if (!connected) return "missing";
  return state === "granted" ? "allowed" : "ask";
}

async function open(): ReturnType<Microphone["open"]> {
  const type = supportedType();
  const found = devices();
  if (type === undefined || found === undefined) return lacking() ?? "unsupported";
  try {
    return new BrowserMicrophone(await found.getUserMedia(WANTED), type);
  } catch (error) {
    return OBSTACLES[error instanceof Error ? error.name : ""] ?? "busy";
  }
}

async function space(): Promise<SoundSpace> {
  const { storage } = navigator as { readonly storage?: StorageManager };
  const or = async <T>(asked: Promise<T> | undefined, otherwise: T): Promise<T> =>
    (await asked?.catch(() => undefined)) ?? otherwise;
  const isPersistent = (await or(storage?.persisted(), false)) || (await or(storage?.persist(), false));
  const estimate = await or<StorageEstimate | null>(storage?.estimate(), null);
  const { quota, usage } = estimate ?? {};
  return { free: quota === undefined ? null : Math.max(0, quota - (usage ?? 0)), isPersistent };
}
