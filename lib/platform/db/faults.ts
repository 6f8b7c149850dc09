import { conflict, type Problem } from "../../shared/errors";

type Fault = { code?: string; meta?: { code?: string; target?: unknown; driverAdapterError?: { cause?: { originalCode?: string; constraint?: { fields?: string[]; index?: string } } } } };

const causeOf = (error: unknown) => (error as Fault).meta?.driverAdapterError?.cause;

/** True when a unique index refused the write; `column` narrows it to indexes over that column. */
export function isTaken(error: unknown, column?: string): boolean {
  const { code } = (error ?? {}) as Fault;
  if (code !== "P2002" && code !== "23505" && causeOf(error)?.originalCode !== "23505") return false;
  return column === undefined || JSON.stringify((error as Fault).meta ?? error).includes(column);
}

/** True when a tree trigger refused a circle (PT001). */
export const isCircle = (error: unknown) => JSON.stringify((error as Fault)?.meta ?? {}).includes("PT001") || (error as Fault)?.code === "PT001";

/** Runs a write; a taken value becomes a conflict that names the field. */
export async function uniqueOr<Value>(taken: { field: string; message: string }, write: Promise<Value>): Promise<Value> {
  try {
    return await write;
  } catch (error) {
    if (isTaken(error)) throw conflict(taken.message, { [taken.field]: taken.message });
    throw error;
  }
}

/** Runs a write; a circle in a tree becomes the given problem. */
export async function circleOr<Value>(problem: Problem, write: Promise<Value>): Promise<Value> {
  try {
    return await write;
  } catch (error) {
    if (isCircle(error)) throw problem;
    throw error;
  }
}
