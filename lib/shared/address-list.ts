import { canonicalEmail } from "./email";
import { t } from "./language/text";

export type Addressee = { email: string; name: string };

export type AddressList = {
  people: Addressee[];
  /** What is no address, each with where it stands. */
  problems: string[];
};

/**
 * People from a pasted list: one a line, or between commas or semicolons; "Name <address>", the address alone, or a row of a table with
 * the name in one cell and the address in the other. The same address twice is one person.
 */
export function parseAddresses(text: string): AddressList {
  const people = new Map<string, Addressee>();
  const problems: string[] = [];
  for (const [at, line] of text.split(/\r\n|[\n\r\u2028\u2029]/).entries()) {
    const row = rowOf(line);
    for (const entry of row ? [row] : entriesOf(line)) {
      const found = addressee(entry);
      if (!found) problems.push(t("“{entry}” in line {line} is no address.", { entry: shortened(entry), line: at + 1 }));
      else if (!people.has(found.email)) people.set(found.email, found);
    }
  }
  return { people: [...people.values()], problems };
}

/** A line of two cells, a name and an address in either order, as one entry; null for any other line. */
function rowOf(line: string): string | null {
  const cells = line.split("\t").flatMap(entriesOf);
  if (cells.length !== 2 || cells.some((cell) => /[<>]/.test(cell))) return null;
  const [name, email] = cells[0]!.includes("@") ? [cells[1]!, cells[0]!] : [cells[0]!, cells[1]!];
  return name.includes("@") || canonicalEmail(email) === null ? null : `${name} <${email}>`;
}

/** The parts between commas and semicolons, but for those inside quotes or angle brackets. */
function entriesOf(line: string): string[] {
  const parts = line.match(/(?:"[^"]*"|<[^>]*>|[^,;"<]|["<])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function addressee(entry: string): Addressee | null {
  const [, before, inside] = /^(.*?)<([^<>]*)>$/.exec(entry) ?? [];
  const email = canonicalEmail(inside ?? entry);
  if (email === null) return null;
  const name = plain(before ?? "");
  return { email, name: name || nameFrom(email) };
}

const plain = (text: string) =>
  text.replace(/[\p{Cc}\p{Cf}]/gu, " ").trim().replace(/^(["'])(.*)\1$/, "$2").replace(/\s+/g, " ").trim().slice(0, 200);

/** "mia.berg@…" is called Mia Berg until she says otherwise. */
function nameFrom(email: string): string {
  const words = email.split("@")[0]!.split("+")[0]!.split(/[._-]+/).filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ") || email;
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
