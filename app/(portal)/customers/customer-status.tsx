import { Status } from "@/components/ui/status";

const words = {
  active: { tone: "ok", text: "Active" },
  suspended: { tone: "caution", text: "Suspended" },
  archived: { tone: "neutral", text: "Archived" },
} as const;

/** A customer's state by colour, shape and word. */
export function CustomerStatus({ status }: { status: keyof typeof words }) {
  return <Status tone={words[status].tone}>{words[status].text}</Status>;
}
