/** One choice: what is sent, what is read, a word that tells it from its namesakes, and why it cannot be chosen, if so. */
export type Option = { value: string; label: string; hint?: string; locked?: string };
