"use server";

import { askForAddress, takeAddress } from "@/lib/domain/account/address";
import { editOwnProfile, savePreferences, saveTheme } from "@/lib/domain/account/commands";
import { removeOwnPicture, setOwnPicture } from "@/lib/domain/account/picture";
import { askForAddressInput, editOwnProfileInput, noInput, pictureInput, preferencesInput, takeAddressInput, themeInput } from "@/lib/domain/account/schema";
import { serverAction } from "@/lib/web/server-action";

export const editOwnProfileAction = serverAction(editOwnProfileInput, editOwnProfile);
export const savePreferencesAction = serverAction(preferencesInput, savePreferences);
export const saveThemeAction = serverAction(themeInput, saveTheme);
export const setOwnPictureAction = serverAction(pictureInput, setOwnPicture);
export const removeOwnPictureAction = serverAction(noInput, removeOwnPicture);
export const askForAddressAction = serverAction(askForAddressInput, askForAddress, { stepUp: true });
export const takeAddressAction = serverAction(takeAddressInput, takeAddress);
