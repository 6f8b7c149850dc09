import { Refusal } from "@/components/frame/refusal";

/** Where a refusal names nothing; the pages of each section are refused by the section's own layout, which knows what is missing. */
export default function Forbidden() {
  return <Refusal />;
}
