import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const RATE = 48_000;

/**
 * A WAV file for Chromium's fake microphone, which plays it over and over: a voice (a buzz with the harmonics and syllables of one) for
 * `talk` seconds, then a quiet room for `rest`.
 * @returns the file
 */
export function speechFile(talk: number, rest: number): string {
  const length = Math.round((talk + rest) * RATE);
  const samples = new Int16Array(length);
  for (let i = 0; i < length; i++) {
    const t = i / RATE;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 2 * t)) ** 0.5;
    const pitch = 130 + 25 * Math.sin(2 * Math.PI * 0.7 * t);
    let voice = 0;
    for (let n = 1; n < 18; n++) voice += Math.sin(2 * Math.PI * pitch * n * t) / n;
    // A cheap hash for the noise of the room.
    const noise = (Math.sin(i * 12.9898) * 43_758.5453) % 1;
    samples[i] = Math.round(32_767 * ((t < talk ? 0.25 * syllable * voice : 0) + 0.001 * noise));
  }
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.byteLength, 40);
  const folder = mkdtempSync(join(tmpdir(), "meantime-speech-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "speech.wav");
  writeFileSync(file, Buffer.concat([header, Buffer.from(samples.buffer)]));
  return file;
}

/** What makes Chromium hear a file, and answer its own question. */
export const hearing = (file: string): readonly string[] => [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-audio-capture=${file}`,
];
