/** The digest of an error that means: the database does not answer just now. It is the one thing of an error that reaches the browser. */
export const awayDigest = "away";
