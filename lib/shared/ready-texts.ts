import { english, t, type Message } from "./language/text";

/**
 * Names and texts of records that come with the program. They are kept in English; as long as nobody has written them otherwise, each
 * reader sees them in their own language, and what a form brings back of them is kept as it was.
 */
export function readyTexts() {
  const own = new Map<string, Message>();
  return {
    /** Remembers a text that comes ready, and answers how it is kept. */
    ready(text: Message): string {
      own.set(english(text), text);
      return english(text);
    },
    /** A kept text as its reader sees it: one that came ready in their language, all others as somebody wrote them. */
    shown(text: string): string {
      const message = own.get(text);
      return message ? t(message) : text;
    },
    /** How a text that somebody read, and sends, is kept. */
    kept(text: string): string {
      return own.has(text) ? text : ([...own].find(([, message]) => t(message) === text)?.[0] ?? text);
    },
    /** The text with which another one begins, up to a word between: "Manager" of "Manager for Ida". */
    beginning(text: string, between: string): string | undefined {
      return [...own.keys()].find((each) => text.startsWith(each + between));
    },
    /** The kept texts without this word that the reader sees with it. */
    showing(word: string): string[] {
      const has = (text: string) => text.toLocaleLowerCase().includes(word.toLocaleLowerCase());
      return [...own].flatMap(([text, message]) => (has(t(message)) && !has(text) ? [text] : []));
    },
  };
}
