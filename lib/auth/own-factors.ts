import "server-only";
import type { Viewer } from "../access/viewer";
import { addOwnPasskey, confirmOwnApp, removeOwnApp, removeOwnPasskey, renewOwnCodes } from "../domain/factors/commands";
import { renewOwnSession } from "./step-up";

/** After a change of one's factors the session has a new id; its old cookie is dead, as all other sessions are. */
const inNewSession =
  <Input, Value>(command: (viewer: Viewer, input: Input) => Promise<Value>, proof: { hasSecondFactor?: true } = {}) =>
  async (viewer: Viewer, input: Input): Promise<Value> => {
    const value = await command(viewer, input);
    await renewOwnSession(viewer, proof);
    return value;
  };

export const confirmApp = inNewSession(confirmOwnApp, { hasSecondFactor: true });
export const addPasskey = inNewSession(addOwnPasskey, { hasSecondFactor: true });
export const removeApp = inNewSession(removeOwnApp);
export const removePasskey = inNewSession(removeOwnPasskey);
export const renewCodes = inNewSession((viewer: Viewer) => renewOwnCodes(viewer));
