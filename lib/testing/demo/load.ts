import { now } from "@/lib/platform/clock";
import { Random } from "@/lib/domain/world/random";
import { ensureTemplates } from "@/lib/domain/roles/templates";
import * as build from "../build";
import { countries, type Country } from "./countries";
import { demoCustomers, territoryKey } from "./customers";
import { demoPartners, demoPrograms, type DemoPartner } from "./partners";
import { personas, type Persona } from "./personas";

type Ids = Map<string, number>;
export type SignIn = { persona: string; email: string; password: string };
export type DemoOptions = { passwordHash: string; onProgress?: (line: string) => void };

const day = 86_400_000;

/** What the demo's parts know of each other: ids by key, addresses for people. */
type Demo = { territories: Ids; organizations: Ids; programs: Ids; roles: Ids; people: Ids; customers: Ids; passwordHash: string };

/** Loads the demo into an empty database, whole or not at all. Answers how many customers and people it has. */
export function loadDemo({ passwordHash, onProgress = () => undefined }: DemoOptions): Promise<{ customers: number; people: number }> {
  return build.together(async () => {
    const territories = await loadTerritories();
    const operator = await build.operator();
    const organizations: Ids = new Map([["nordnet", operator.id]]);
    for (const partner of demoPartners) organizations.set(partner.key, (await loadPartner(partner, organizations, territories)).id);
    const programs = await loadPrograms(organizations);
    onProgress(`${organizations.size} partners`);
    const roles = await ensureTemplates(build.owner(), operator.id);
    const demo: Demo = { territories, organizations, programs, roles, people: new Map(), customers: new Map(), passwordHash };
    for (const persona of personas) demo.people.set(persona.email, (await loadPerson(demo, persona)).id);
    await loadStaff(demo);
    onProgress(`${demo.people.size} people`);
    await loadCustomers(demo);
    onProgress(`${demo.customers.size} customers`);
    await loadGroups(demo);
    for (const persona of personas) await loadGrant(demo, persona);
    await note(operator.id, demo);
    return { customers: demo.customers.size, people: demo.people.size };
  });
}

async function loadTerritories(): Promise<Ids> {
  const ids: Ids = new Map();
  const add = async (name: string, parent?: { id: number }) => {
    const made = await build.territory(parent, { key: territoryKey(name), name });
    ids.set(territoryKey(name), made.id);
    return made;
  };
  for (const { name, regions } of countries) {
    const country = await add(name);
    for (const [region, cities] of Object.entries(regions)) {
      const above = await add(region, country);
      for (const city of cities) await add(city, above);
    }
  }
  return ids;
}

function loadPartner({ key, name, parent, region, partnerType, tier, billingMode, status, guardrail }: DemoPartner, organizations: Ids, territories: Ids) {
  return build.organization(
    { id: organizations.get(parent)! },
    {
      key,
      name,
      region,
      partnerType,
      tier,
      territoryId: territories.get(territoryKey(region))!,
      ...(billingMode ? { billingMode, balance: 125_000 } : {}),
      ...(status ? { status } : {}),
      ...(guardrail ? { hasGuardrail: true, guardrail } : {}),
    },
  );
}

async function loadPrograms(organizations: Ids): Promise<Ids> {
  const ids: Ids = new Map();
  for (const program of demoPrograms) {
    const enrolled = demoPartners.filter(({ programs }) => programs?.includes(program.key)).map(({ key }) => ({ id: organizations.get(key)! }));
    ids.set(program.key, (await build.program(enrolled, program)).id);
  }
  return ids;
}

const loadPerson = (demo: Demo, { email, name, home, jobRole, region, readOnly }: Persona) =>
  build.user({ id: demo.organizations.get(home)! }, { email, name, jobRole, region, passwordHash: demo.passwordHash, ...(readOnly ? { readOnly } : {}) });

const jobs = ["sales", "support", "technician", "finance"];

/** Three to five more people to each partner; a few were invited and never came, a few have left. */
async function loadStaff(demo: Demo): Promise<void> {
  const random = new Random(7);
  for (const { key, country, region, mail } of demoPartners) {
    const home = { id: demo.organizations.get(key)! };
    for (let count = 3 + random.below(3); count > 0; count--) {
      const [first, last] = [random.pick(country.first), random.pick(country.last)];
      const email = `${territoryKey(first)}.${territoryKey(last)}${count}@${mail}`;
      const status = random.percent(85) ? "active" : random.pick(["invited", "deactivated"] as const);
      const phone = phoneOf(country, random);
      demo.people.set(email, (await build.user(home, { email, name: `${first} ${last}`, jobRole: random.pick(jobs), region, phone, status })).id);
    }
  }
}

const phoneOf = (country: Country, random: Random) => country.phone(random.below(1_000_000_000));

