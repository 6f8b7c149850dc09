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
