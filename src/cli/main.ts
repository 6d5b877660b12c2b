import { fileURLToPath } from "node:url";
import { runCli } from "./run";

// `… | head` closes our output early; that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

process.exitCode = await runCli(process.argv.slice(2), {
  root: fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, ""),
  // npm runs scripts in the project; paths are meant from where the person stands.
  cwd: process.env.INIT_CWD ?? process.cwd(),
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
});
