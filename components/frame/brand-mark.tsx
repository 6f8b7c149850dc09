import { t } from "@/lib/shared/language/text";

/** The portico and its name. */
export function BrandMark() {
  return (
    <span className="flex items-center gap-2 text-base font-[640] tracking-[-0.01em]">
      <svg
        width="20"
        height="20"
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        aria-hidden="true"
      >
        <path d="M2 6.5 10 2l8 4.5M2.5 17.5h15M4.5 8v7.5M10 8v7.5M15.5 8v7.5" />
      </svg>{t("Portico")}
    </span>
  );
}
