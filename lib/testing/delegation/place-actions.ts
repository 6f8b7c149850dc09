import { permissions as catalogue } from "@/lib/access/permissions";
import { reassignCustomer } from "@/lib/domain/customers/commands";
import { reassignCustomerInput } from "@/lib/domain/customers/schema";
import { ownerPool } from "@/lib/platform/db/client";
import { createOrganization, deactivateOrganization, editGuardrail, editOrganization, moveOrganization, reactivateOrganization } from "@/lib/domain/organizations/commands";
import { createOrganizationInput, editGuardrailInput, editOrganizationInput, moveOrganizationInput, organizationStateInput } from "@/lib/domain/organizations/schema";
import { endEnrollments, enrollOrganizations } from "@/lib/domain/programs/commands";
import { endEnrollmentInput, enrollInput } from "@/lib/domain/programs/schema";
import { reassignMany, undoReassignment } from "@/lib/domain/customers/reassigning/commands";
import { reassignManyInput, undoReassignmentInput } from "@/lib/domain/customers/reassigning/schema";
import { assignCustomers, assignOrganizations, moveTerritory } from "@/lib/domain/territories/commands";
import { assignCustomersInput, assignOrganizationsInput, moveTerritoryInput } from "@/lib/domain/territories/schema";
import type { RecordRef } from "../world";
import { belongsTo, liesBelow, liesIn } from "./judge";
import { attempt, freshName, oneId, type Maker, type Turn } from "./turn";

const isRecord = (type: RecordRef["type"], id: number | null) => (record: RecordRef) => record.type === type && record.id === id;
const somePlace = ({ dice, world }: Turn) => dice.one(world.organizations).id;
const someTerritory = ({ dice, world }: Turn) => (dice.chance(0.25) ? "" : (oneId(dice, world.territories) ?? ""));

const create: Maker = ({ dice, world, viewer }) => {
  const place = { parentId: oneId(dice, world.organizations), territoryId: dice.chance(0.5) ? oneId(dice, world.territories) : "", partnerType: dice.one(["", "msp", "reseller"]) };
  const input = { ...place, name: freshName("Partner"), userName: "First", userEmail: `${freshName("first").replace(" ", "-")}@example.org`, roleId: dice.chance(0.7) ? oneId(dice, world.roles) : "" };
  return attempt(viewer, { name: "create a partner" }, { schema: createOrganizationInput, command: createOrganization, input });
};

const edit: Maker = (turn) => {
  const organizationId = somePlace(turn);
  const change = turn.dice.chance(0.5) ? { partnerType: turn.dice.one(["msp", "reseller", ""]) } : { territoryId: someTerritory(turn) };
  return attempt(turn.viewer, { name: "edit a partner", moved: isRecord("organization", organizationId) }, { schema: editOrganizationInput, command: editOrganization, input: { organizationId, version: 1, ...change } });
};

const move: Maker = (turn) => {
  const organizationId = somePlace(turn);
  return attempt(turn.viewer, { name: "move a partner", moved: liesBelow(organizationId) }, { schema: moveOrganizationInput, command: moveOrganization, input: { organizationId, parentId: somePlace(turn) } });
};

const limit: Maker = (turn) => {
  const keys = catalogue.map(({ key }) => key);
  const input = { organizationId: somePlace(turn), version: 1, limit: turn.dice.one(["none", "listed"]), permissions: turn.dice.some(keys, 0.6) };
  return attempt(turn.viewer, { name: "limit a partner" }, { schema: editGuardrailInput, command: editGuardrail, input });
};

const deactivate: Maker = (turn) => attempt(turn.viewer, { name: "deactivate a partner" }, { schema: organizationStateInput, command: deactivateOrganization, input: { organizationId: somePlace(turn) } });

const reactivate: Maker = ({ dice, world, viewer }) => {
  const organizationId = oneId(dice, world.organizations.filter(({ status }) => status === "deactivated"));
  return organizationId === null ? null : attempt(viewer, { name: "reactivate a partner", bringsBack: true }, { schema: organizationStateInput, command: reactivateOrganization, input: { organizationId } });
};

