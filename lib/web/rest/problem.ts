import "server-only";
import type { z } from "zod";
import { Problem, type ProblemCode } from "../../shared/errors";

/** Codes of refusals that belong to HTTP alone. */
export type TransportCode = "too-large" | "unsupported-media-type" | "method-not-allowed" | "internal";

const titles: Record<ProblemCode | TransportCode, string> = {
  invalid: "The request is not valid",
  "step-up": "The person must prove again who they are",
  "signed-out": "A valid token is needed",
  refused: "A permission is missing",
  "not-found": "Not found",
  conflict: "The request collides with what is stored",
  stale: "The record has changed",
  "too-many": "Too many requests",
  "in-flight": "The same request is being worked on",
  "key-reused": "The Idempotency-Key belongs to another request",
  unavailable: "The database does not answer",
  "too-large": "The body is too large",
  "unsupported-media-type": "The body must be plain JSON",
  "method-not-allowed": "The address does not know this method",
  internal: "Something went wrong on our side",
};

export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode | TransportCode;
  detail: string;
  fields?: Record<string, string>;
  permission?: string;
  version?: number;
};

/** The body of a problem+json answer. `code` never changes its meaning; `detail` is for people. */
export function problemBody(code: ProblemBody["code"], status: number, detail: string, more: Partial<ProblemBody> = {}): ProblemBody {
  return { type: `urn:portico:problem:${code}`, title: titles[code], status, code, detail, ...more };
}

/** A Problem of the domain as a body; its fields, missing permission and newer version come along. */
export function bodyOfProblem({ code, status, message, fields, permission, version }: Problem): ProblemBody {
  const more = {
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(permission ? { permission } : {}),
    ...(version ? { version } : {}),
  };
  return problemBody(code, status, message, more);
}

/** Input that a schema refused, as a Problem with a message per field. */
export function problemOfInput(error: z.ZodError): Problem {
  const fields = Object.create(null) as Record<string, string>; // so that a field called constructor is one like any other
  for (const issue of error.issues) {
    if (issue.code === "unrecognized_keys") for (const key of issue.keys) fields[[...issue.path, key].join(".")] ??= "This is not known here.";
    else fields[issue.path.join(".")] ??= issue.message;
  }
  const [name, message] = Object.entries(fields)[0] ?? ["", "The input is not valid."];
  return new Problem("invalid", name ? `${name}: ${message}` : message, { fields: { ...fields } });
}

/** Refusals of the transport, thrown by the seam itself. */
export class TransportProblem extends Error {
  constructor(
    readonly code: "too-large" | "unsupported-media-type" | "too-many",
    readonly status: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}
