import { describe, expect, test } from "vitest";
import { isPermission, isWrite, permissionEntry, permissions, withImplied } from "./permissions";
import { roleTemplates } from "./templates";

const resourceOf = (key: string) => key.split(".")[0];

describe("the catalogue", () => {
  test("names every permission once, as resource.action, with a sentence of its own", () => {
    expect(new Set(permissions.map(({ key }) => key)).size).toBe(permissions.length);
    expect(new Set(permissions.map(({ sentence }) => sentence)).size).toBe(permissions.length);
    for (const { key, sentence } of permissions) {
      expect(key).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
  });
  test("implies only permissions that exist, and never in a circle", () => {
    for (const { key, implies } of permissions) {
      for (const implied of implies) {
        expect(isPermission(implied), `${key} implies ${implied}`).toBe(true);
        expect(withImplied([implied]), `${implied} comes back to ${key}`).not.toContain(key);
      }
    }
  });
  test("gives with every write the reading of the same records; loading files reads nothing, tokens belong to people", () => {
    const blind = permissions.filter(
      ({ key, kind }) =>
        kind === "write" &&
        !withImplied([key]).some((other) => !isWrite(other) && resourceOf(other) === resourceOf(key)),
    );
    expect(blind.map(({ key }) => key)).toEqual(["api-tokens.manage", "imports.run"]);
  });
  test("never gives a write with a read", () => {
    const sly = permissions.filter(({ key, kind }) => kind === "read" && withImplied([key]).some(isWrite));
    expect(sly.map(({ key }) => key)).toEqual([]);
  });
  test("gives with `view` the `list` of the same records", () => {
    const views = permissions
      .map(({ key }) => key)
      .filter((key) => key.endsWith(".view") && isPermission(key.replace(".view", ".list")));
    expect(views.length).toBeGreaterThan(3);
    for (const key of views) expect(withImplied([key])).toContain(key.replace(".view", ".list"));
  });
  test("finds what a permission implies over several steps, and passes over unknown keys", () => {
    expect(withImplied(["customers.edit", "customers.fly"])).toEqual([
      "customers.list",
      "customers.view",
      "customers.edit",
      "customers.edit-contact",
    ]);
    expect(permissionEntry("customers.edit").kind).toBe("write");
    expect(isPermission("customers.fly")).toBe(false);
  });
});

describe("the templates", () => {
  test("have a key and a name each, and only known permissions, each once", () => {
    expect(new Set(roleTemplates.map(({ key }) => key)).size).toBe(roleTemplates.length);
    expect(new Set(roleTemplates.map(({ name }) => name)).size).toBe(roleTemplates.length);
    for (const { key, permissions: listed } of roleTemplates) {
      expect(new Set(listed).size, key).toBe(listed.length);
      expect(
        listed.filter((permission) => !isPermission(permission)),
        key,
      ).toEqual([]);
      expect(listed.length, key).toBeGreaterThan(0);
    }
  });
  test("that are only for reading give no write", () => {
    for (const key of ["auditor", "executive", "front-desk"]) {
      expect(
        withImplied(roleTemplates.find((template) => template.key === key)!.permissions).filter(isWrite),
        key,
      ).toEqual([]);
    }
  });
});
