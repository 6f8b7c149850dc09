/** Access that ends within so many days is told beforehand. */
export const endsSoonDays = 14;

/** An account that nobody has signed in to for so many days is told about. */
export const quietDays = 90;
