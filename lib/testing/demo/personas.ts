import type { GrantSpec } from "../build";

/** A person of the demo whom visitors sign in as. `scope` speaks in keys; the loader finds the ids. */
export type Persona = {
  persona: string;
  name: string;
  email: string;
  home: string;
  jobRole: string;
  region: string;
  readOnly?: boolean;
  /** Template key of the role they hold; none for those who get their access from a group. */
  role?: string;
  scope?: { kind: GrantSpec["kind"]; organization?: string; territory?: string; program?: string };
  level?: "read" | "write";
  groups?: string[];
  reason?: string;
};

const nordnet = { home: "nordnet", region: "Headquarters" };

export const personas: readonly Persona[] = [
  { persona: "Operator, full access", name: "Ingrid Solheim", email: "ingrid@nordnet.example", ...nordnet, jobRole: "administrator", groups: ["operations"] },
  {
    persona: "Operator administrator, no customers to write",
    name: "Henrik Aas",
    email: "henrik@nordnet.example",
    ...nordnet,
    jobRole: "administrator",
    role: "operator-administrator",
    scope: { kind: "everything" },
  },
  {
    persona: "Channel manager for Germany",
    name: "Jonas Keller",
    email: "jonas@nordnet.example",
    ...nordnet,
    jobRole: "channel manager",
    role: "channel-manager",
    scope: { kind: "territory", territory: "germany" },
  },
  {
    persona: "Person of one territory (Vestlandet)",
    name: "Sigrid Dahl",
    email: "sigrid@nordnet.example",
    ...nordnet,
    jobRole: "sales",
    role: "manager",
    scope: { kind: "territory", territory: "vestlandet" },
  },
  {
    persona: "Front desk, view only",
    name: "Astrid Holm",
    email: "astrid@nordnet.example",
    ...nordnet,
    jobRole: "front desk",
    readOnly: true,
    role: "front-desk",
    scope: { kind: "everything" },
    level: "read",
  },
  {
    persona: "Executive",
    name: "Eleanor Whitfield",
    email: "eleanor@nordnet.example",
    ...nordnet,
    jobRole: "executive",
    role: "executive",
    scope: { kind: "everything" },
    level: "read",
  },
  {
    persona: "Auditor, reads everything",
    name: "Petra Lindqvist",
    email: "petra@nordnet.example",
    ...nordnet,
    jobRole: "auditor",
    readOnly: true,
    role: "auditor",
    scope: { kind: "everything" },
    level: "read",
    reason: "Yearly audit",
  },
  {
    persona: "Partner owner (Fjordlink)",
    name: "Marit Fjeld",
    email: "marit@fjordlink.example",
    home: "fjordlink",
    region: "Vestlandet",
    jobRole: "owner",
    role: "partner-owner",
    scope: { kind: "everything" },
  },
  {
    persona: "Manager of a reseller (Rheintal, its own customers)",
    name: "Tobias Brandt",
    email: "tobias@rheintal.example",
    home: "rheintal",
    region: "Rheinland",
    jobRole: "account manager",
    role: "manager",
    scope: { kind: "direct", organization: "rheintal" },
  },
  {
    persona: "Contact assistant (Pennine and below)",
    name: "Callum Reid",
    email: "callum@pennine.example",
    home: "pennine",
    region: "Northern England",
    jobRole: "assistant",
    role: "contact-editor",
    scope: { kind: "subtree", organization: "pennine" },
  },
  {
    persona: "Security group of five customers (Solent)",
    name: "Grace Okafor",
    email: "grace@solent.example",
    home: "solent",
    region: "Southern England",
    jobRole: "support",
    groups: ["harbour-accounts"],
  },
  {
    persona: "Account manager, own customers only (Isar)",
    name: "Florian Vogt",
    email: "florian@isar.example",
    home: "isar",
    region: "Bayern",
    jobRole: "sales",
    role: "manager",
    scope: { kind: "own" },
  },
  {
    persona: "Partner owner of a deactivated partner (cannot sign in)",
    name: "Uwe Harms",
    email: "uwe@weser-funk.example",
    home: "weser-funk",
    region: "Norddeutschland",
    jobRole: "owner",
    role: "partner-owner",
    scope: { kind: "everything" },
  },
];
