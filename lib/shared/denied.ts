/** A page that was refused: what is missing, what it would allow, and who could give it. */
export type Denied = {
  permission: string;
  /** What the permission allows, as a sentence. */
  allows: string;
  /** Names of people who could give it, as far as the reader may see them. */
  people: string[];
  more: number;
  /** Whom to ask when nobody may be named. */
  otherwise: string;
  /** What keeps it from working although it was given; `people` and `otherwise` are empty where giving it would not help. */
  bite?: string;
  /** Said instead of all that while somebody only looks with another's eyes. */
  instead?: string;
};

const mark = "denied=";

/** The refusal as text that travels with the error's digest, the one thing of an error that reaches the browser. */
export const deniedText = (denied: Denied) => `${mark}${encodeURIComponent(JSON.stringify(denied))}`;

/** The refusal that a digest carries; null when it carries none. */
export function deniedIn(digest: string): Denied | null {
  const part = digest.split(";").find((text) => text.startsWith(mark));
  try {
    return part ? (JSON.parse(decodeURIComponent(part.slice(mark.length))) as Denied) : null;
  } catch {
    return null;
  }
}
