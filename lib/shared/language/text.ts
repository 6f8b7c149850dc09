import { IntlMessageFormat } from "intl-messageformat";
import { directionOf, localeOf, type Language } from "./languages";
import { known, languageNow } from "./reader";

declare const mark: unique symbol;

/** A text that waits to be said: it is English and must go through `t` before anybody sees it. */
export type Message = { readonly [mark]: "message" };

/** What a text's places are filled with. A number in a bare place stands as it is; `{count, number}` and the # of a plural write it as the language does. */
export type Values = Readonly<Record<string, string | number>>;

/** A text that stands in the source, so that it is found for the catalogues. */
export type Literal<Text extends string> = string extends Text ? never : Text;

/** English words with two meanings carry after "##" which one is meant; nobody sees it. */
export const withoutMeaning = (text: string) => text.split("##", 1)[0]!;

const formats = new Map<string, IntlMessageFormat>();
const pieces = new Map<string, string[] | null>();

/** The text's pattern in a language, read once (ICU MessageFormat). */
export function patternOf(text: string, language: Language): IntlMessageFormat {
  const key = `${language} ${text}`;
  const ready = formats.get(key);
  if (ready) return ready;
  const made = new IntlMessageFormat(withoutMeaning(known(text, language)), localeOf[language]);
  formats.set(key, made);
  return made;
}

/** Two kinds of a pattern's elements, as the parser numbers them. */
const [literal, place] = [0, 1];

/** The pieces of a pattern that has nothing but places in it, the odd ones the names of places; null for one with plurals or numbers. */
function piecesOf(text: string, language: Language): string[] | null {
  const key = `${language} ${text}`;
  const ready = pieces.get(key);
  if (ready !== undefined) return ready;
  const made: string[] = [""];
  let isPlain = true;
  for (const { type, value } of patternOf(text, language).getAst() as { type: number; value: string }[]) {
    if (type === literal) made[made.length - 1] += value;
    else if (type === place) made.push(value, "");
    else isPlain = false;
  }
  pieces.set(key, isPlain ? made : null);
  return isPlain ? made : null;
}

const [isolate, endIsolate] = ["\u2068", "\u2069"];

/** Letters of a script that is written from the left, and signs that belong to the number behind them. */
const fromTheLeft = /(?!\p{Script=Arabic}|\p{Script=Hebrew})\p{L}|[+-]\d/u;

/**
 * A value as it is put into a text: in one that is written from the right it keeps its own direction. Without the marks, which nobody sees,
 * the full stop of "Nordnet Inc." stands before it, and a number after a Latin name joins it. Words between which the pattern chooses stay.
 */
export function isolated(text: string, name: string, value: string, language: Language): string {
  const isChosenBy = known(text, language).includes(`{${name}, select,`);
  return isChosenBy || !fromTheLeft.test(value) ? value : isolate + value + endIsolate;
}

/** A text that is to be kept rather than shown, such as the name proposed for a copy. */
export const withoutMarks = (text: string): string => text.replace(/[\u2068\u2069]/g, "");

function isolatedIn(text: string, values: Values, language: Language): Values {
  if (directionOf(language) === "ltr") return values;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? isolated(text, name, value, language) : value]));
}

function filled(pieces: readonly string[], values: Values): string {
  let text = "";
  for (let at = 0; at < pieces.length; at++) text += at % 2 === 0 ? pieces[at] : (values[pieces[at]!] ?? unfilled(pieces[at]!));
  return text;
}

function unfilled(place: string): never {
  throw new Error(`Nothing was given for {${place}}.`);
}

function said(text: string, values: Values | undefined): string {
  const language = languageNow();
  if (!values) return withoutMeaning(known(text, language));
  const plain = piecesOf(text, language);
  const own = isolatedIn(text, values, language);
  return plain ? filled(plain, own) : String(patternOf(text, language).format(own));
}

/** A text in the reader's language. With values it is an ICU pattern, `{count, plural, one {# day} other {# days}}`; without, every sign stands for itself. */
export function t<const Text extends string>(text: Literal<Text> | Message, values?: Values): string {
  return said(text as unknown as string, values);
}

/** Marks a text that is said later, where it stands before there is a reader (tables of labels, constants). */
export function msg<const Text extends string>(text: Literal<Text>): Message {
  return text as unknown as Message;
}

/** The English of a message, for what is not written for a reader: files, the API's description. */
export const english = (message: Message): string => withoutMeaning(message as unknown as string);

/** What a zod check says when it fails, in the language of whoever sent the value. */
export const orSay = <const Text extends string>(text: Literal<Text> | Message, values?: Values) => ({ error: () => t(text as Message, values) });
