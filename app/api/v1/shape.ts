import { z } from "zod";

/** Parts of which the records of all nouns are made as they are answered. */
export const text = z.string().nullable();

/** A moment, as 2026-12-31T12:00:00.000Z. */
export const moment = z.iso.datetime();

/** What every record begins with. */
export const versioned = { id: z.int(), key: z.string(), version: z.int() };
