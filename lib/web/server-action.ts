import "server-only";
import { refresh } from "next/cache";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { onlyViewing } from "../access/decide";
import type { Viewer } from "../access/viewer";
import { reportRefusal } from "../auth/refusal";
import { logBug, outageOf } from "../auth/bug";
import { previewed } from "../auth/previewed";
import { settledAt } from "../auth/settled";
import { proofWays, requireFreshProof } from "../auth/step-up";
import { Problem } from "../shared/errors";
import { rightFields } from "../shared/fields";
import { t } from "../shared/language/text";
import type { ActionResult } from "../shared/result";
import { formInput } from "./form-input";
import { isOwnOrigin } from "./own-origin";
import { currentViewer } from "./viewer";

type Command<Input, Value> = (viewer: Viewer, input: Input) => Promise<Value>;

type Options<Input> = {
  /** For commands that may change access: the form is shown what changes, and saves only with what it was shown. */
  previewed?: true;
  /** For what must not be done by whoever finds the browser open: the person proves themselves again unless they just did. */
  stepUp?: true;
  /**
   * What the command refuses besides and a schema cannot know, such as a day that is over, by field: told along with what the schema
   * refuses. It is asked about the fields that are right; the command judges the whole.
   */
  also?: (input: Partial<Input>) => Partial<Record<string, string>>;
};

/**
 * The only way to put a command within a browser's reach: signed in, from our own pages, input checked, then the command. A Problem is
 * answered to the form; a refusal is logged; everything else is a bug, whose text never leaves the server.
 */
export function serverAction<Schema extends z.ZodType, Value>(schema: Schema, command: Command<z.output<Schema>, Value>, options: Options<z.output<Schema>> = {}) {
  return async (_previous: unknown, form: FormData): Promise<ActionResult<Value>> => {
    const { [tokenField]: token, [fromField]: from, [madeForField]: madeFor, [settledField]: settled, ...input } = formInput(form);
    let viewer: Viewer | null = null;
    try {
      const actor = await currentViewer();
      if (!actor) return signedOut();
      viewer = actor;
      await requireOwnOrigin();
      if (actor.viewing) throw onlyViewing(actor);
      requireSamePerson(actor, madeFor);
      const parsed = schema.safeParse(input, { error: () => t("Something is missing here, or cannot be used.") });
      if (!parsed.success) return invalid(parsed.error, options.also?.(rightFields(schema, input)));
      if (options.stepUp) requireFreshProof(actor);
      const seen = settledIn(settled);
      const run = () => (seen === null ? command(actor, parsed.data) : settledAt(seen, () => command(actor, parsed.data)));
      const look = { viewer: actor, name: command.name, input: parsed.data, token: typeof token === "string" ? token : null, from: pageFrom(from) };
      const outcome = options.previewed ? await previewed({ ...look, command: run }) : { saved: await run() };
      if ("preview" in outcome) return { ok: false, message: t("Look at what changes, then save."), preview: outcome.preview };
      const value = outcome.saved;
      // Whoever is led on needs nothing more of this page, whose record may be gone; of the frame round it perhaps.
      if (!leadsOn(value) || changesFrame(value)) refresh();
      return { ok: true, value, ...messageOf(value) };
    } catch (error) {
      unstable_rethrow(error);
      return failed(error, viewer, input);
    }
  };
}

const [tokenField, fromField, madeForField, settledField] = ["_preview", "_from", "_as", "_settled"];

/** With which version the person has compared what they typed, after a clash, and in which fields: "4:name,phone". */
function settledIn(text: unknown) {
  const [, version, fields] = (typeof text === "string" && /^(\d{1,9}):([\w,]{1,1000})$/.exec(text)) || [];
  return version === undefined ? null : { version: Number(version), fields: fields!.split(",") };
}

/** How many people of a preview's list come before the page that is asked for. */
const pageFrom = (text: unknown) => (typeof text === "string" && /^\d{1,6}$/.test(text) ? Number(text) : 0);

/** The page stays as it is, so that what was typed can be sent once more after signing in. */
const signedOut = (): ActionResult<never> => ({ ok: false, message: t("You are signed out. Nothing was saved; what you typed is still here."), signedOut: true });

/** Refuses writes that another site's page, or none, has sent (reliability.md, B13). */
async function requireOwnOrigin(): Promise<void> {
  if (!isOwnOrigin(await headers())) {
    throw new Problem("refused", t("This was not sent from the portal's own page. Reload the page and try again."));
  }
}

/** Refuses what a page sends that was made for somebody else, who has signed out of this browser since: it was not typed by whoever it would count for. */
function requireSamePerson({ facts }: Viewer, madeFor: unknown): void {
  if (madeFor === undefined || madeFor === String(facts.userId)) return;
  throw new Problem("refused", t("{name} has signed in to this browser since. Nothing was saved: reload the page to go on as them, or sign in as yourself again.", { name: facts.name }));
}

const leadsOn = (value: unknown) => typeof (value as { href?: unknown } | null)?.href === "string";

const changesFrame = (value: unknown) => (value as { changesFrame?: unknown } | null)?.changesFrame === true;

const messageOf = (value: unknown) => {
  const message = (value as { message?: unknown } | null)?.message;
  return typeof message === "string" ? { message } : {};
};

function invalid(error: z.ZodError, also: Partial<Record<string, string>> = {}): ActionResult<never> {
  const fields: Record<string, string> = {};
  for (const { path, message, code, ...issue } of error.issues) {
    const unknown = code === "unrecognized_keys" ? (issue as { keys: string[] }).keys : null;
    if (unknown) unknown.forEach((key) => (fields[key] ??= t("This field is not known here.")));
    else fields[path.join(".")] ??= message;
  }
  for (const [field, message] of Object.entries(also)) if (message !== undefined) fields[field] ??= message;
  const count = Object.keys(fields).length;
  return { ok: false, message: count === 1 ? t("One field needs another look.") : t("{count} fields need another look.", { count }), fields };
}

async function failed(thrown: unknown, viewer: Viewer | null, input: Record<string, unknown>): Promise<ActionResult<never>> {
  const error = outageOf(thrown) ?? thrown;
  if (error instanceof Problem) {
    if (error.code === "signed-out") return signedOut();
    if (error.permission && viewer) await reportRefusal(viewer, error.permission, input);
    if (error.code === "step-up" && viewer) return { ok: false, message: error.message, stepUp: await proofWays(viewer) };
    const { message, fields, clashes, version } = error;
    return { ok: false, message, fields, ...(clashes.length > 0 ? { clashes } : {}), ...(version ? { version } : {}) };
  }
  const id = logBug(error);
  return { ok: false, message: t("Something went wrong on our side. Nothing was changed. If it happens again, tell us this number: {id}.", { id }) };
}
