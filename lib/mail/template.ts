import type { ReactElement } from "react";
import type { z } from "zod";
import type { Texts } from "./texts/en";

/** What a template is written with: its texts in the reader's language, and how moments and links are written for the reader. */
export type Writing = {
  texts: Texts;
  /** A moment in the reader's language, day and time. */
  moment: (at: string) => string;
  /** The day of a moment in the reader's language. */
  day: (at: string) => string;
  /** A browser in words of the reader's language, from how it introduced itself. */
  device: (userAgent: string | null | undefined) => string | null;
  /** A step of a checklist: one that came ready in the reader's language. */
  step: (text: string) => string;
  /** A role's name: that of a ready template in the reader's language. */
  role: (name: string) => string;
  /** An address of the portal made from a path of it. */
  link: (path: string) => string;
};

/** One kind of mail: what it is filled with, and what is written. */
export type Template<Data> = {
  schema: z.ZodType<Data>;
  /** Sent to people who are deactivated as well. */
  toDeactivated?: boolean;
  subject: (data: Data, writing: Writing) => string;
  body: (data: Data, writing: Writing) => ReactElement;
};

/** Says what a template is; the type of its data comes from its schema. */
export const template = <Data>(written: Template<Data>): Template<Data> => written;
