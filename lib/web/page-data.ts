import "server-only";
import { forbidden, notFound, redirect } from "next/navigation";
import { Problem } from "../shared/errors";
import { paths } from "../shared/paths";

/** The value of a query for a page; a Problem becomes Next's not-found or forbidden page. */
export async function pageData<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === "signed-out") redirect(paths.signIn());
    if (error.code === "refused") forbidden();
    notFound();
  }
}

/** The number in a path segment; anything else is not found. */
export function idParam(text: string): number {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? id : notFound();
}
