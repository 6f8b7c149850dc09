import { offboardUser, undoOffboarding } from "@/lib/domain/offboarding/commands";
import { offboardInput, undoOffboardingInput } from "@/lib/domain/offboarding/schema";
import { ownerPool } from "@/lib/platform/db/client";
import { attempt, oneId, type Maker } from "./turn";

const offboard: Maker = ({ dice, world, viewer }) => {
  const others = world.users.filter(({ id, status }) => id !== viewer.facts.userId && status !== "deactivated");
  const userId = oneId(dice, others);
  if (userId === null) return null;
  const heir = () => (dice.chance(0.6) ? oneId(dice, dice.chance(0.8) ? others : world.users) : "");
  const handed = new Set(world.customers.filter(({ accountManagerId }) => accountManagerId === userId).map(({ id }) => id));
  return attempt(viewer, { name: "offboard", moved: ({ type, id }) => type === "customer" && handed.has(id) }, { schema: offboardInput, command: offboardUser, input: { userId, customersTo: heir(), groupsTo: heir(), tasksTo: "" } });
};

/** A leaving that can be undone, which the world of the model knows nothing of, and the customers that were handed over by it. */
async function lastLeaving(): Promise<{ id: number; customers: number[] } | null> {
  const { rows } = await ownerPool().query<{ id: number; customers: number[] }>(
    `SELECT o.id, ARRAY(SELECT i.record_id FROM offboarding_items i WHERE i.offboarding_id = o.id AND i.kind = 'customer') AS customers
      FROM offboardings o WHERE o.undone_at IS NULL ORDER BY o.id DESC LIMIT 1`,
  );
  return rows[0] ?? null;
}

const undo: Maker = ({ viewer }) => {
  const back = new Set<number>();
  const run = async () => {
    const leaving = await lastLeaving();
    leaving?.customers.forEach((id) => back.add(id));
    return undoOffboarding(viewer, undoOffboardingInput.parse({ offboardingId: leaving?.id ?? 1 }));
  };
  return { name: "undo a leaving", bringsBack: true, moved: ({ type, id }) => type === "customer" && back.has(id), input: {}, run };
};

/** People who leave, with heirs, and come back. */
export const leavingActions: Maker[] = [offboard, offboard, undo];
