import { AsyncLocalStorage } from "node:async_hooks";
import { expect, onTestFinished, test } from "vitest";
import arabic from "./language/catalogues/ar.json";
import german from "./language/catalogues/de.json";
import { inLanguage } from "./language/reader";
import { keptStepText, readyChecklists, stepsForText, stepText, stepTextsShowing } from "./ready-checklists";
import { keptRoleText, readyRoles, roleForText, roleText, roleTextsShowing } from "./ready-roles";

const speakAll = () => {
  Object.assign(globalThis, { porticoReader: new AsyncLocalStorage(), porticoCatalogues: { de: german, ar: arabic } });
  onTestFinished(() => void Object.assign(globalThis, { porticoReader: undefined, porticoCatalogues: undefined }));
};
const roleTexts = Object.values(readyRoles).flatMap(({ name, description }) => [name, description]);
const stepTexts = readyChecklists.flatMap(({ name, description, items }) => [name, description, ...items.flatMap(({ title, help }) => [title, help])]);

test.for(["en", "de", "ar"] as const)("what came ready and was read in %s is kept as it was; what somebody wrote stays", (language) => {
  speakAll();
  inLanguage(language, () => {
    expect(roleTexts.map((text) => keptRoleText(roleText(text)))).toEqual(roleTexts);
    expect(stepTexts.map((text) => keptStepText(stepText(text)))).toEqual(stepTexts);
    expect([keptRoleText("Unsere Leute"), keptStepText("Anrufen")]).toEqual(["Unsere Leute", "Anrufen"]);
  });
});

test("the names of ready roles are in the reader's language, also in the names of what was made of them", () => {
  speakAll();
  inLanguage("de", () => {
    expect(roleTexts.filter((text) => roleText(text) === text)).toEqual(["Manager"]);
    expect([roleText("Full access"), roleText("Full Access"), roleForText("Partner owner for Ida"), roleForText("Desk for Ida")]).toEqual(["Voller Zugriff", "Full Access", "Partnerinhaber für Ida", "Desk for Ida"]);
    expect(stepsForText("First steps of a manager for Ida")).toBe("Die ersten Schritte eines Managers für Ida");
  });
  expect([roleText("Full access"), roleForText("Partner owner for Ida")]).toEqual(["Full access", "Partner owner for Ida"]);
});

test("a word of the reader's language finds what is kept in English; a word that is there anyhow finds nothing more", () => {
  speakAll();
  inLanguage("de", () => {
    expect(roleTextsShowing("voller")).toEqual(["Full access"]);
    expect(stepTextsShowing("anmelden")).toContain("Sign in for the first time");
    expect(roleTextsShowing("manager")).toEqual([]);
  });
  expect(roleTextsShowing("full")).toEqual([]);
});
