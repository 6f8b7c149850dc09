// Stands for next/headers in tests of what sets cookies: one browser with its cookies and headers.

export const browser = { cookies: new Map<string, string>(), headers: new Headers() };

/** A fresh browser at an address. */
export function useBrowser(ip = "192.0.2.10", device = "Firefox"): void {
  browser.cookies = new Map();
  browser.headers = new Headers({ "x-forwarded-for": ip, "user-agent": device });
}

export const headers = () => Promise.resolve(browser.headers);

export const cookies = () =>
  Promise.resolve({
    get: (name: string) => (browser.cookies.has(name) ? { name, value: browser.cookies.get(name)! } : undefined),
    getAll: () => [...browser.cookies].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string) => void browser.cookies.set(name, value),
    delete: ({ name }: { name: string }) => void browser.cookies.delete(name),
  });
