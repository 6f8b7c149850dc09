/** More rounds than luck ever asks for: whoever needs them all has a generator that no longer makes what the test is about. */
const mostRounds = 20;

/**
 * Draws random cases round by round until the test has seen enough of what it is about, or has drawn twenty rounds:
 * a test that counts its interesting cases must neither pass on none of them nor fail on an unlucky draw.
 */
export async function untilEnough(round: () => void | Promise<void>, enough: () => boolean): Promise<void> {
  for (let drawn = 0; drawn < mostRounds && (drawn === 0 || !enough()); drawn++) await round();
}
