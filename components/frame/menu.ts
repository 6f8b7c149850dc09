export type MenuItem = { label: string; href: string; count?: number };

/** The menu as the caller allows it; a block without items is not shown. */
export type Menu = { work: MenuItem[]; access: MenuItem[]; insight: MenuItem[] };

/** The item whose page, or a page below it, is open; the longest address wins. */
export function openItem(menu: Menu, path: string): string | null {
  const below = ({ href }: MenuItem) => path === href || (href !== "/" && path.startsWith(`${href}/`));
  const found = [...menu.work, ...menu.access, ...menu.insight].filter(below);
  return found.sort((one, other) => other.href.length - one.href.length)[0]?.href ?? null;
}
