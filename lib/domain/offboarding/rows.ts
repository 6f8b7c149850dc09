/** What a person's leaving would hand over. `token` and `session` end; the others find an heir or stay. */
export type ItemKind = "customer" | "group" | "invitation" | "task" | "token";

/** Somebody of the same organization who could take the customers over, and what they may do with them already. */
export type Heir = { id: number; name: string; email: string; mayEdit: number; mayOpen: number };

/** Somebody of the same organization who could answer for open invitations, and for how many of these they may invite. */
export type InvitationHeir = { id: number; name: string; mayInvite: number };

/** All that the leaver has, as far as the viewer may know of it. */
export type Belongings = {
  user: { id: number; name: string; email: string; organizationId: number; organizationName: string; isIn: boolean };
  /** Why they cannot leave yet; null when they can. */
  blocked: string | null;
  sessions: number;
  tokens: number;
  /** Names of the tokens, for whoever may manage them. */
  tokenNames: string[];
  customers: { total: number; mine: number; names: string[] };
  heirs: Heir[];
  /** Groups with nobody else in them. */
  groups: { id: number; name: string }[];
  /** Titles of their open tasks that the viewer may give to others. */
  tasks: string[];
  /** People whom they invited and who have not come yet: all that the viewer may see, and how many of these the viewer may hand over. */
  invitations: { total: number; mine: number; names: string[] };
  invitationHeirs: InvitationHeir[];
};

export type ReceiptItem = { id: number; kind: ItemKind; recordId: number; name: string; heir: string | null; isRestored: boolean | null; note: string | null };

/** How much a leaver still has, as far as the viewer may see it and hand it over. */
export type LeftBehind = { customers: number; groups: number; tasks: number; invitations: number };

/** What became of everything. */
export type Receipt = {
  id: number;
  user: { id: number; name: string };
  at: Date;
  by: string;
  undoUntil: Date;
  undoneAt: Date | null;
  undoneBy: string | null;
  sessionsEnded: number;
  tokensEnded: number;
  items: ReceiptItem[];
  /** How many rows there are beyond those listed. */
  more: number;
  canUndo: boolean;
  /** What nobody took over, or came to them since; null once it is undone, or they left again. */
  left: LeftBehind | null;
};
