import { cookies } from "next/headers";
import type { Viewer } from "@/lib/access/viewer";
import { settingsOf } from "@/lib/domain/account/settings";

/** The browser's time zone as it said itself last; a text that is none would stop every page. */
export async function browserZone(): Promise<string | null> {
  const text = (await cookies()).get("zone")?.value ?? null;
  try {
    return text && new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** The time zone in which the person in front of the screen reads: the chosen one, else the browser's. */
export const readerZone = async (viewer: Viewer): Promise<string> => (await settingsOf(viewer)).timeZone ?? (await browserZone()) ?? "UTC";
