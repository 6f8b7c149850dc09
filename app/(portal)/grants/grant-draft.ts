import type { Option } from "@/components/ui/option";
import type { GrantLevel } from "@/lib/access/grant";
import type { ScopeChoice } from "@/lib/domain/grants/rows";

export type HolderKind = "user" | "group";

/** A grant as it stands in the form. */
export type Draft = { holderKind: HolderKind; holder: Option | null; role: Option | null; level: GrantLevel; scope: ScopeChoice };
