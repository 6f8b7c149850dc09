import type { TaskStatus } from "../tasks/rows";
import type { Fact, Item, onboardingStates } from "./schema";

/** A checklist under way as lists show it. */
export type OnboardingRow = {
  id: number;
  name: string;
  userId: number;
  userName: string;
  organizationId: number;
  organizationName: string;
  inviterName: string | null;
  stepCount: number;
  doneCount: number;
  /** The first day on which an open step is due. */
  nextDue: string | null;
  /** Stalled: an open step should have been done by now. */
  state: (typeof onboardingStates)[number];
  createdAt: Date;
  nudgedAt: Date | null;
};

/** One step of a checklist under way. */
export type Step = {
  taskId: number;
  title: string;
  help: string | null;
  assigneeName: string;
  isNewcomers: boolean;
  isMine: boolean;
  mayOpen: boolean;
  mayFinish: boolean;
  dueOn: string | null;
  isOverdue: boolean;
  status: TaskStatus;
  doneAt: Date | null;
  fact: Fact | null;
};

/** A checklist under way, opened. */
export type OnboardingDetail = OnboardingRow & { isMine: boolean; steps: Step[]; nudgedByName: string | null; /** The newcomer has not used the invitation. */ isInvited: boolean; can: { nudge: boolean } };

/** A checklist as its list shows it. */
export type ChecklistRow = { id: number; name: string; description: string | null; organizationId: number; organizationName: string; roleId: number; roleName: string; stepCount: number; archivedAt: Date | null; version: number; /** Kept where the viewer gives tasks, not above. */ mayEdit: boolean };

/** A checklist opened. */
export type ChecklistDetail = ChecklistRow & { items: Item[] };
