import { expect, test } from "vitest";
import { parseAddresses } from "./address-list";

test("one a line, or between commas and semicolons, with or without a name", () => {
  const { people, problems } = parseAddresses(`mia.berg@example.com
    "Olsen, Kari" <KARI@Example.com>; Jon Dahl <jon@example.com>,ｐｅｒ@example.com,

    `);

  expect(problems).toEqual([]);
  expect(people).toEqual([
    { email: "mia.berg@example.com", name: "Mia Berg" },
    { email: "kari@example.com", name: "Olsen, Kari" },
    { email: "jon@example.com", name: "Jon Dahl" },
    { email: "per@example.com", name: "Per" },
  ]);
});

test("the same address twice is one person, the first", () => {
  expect(parseAddresses("Mia <mia@example.com>\nMIA@example.com").people).toEqual([{ email: "mia@example.com", name: "Mia" }]);
});

test("a row of a table is a person, with the name before or after the address", () => {
  const { people, problems } = parseAddresses('Mia Berg\tmia@example.com\njon@example.com; Jon Dahl\nPer Å, per@example.com\n"Olsen, Kari", kari@example.com\nAnna, Bo, bo@example.com');

  expect(people.map(({ name, email }) => `${name} ${email}`)).toEqual(["Mia Berg mia@example.com", "Jon Dahl jon@example.com", "Per Å per@example.com", "Olsen, Kari kari@example.com", "Bo bo@example.com"]);
  expect(problems).toEqual(["“Anna” in line 5 is no address.", "“Bo” in line 5 is no address."]);
});

test("everything that is no address is named with its line", () => {
  const { people, problems } = parseAddresses("mia@example.com\nnobody, a@b@example.com\n<>\n\"a b\"@example.com\nx@localhost");

  expect(people).toHaveLength(1);
  expect(problems).toEqual([
    "“nobody” in line 2 is no address.",
    "“a@b@example.com” in line 2 is no address.",
    "“<>” in line 3 is no address.",
    "“\"a b\"@example.com” in line 4 is no address.",
    "“x@localhost” in line 5 is no address.",
  ]);
});

test("a name cannot carry line ends or marks that turn the text", () => {
  expect(parseAddresses("Eve\u0000\u202E Bcc: <eve@example.com>").people).toEqual([{ email: "eve@example.com", name: "Eve Bcc:" }]);
});
