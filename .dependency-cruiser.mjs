// Who may import whom. The table is the one of ARCHITECTURE.md; a room may always import itself.
const rooms = {
  shared: [],
  access: ["shared"],
  platform: ["shared"],
  mail: ["shared", "platform"],
  jobs: ["shared", "platform", "domain"],
  auth: ["shared", "access", "platform", "domain"],
  web: ["shared", "access", "auth"],
  testing: ["shared", "access", "platform", "mail", "jobs", "auth", "domain"],
};

/** Every noun may write the activity log and queue mails. Beyond that, a noun works with another only where it is named here. */
const nounMayUse = {
  territories: ["organizations", "customers"], // assigning writes theirs by their own rules
  programs: ["organizations"],
  organizations: ["invitations", "onboarding"], // a partner comes with its first user, whose first steps begin with it
  users: ["groups", "grants", "invitations", "onboarding"], // a person comes with groups, first access, a link and first steps
  groups: ["grants", "roles"], // a security group carries its scope as a grant, and may have a role of its own
  roles: ["grants", "onboarding"], // a clone is given to whoever holds the other role; ready templates come with their checklists
  onboarding: ["tasks"], // steps are tasks
  home: ["grants", "onboarding", "roles", "tasks"], // the start page shows what waits in each
  upkeep: ["roles"], // a new release publishes its ready templates
  grants: ["customers"], // how many customers a scope covers
  owner: ["invitations", "roles", "users"], // what the machine's owner does goes through the same functions
  imports: ["customers", "territories", "users", "invitations"], // rows are applied by their rules
  factors: ["settings", "users"], // the last one stays where a policy requires it; a reset finds its person as every write does
  sessions: ["factors", "settings", "users"], // how long one lasts, whose it is, and the mail that tells
  bundles: ["users"], // what ends with a deactivation stands in one place
  account: ["users"], // a person's own row is saved as others save it
  lapsing: ["owner", "users"], // accounts that lapse end by the function of every other path
  offboarding: ["customers", "groups", "invitations", "tasks", "users"], // what a leaver had is handed over by their rules
};

const test = "[.](test|integration[.]test)[.]tsx?$";
const generated = "^lib/platform/db/generated/";
const anyRoom = (names) => `^lib/(${names.join("|")})/`;

const roomRules = Object.entries(rooms).map(([room, may]) => ({
  name: `room-${room}`,
  comment: `lib/${room} may import ${may.length > 0 ? may.map((name) => `lib/${name}`).join(", ") : "no other room"}.`,
  severity: "error",
  from: { path: `^lib/${room}/`, pathNot: test },
  to: { path: "^(lib|app|components)/", pathNot: anyRoom([room, ...may]) },
}));

// The law knows the database only by its types.
const access = roomRules.find(({ name }) => name === "room-access");
access.to.pathNot = `${access.to.pathNot}|${generated}`;

const nounRules = Object.entries({ "[^/]+": [], ...nounMayUse }).map(([noun, may]) => {
  const others = noun === "[^/]+" ? Object.keys(nounMayUse) : [];
  return {
    name: may.length > 0 ? `noun-${noun}` : "nouns-apart",
    comment: "A noun may import lib/domain/access, lib/domain/activity and lib/domain/mail, and other nouns only as nounMayUse says.",
    severity: "error",
    from: {
      path: `^lib/domain/(${noun})/`,
      pathNot: [test, ...others.map((other) => `^lib/domain/${other}/`)],
    },
    to: { path: "^lib/domain/", pathNot: `^lib/domain/(${["$1", "access", "activity", "mail", ...may].join("|")})/` },
  };
});

export default {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that need each other are one file, or want a third.",
      severity: "error",
      from: { pathNot: generated },
      to: { circular: true },
    },
    {
      name: "resolvable",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: { pathNot: generated },
      to: { couldNotResolve: true, pathNot: "^(vitest|node:)" },
    },
    {
      name: "domain-stays-inside",
      comment: "lib/domain may import lib/shared, lib/access, lib/platform and lib/mail.",
      severity: "error",
      from: { path: "^lib/domain/", pathNot: test },
      to: { path: "^(app|components|bin|e2e|lib)/", pathNot: anyRoom(["shared", "access", "platform", "mail", "domain"]) },
    },
    {
      name: "doors-hold-no-database",
      comment: "app may not import lib/platform or lib/testing: what it needs of the database is a domain function.",
      severity: "error",
      from: { path: "^app/", pathNot: test },
      to: { path: "^(lib/(platform|testing)|bin|prisma|e2e)/" },
    },
    {
      name: "components-are-furniture",
      comment: "components may import lib/shared and lib/access.",
      severity: "error",
      from: { path: "^components/", pathNot: test },
      to: { path: "^(app|bin|prisma|e2e|lib)/", pathNot: anyRoom(["shared", "access"]) },
    },
    {
      name: "browser-tests-stand-outside",
      comment: "e2e may import lib/shared, lib/access, lib/testing and what starts a server.",
      severity: "error",
      from: { path: "^e2e/" },
      to: { path: "^(app|components|lib)/", pathNot: anyRoom(["shared", "access", "testing"]) },
    },
    {
      name: "no-development-package-in-the-product",
      comment: "Move the package to dependencies, or the import to a test.",
      severity: "error",
      from: { path: "^(app|components|lib|prisma|bin)/", pathNot: [test, "^lib/testing/", generated] },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    ...roomRules,
    ...nounRules,
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ["node_modules", generated] },
    exclude: { path: "next-env\\.d\\.ts$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["react-server", "import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
