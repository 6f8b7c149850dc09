/** A program as lists show it. */
export type ProgramRow = {
  id: number;
  key: string;
  name: string;
  description: string | null;
  /** Partners enrolled now that the reader may list. */
  enrolledCount: number;
  createdAt: Date;
  version: number;
};

/** A program opened, with what the viewer may do with it. */
export type ProgramDetail = ProgramRow & { can: { edit: boolean; enroll: boolean } };

export type EnrollmentState = "current" | "future" | "ended";

/** A partner's time in a program. */
export type EnrollmentRow = {
  /** The partner's. */
  id: number;
  name: string;
  key: string;
  partnerType: string | null;
  tier: string | null;
  from: Date;
  until: Date | null;
  state: EnrollmentState;
};
