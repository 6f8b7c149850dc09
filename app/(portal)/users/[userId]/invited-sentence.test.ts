import { expect, test } from "vitest";
import { invitedSentence } from "./invited-sentence";

const mia = { id: 7, name: "Mia Keller", hasLeft: false };
const user = { organizationName: "Fjordlink", inviter: mia, invitedUntil: new Date("2020-03-04T10:00:00Z"), can: { invite: true } };

test("a link that is over is told with its day and the button that makes another", () => {
  expect(invitedSentence(user)).toBe("Invited by Mia Keller, but not signed in yet. The link stopped working on 4 Mar 2020: send another with “New invitation link”.");
});

test("whoever may not make one is told who can", () => {
  expect(invitedSentence({ ...user, can: { invite: false } })).toContain("whoever may invite people at Fjordlink can send another.");
  expect(invitedSentence({ ...user, invitedUntil: null, can: { invite: false } })).toContain("There is no link: whoever may invite people at Fjordlink can make one.");
});

test("a link that works says until when, one without an inviter names nobody, one whose inviter left says so", () => {
  const until = new Date("2999-03-04T10:00:00Z");

  expect(invitedSentence({ ...user, inviter: null, invitedUntil: until })).toBe("Invited, but not signed in yet. The link works until 4 Mar 2999.");
  expect(invitedSentence({ ...user, inviter: { ...mia, hasLeft: true }, invitedUntil: until })).toMatch(/Mia Keller has left: whoever makes a new link/);
});
