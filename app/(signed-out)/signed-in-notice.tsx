import { Notice } from "@/components/ui/notice";
import type { Viewer } from "@/lib/access/viewer";
import { t } from "@/lib/shared/language/text";

/** For a link of somebody else than who is signed in here: going on with it changes who that is. */
export const SignedInNotice = ({ viewer }: { viewer: Viewer | null }) =>
  viewer && <Notice tone="caution">{t("{name} is signed in in this browser, and is signed out when you go on here.", { name: viewer.viewing?.by.name ?? viewer.facts.name })}</Notice>;
