import { germany, norway, unitedKingdom, type Country } from "./countries";

/** A partner of the demo. `customers` is how many it owns itself; `mail` the domain of its people. */
export type DemoPartner = {
  key: string;
  name: string;
  parent: string;
  country: Country;
  region: string;
  mail: string;
  partnerType: string;
  tier: string;
  customers: number;
  billingMode?: "prepaid";
  status?: "deactivated";
  programs?: string[];
  guardrail?: string[];
};

const operator = "nordnet";
const noExport = ["customers.edit", "customers.create", "customers.suspend", "users.view", "organizations.view", "activity.view"];

export const demoPartners: readonly DemoPartner[] = [
  partner("fjordlink", "Fjordlink AS", operator, norway, "Vestlandet", { partnerType: "reseller", tier: "gold", customers: 210, programs: ["fibre-first", "business"] }),
  partner("bergen-bredband", "Bergen Bredbånd", "fjordlink", norway, "Vestlandet", { tier: "silver", customers: 160, programs: ["fibre-first"] }),
  partner("stavanger-nett", "Stavanger Nett", "fjordlink", norway, "Vestlandet", { tier: "bronze", customers: 120 }),
  partner("nordlys", "Nordlys Telekom AS", operator, norway, "Nord-Norge", { partnerType: "reseller", tier: "gold", customers: 140, programs: ["rural-rollout"] }),
  partner("tromso-fiber", "Tromsø Fiber", "nordlys", norway, "Nord-Norge", { tier: "silver", customers: 90, programs: ["rural-rollout"] }),
  partner("oslo-direkte", "Oslo Direkte AS", operator, norway, "Østlandet", { tier: "silver", customers: 130, billingMode: "prepaid" }),
  partner("rheintal", "Rheintal Netze GmbH", operator, germany, "Rheinland", { partnerType: "reseller", tier: "gold", customers: 190, programs: ["business"] }),
  partner("koelner-glasfaser", "Kölner Glasfaser", "rheintal", germany, "Rheinland", { tier: "silver", customers: 150, programs: ["fibre-first"] }),
  partner("bonn-connect", "Bonn Connect", "rheintal", germany, "Rheinland", { tier: "bronze", customers: 60 }),
  partner("godesberg", "Bad Godesberg Netz", "bonn-connect", germany, "Rheinland", { tier: "bronze", customers: 30, billingMode: "prepaid", guardrail: noExport }),
  partner("isar", "Isar Datenwerk GmbH", operator, germany, "Bayern", { partnerType: "reseller", tier: "silver", customers: 130, programs: ["business"] }),
  partner("augsburg-online", "Augsburg Online", "isar", germany, "Bayern", { tier: "bronze", customers: 70 }),
  partner("weser-funk", "Weser Funk GmbH", operator, germany, "Norddeutschland", { tier: "bronze", customers: 40, status: "deactivated" }),
  partner("pennine", "Pennine Broadband Ltd", operator, unitedKingdom, "Northern England", { partnerType: "reseller", tier: "gold", customers: 180, programs: ["fibre-first"] }),
  partner("leeds-link", "Leeds Link", "pennine", unitedKingdom, "Northern England", { tier: "silver", customers: 80 }),
  partner("yorkshire-rural", "Yorkshire Rural Networks", "pennine", unitedKingdom, "Northern England", { tier: "bronze", customers: 50, programs: ["rural-rollout"] }),
  partner("solent", "Solent Communications Ltd", operator, unitedKingdom, "Southern England", { tier: "silver", customers: 110, billingMode: "prepaid" }),
  partner("thistle", "Thistle Networks Ltd", operator, unitedKingdom, "Scotland", { tier: "silver", customers: 60, programs: ["rural-rollout"] }),
];

export const demoPrograms = [
  { key: "fibre-first", name: "Fibre First", description: "Partners who move their customers from copper to fibre." },
  { key: "business", name: "Business Partner", description: "Partners who sell to companies." },
  { key: "rural-rollout", name: "Rural Rollout", description: "Partners who build where it is far between houses." },
];

type Rest = Partial<DemoPartner> & Pick<DemoPartner, "tier" | "customers">;

// eslint-disable-next-line max-params -- a table reads best as a table
function partner(key: string, name: string, parent: string, country: Country, region: string, rest: Rest): DemoPartner {
  return { key, name, parent, country, region, mail: `${key}.example`, partnerType: parent === operator ? "agent" : "sub-reseller", ...rest };
}
