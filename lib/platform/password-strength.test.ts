import { expect, test } from "vitest";
import { newPassword } from "../shared/password-rule";
import { requireStrongPassword } from "./password-strength";

const owner = { name: "Marit Fjeld", email: "marit@fjordlink.example" };
const judged = (password: string) => {
  try {
    requireStrongPassword(password, owner);
    return "fine";
  } catch (error) {
    return (error as { fields: Record<string, string> }).fields.password!;
  }
};

test.each(["correct horse battery staple", "portico demo 2026", "drei blaue Tassen im Regen", "北京的秋天很美丽我喜欢在公园散步"])("%s is let through", (password) => {
  expect(judged(password)).toBe("fine");
});

test.each(["Password12345678", "qwertyuiopasdfgh", "123456789012345", "administrator123", "abcdefghijklmnop"])("%s is guessed first", (password) => {
  expect(judged(password)).toMatch(/guessed first/);
});

test.each(["passwordpassword", "Summer2026Summer2026", "aaaaaaaaaaaaaaaaaaaa"])("%s repeats itself or is guessed first", (password) => {
  expect(judged(password)).toMatch(/guessed (first|early)/);
});

test.each(["my marit goes sailing", "MARIT FJELD forever", "marit fjeldmarit fjeld"])("%s is about its owner", (password) => {
  expect(judged(password)).toMatch(/neither the name nor the address/);
});

test("length is counted in characters as people see them, and every one counts", () => {
  const refused = (text: string) => !newPassword.safeParse(text).success;
  expect([refused("a".repeat(14)), refused("a".repeat(15)), refused("🦊".repeat(14)), refused("🦊".repeat(15))]).toEqual([true, false, true, false]);
  expect([refused("x".repeat(256)), refused("x".repeat(257))]).toEqual([false, true]);
  expect(refused("e\u0301".repeat(14))).toBe(true);
});
