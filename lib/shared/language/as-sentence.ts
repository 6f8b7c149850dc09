/** Words as a sentence begins: "no people you may see." becomes "No people you may see." */
export const asSentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
