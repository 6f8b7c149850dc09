/** One choice: what is sent, what is read, and a word that tells it from its namesakes. */
export type Option = { value: string; label: string; hint?: string };
