/** Nothing: without this file Next would take the portal's own, and the floor would do its jobs as well. */
export const register = (): void => undefined;
