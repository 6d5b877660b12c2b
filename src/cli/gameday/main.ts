import { UsageError } from "../args";
import { addressesOf, outwardAddresses } from "./addresses";
import { announcement } from "./announce";
import { readCertificate } from "./certificate";
import { help, type Options, readOptions } from "./options";
import { serveGameDay } from "./serve";

/** What was typed, or ends the process with 2 after saying what was expected. Before anything is built, which takes long. */
export function optionsOf(argv: readonly string[]): Options {
  if (argv.includes("--help")) {
    console.log(help());
    return process.exit(0);
  }
  try {
    const options = readOptions(argv);
    if (options.certificate !== null) readCertificate(options.certificate, Date.now());
    return options;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`gameday: ${error.message}`);
    return process.exit(2);
  }
}

/** Serves a built app until somebody stops it. */
export async function run(folder: string, options: Options): Promise<void> {
  const addresses = addressesOf(options.host, await outwardAddresses());
  const day = await serveGameDay(folder, options, addresses).catch((error: unknown) => {
    console.error(`gameday: ${error instanceof Error ? error.message : String(error)}`);
    return process.exit(1);
  });
  // One connection that goes wrong in a way nobody thought of must not end everybody's exercise.
  const goOn = (error: unknown) => console.error("gameday: something went wrong, and everything else goes on:", error);
  process.on("uncaughtException", goOn);
  process.on("unhandledRejection", goOn);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void day.close().then(() => process.exit(0)));
  }
  console.log(announcement(day, options, process.stdout.isTTY));
}