const assignPartner: Maker = (turn) => {
  const organizationId = somePlace(turn);
  const input = { territoryId: someTerritory(turn), organizations: [organizationId] };
  return attempt(turn.viewer, { name: "put a partner into a territory", moved: isRecord("organization", organizationId) }, { schema: assignOrganizationsInput, command: assignOrganizations, input });
};

const assignCustomer: Maker = (turn) => {
  const customerId = oneId(turn.dice, turn.world.customers);
  const input = { territoryId: someTerritory(turn), customers: [customerId] };
  return attempt(turn.viewer, { name: "put a customer into a territory", moved: isRecord("customer", customerId) }, { schema: assignCustomersInput, command: assignCustomers, input });
};

const moveArea: Maker = (turn) => {
  const territoryId = oneId(turn.dice, turn.world.territories)!;
  return attempt(turn.viewer, { name: "move a territory", moved: liesIn(territoryId) }, { schema: moveTerritoryInput, command: moveTerritory, input: { territoryId, parentId: someTerritory(turn) } });
};

const enroll: Maker = (turn) => {
  const organizationId = somePlace(turn);
  const input = { programId: oneId(turn.dice, turn.world.programs), organizations: [organizationId] };
  return attempt(turn.viewer, { name: "enrol", moved: belongsTo(organizationId) }, { schema: enrollInput, command: enrollOrganizations, input });
};

const endEnrolment: Maker = (turn) => {
  const organizationId = somePlace(turn);
  const input = { programId: oneId(turn.dice, turn.world.programs), organizations: [organizationId] };
  return attempt(turn.viewer, { name: "end an enrolment", moved: belongsTo(organizationId) }, { schema: endEnrollmentInput, command: endEnrollments, input });
};

const reassign: Maker = (turn) => {
  const { dice, world, viewer } = turn;
  const customerId = oneId(dice, world.customers);
  const change = {
    ...(dice.chance(0.5) ? { organizationId: somePlace(turn) } : {}),
    ...(dice.chance(0.5) ? { territoryId: someTerritory(turn) } : {}),
    ...(dice.chance(0.5) ? { accountManagerId: dice.chance(0.3) ? viewer.facts.userId : oneId(dice, world.users) } : {}),
  };
  return attempt(viewer, { name: "reassign", moved: isRecord("customer", customerId) }, { schema: reassignCustomerInput, command: reassignCustomer, input: { customerId, version: 1, ...change } });
};

const reassignAll: Maker = (turn) => {
  const { dice, viewer } = turn;
  const places = { organizationId: dice.chance(0.5) ? somePlace(turn) : "", ...(dice.chance(0.3) ? { noTerritory: "true" } : { territoryId: someTerritory(turn) }), accountManagerId: dice.chance(0.5) ? viewer.facts.userId : "" };
  const input = { query: dice.chance(0.5) ? `?organization=${somePlace(turn)}` : "", ...places };
  return attempt(viewer, { name: "reassign a list", moved: ({ type }) => type === "customer" }, { schema: reassignManyInput, command: reassignMany, input });
};

/** The last reassignment of many that can be undone, which the world of the model knows nothing of. */
const undoReassigning: Maker = ({ viewer }) => {
  const run = async () => {
    const { rows } = await ownerPool().query<{ id: number }>("SELECT id FROM reassignments WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1");
    return undoReassignment(viewer, undoReassignmentInput.parse({ reassignmentId: rows[0]?.id ?? 1 }));
  };
  return { name: "undo a reassignment", moved: ({ type }) => type === "customer", input: {}, run };
};

export const placeActions: Maker[] = [create, create, edit, edit, move, move, limit, deactivate, reactivate, assignPartner, assignCustomer, moveArea, enroll, enroll, endEnrolment, reassign, reassign, reassignAll, reassignAll, undoReassigning];
