// Spreadsheets run a cell that begins like a formula. An apostrophe before it makes it text; reading the file back takes it off again.

/** Characters that may stand before a formula without stopping it: blanks of every kind, and apostrophes, so that taking off undoes putting on. */
export const skippable = " '\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff";

/** What a formula begins with: = + - @, line breaks and tabs, and the wide and small forms that are read as these. */
export const formulaStarts = "=+-@\t\n\v\f\r\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20";

function beginsLikeFormula(text: string): boolean {
  for (const character of text) {
    if (!skippable.includes(character)) return formulaStarts.includes(character);
  }
  return false;
}

/** A text as a cell that no spreadsheet runs. The export's SQL is its twin. */
export const guardCell = (text: string) => (beginsLikeFormula(text) ? `'${text}` : text);

/** The text that guardCell was given; for reading a file back. */
export const unguardCell = (cell: string) => (cell.startsWith("'") && beginsLikeFormula(cell.slice(1)) ? cell.slice(1) : cell);
