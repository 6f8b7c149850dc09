import { Random } from "@/lib/domain/world/random";
import type { Country } from "./countries";
import type { DemoPartner } from "./partners";

/** A customer before it knows its ids: `territory` is the key of the city's territory. */
export type DemoCustomer = {
  key: string;
  name: string;
  partner: string;
  territory: string | null;
  status: "active" | "suspended";
  archivedAt?: Date;
  email: string;
  phone: string;
  street: string;
  city: string;
  region: string;
  country: string;
  comment?: string;
  createdAt: Date;
};

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "");

/** The key of a territory by its name. */
export const territoryKey = (name: string) =>
  name
    .toLowerCase()
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-");

const comments = ["Prefers mail to calls.", "Asks for paper invoices.", "Key is with the caretaker.", "Moved offices in spring.", "Wants a fixed address."];
const day = 86_400_000;

/** The customers of all partners, the same every time; the newest was made yesterday. */
export function demoCustomers(partners: readonly DemoPartner[], now: Date): DemoCustomer[] {
  const random = new Random(2026);
  let number = 10_000;
  return partners.flatMap((partner) => Array.from({ length: partner.customers }, () => oneOf(partner, (number += 1), random, now)));
}

function oneOf({ key: partner, country, region: home }: DemoPartner, number: number, random: Random, now: Date): DemoCustomer {
  const region = random.percent(85) ? home : random.pick(Object.keys(country.regions));
  const city = random.pick(country.regions[region]!);
  const { name, email } = random.percent(55) ? company(country, random) : person(country, number, random);
  const createdAt = new Date(now.getTime() - day * (1 + random.below(1100)));
  const isArchived = random.percent(2);
  return {
    key: `C-${number}`,
    name,
    partner,
    territory: random.percent(96) ? territoryKey(city) : null,
    status: random.percent(6) ? "suspended" : "active",
    ...(isArchived ? { archivedAt: new Date(now.getTime() - day / 2) } : {}),
    email,
    phone: country.phone(random.below(1_000_000_000)),
    street: country.street(random.pick(country.streets), 1 + random.below(140)),
    city,
    region,
    country: country.name,
    ...(random.percent(8) ? { comment: random.pick(comments) } : {}),
    createdAt,
  };
}

function company(country: Country, random: Random) {
  const last = random.pick(country.last);
  const name = country.company(last, random.pick(country.trades));
  return { name, email: `office@${plain(name)}.example` };
}

function person(country: Country, number: number, random: Random) {
  const [first, last] = [random.pick(country.first), random.pick(country.last)];
  return { name: `${first} ${last}`, email: `${plain(first)}.${plain(last)}${number % 100}@mail.example` };
}
