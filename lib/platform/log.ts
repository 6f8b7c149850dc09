// The portal's log: lines of JSON on the standard output, without secrets.
import { pino, type Logger } from "pino";
import { env } from "./env.ts";

const secrets = ["password", "token", "secret", "authorization", "cookie", "code"];

let logger: Logger | undefined;

/** The log, made at the first call. */
export function log(): Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: "[hidden]" },
  });
  return logger;
}
