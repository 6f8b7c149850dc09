/** The place that a cursor names: the id of a log row; null for none and for one that is broken. */
export function cursorOf(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