async function loadCustomers(demo: Demo): Promise<void> {
  const florian = demo.people.get("florian@isar.example")!;
  const list = demoCustomers(demoPartners, now()).map(({ partner, territory, ...customer }, index) => ({
    ...customer,
    organizationId: demo.organizations.get(partner)!,
    territoryId: territory ? demo.territories.get(territory)! : null,
    ...(partner === "isar" && index % 4 === 0 ? { accountManagerId: florian } : {}),
  }));
  const made = await build.customers(list);
  made.forEach(({ id }, index) => demo.customers.set(list[index]!.key, id));
}

/** Teams, a rule group, a group inside a group, and both kinds of security group. */
async function loadGroups(demo: Demo): Promise<void> {
  const at = (key: string) => ({ id: demo.organizations.get(key)! });
  const people = (...emails: string[]) => emails.map((email) => ({ id: demo.people.get(email)! }));
  const staffOf = (mail: string) => [...demo.people].filter(([email]) => email.endsWith(`@${mail}`)).map(([, id]) => ({ id }));
  const role = (key: string) => ({ id: demo.roles.get(key)! });
  const groups = {
    operations: await build.group(at("nordnet"), people("ingrid@nordnet.example"), { key: "operations", name: "Operations", type: "security", description: "Full access to everything." }),
    harbour: await build.group(at("solent"), people("grace@solent.example"), { key: "harbour-accounts", name: "Harbour accounts", type: "security", description: "Five customers by the harbour." }),
    desk: await build.group(at("nordnet"), people("astrid@nordnet.example"), { key: "service-desk", name: "Service desk", description: "Everybody who answers calls." }),
    night: await build.group(at("nordnet"), people("henrik@nordnet.example"), { key: "night-shift", name: "Night shift", description: "Answers calls at night." }),
    pennine: await build.group(at("pennine"), staffOf("pennine.example"), { key: "pennine-staff", name: "Pennine staff" }),
    fjordlink: await build.group(at("fjordlink"), staffOf("fjordlink.example"), { key: "fjordlink-staff", name: "Fjordlink staff" }),
    sales: await build.group(at("nordnet"), [], {
      key: "field-sales-rheinland",
      name: "Field sales Rheinland",
      type: "rule",
      rule: { jobRole: ["sales"], region: ["Rheinland"] },
      description: "Everybody in sales in the Rheinland.",
    }),
  };
  await build.owner().groupNesting.create({ select: { groupId: true }, data: { groupId: groups.desk.id, memberId: groups.night.id } });
  const harbour = await harbourCustomers(demo);
  const soon = new Date(now().getTime() + 30 * day);
  await build.grant({ group: groups.operations }, role("full-access"), { key: "operations-all", kind: "everything", reason: "Runs the portal" });
  await build.grant({ group: groups.harbour }, role("manager"), { key: "harbour-five", kind: "customers", customers: harbour, reason: "Looks after the harbour" });
  await build.grant({ group: groups.desk }, role("front-desk"), { key: "desk-view", kind: "everything", level: "read" });
  await build.grant({ group: groups.pennine }, role("contact-editor"), { key: "pennine-staff-own", kind: "direct", ref: at("pennine").id });
  await build.grant({ group: groups.fjordlink }, role("manager"), { key: "fjordlink-staff-own", kind: "direct", ref: at("fjordlink").id });
  const fibre = demo.programs.get("fibre-first")!;
  await build.grant({ group: groups.sales }, role("manager"), { key: "field-sales-fibre", kind: "program", ref: fibre, until: soon, reason: "Spring campaign" });
}

async function harbourCustomers(demo: Demo) {
  const organizationId = demo.organizations.get("solent")!;
  const where = { organizationId, city: "Portsmouth", archivedAt: null };
  return build.owner().customer.findMany({ where, orderBy: { key: "asc" }, take: 5, select: { id: true } });
}

async function loadGrant(demo: Demo, { email, role, scope, level = "write", reason }: Persona): Promise<void> {
  if (!role || !scope) return;
  const { kind, organization, territory, program } = scope;
  const ref = organization ? demo.organizations.get(organization) : territory ? demo.territories.get(territory) : program ? demo.programs.get(program) : undefined;
  const spec = { key: `${email.split("@")[0]}-${role}`, kind, level, ...(ref ? { ref } : {}), ...(reason ? { reason } : {}) };
  await build.grant({ user: { id: demo.people.get(email)! } }, { id: demo.roles.get(role)! }, spec);
}

/** One row in the log says where all this came from. */
const note = (operatorId: number, { organizations, people, customers }: Demo) =>
  build.owner().activity.create({
    select: { id: true },
    data: {
      actorName: "machine's owner",
      via: "demo",
      action: "demo.load",
      recordType: "organization",
      recordId: operatorId,
      recordName: "Nordnet",
      organizationId: operatorId,
      after: { partners: organizations.size, people: people.size, customers: customers.size },
    },
  });
