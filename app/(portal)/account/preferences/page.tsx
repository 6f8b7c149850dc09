import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { settingsOf } from "@/lib/domain/account/settings";
import { languages, ownNames } from "@/lib/shared/language/languages";
import { languageNow } from "@/lib/shared/language/reader";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { requireViewer } from "@/lib/web/viewer";
import { AccountHeader } from "../account-header";
import { savePreferencesAction } from "../actions";

export const generateMetadata = () => ({ title: t("Preferences") });

const zones = Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
const utc = { value: "UTC", label: "UTC" };

/** How one wants the portal. */
export default async function PreferencesPage() {
  const settings = await settingsOf(await requireViewer());
  const zone = settings.timeZone === null ? null : { value: settings.timeZone, label: settings.timeZone.replaceAll("_", " ") };
  return (
    <>
      <AccountHeader current={paths.accountPreferences()} />
      <ActionForm action={savePreferencesAction} kind="edit" submit={t("Save preferences")} pending={t("Saving")}>
        <Field name="locale" label={t("Language")} group help={t("For the pages in every browser you use, and for your mails.")}>
          <RadioGroup options={choices} defaultValue={settings.locale ?? languageNow()} />
        </Field>
        <Field name="timeZone" label={t("Time zone")} optional help={t("For the times on all pages. Empty takes the one of the browser you are in.")}>
          <Combobox options={[utc, ...zones]} defaultValue={zone} placeholder={t("As the browser has it")} />
        </Field>
        <Field name="theme" label={t("Colours")} group>
          <RadioGroup options={themes()} defaultValue={settings.theme} />
        </Field>
        <Field name="signInMail" label={t("Mail after a sign-in")} group help={t("Mails about a changed password, factor, address or access always come.")}>
          <RadioGroup options={mails()} defaultValue={settings.signInMail} />
        </Field>
        <Checkbox name="hasShortcuts" label={t("Keyboard shortcuts")} help={t("Ctrl K goes to the search from every page.")} defaultChecked={settings.hasShortcuts} />
      </ActionForm>
    </>
  );
}

const choices = languages.map((value) => ({ value, label: ownNames[value] }));
const themes = () => [
  { value: "system", label: t("As the system") },
  { value: "light", label: t("Light") },
  { value: "dark", label: t("Dark") },
];
const mails = () => [
  { value: "new", label: t("From a new device or address"), hint: t("Time, device and address, and a way to say that it was not you.") },
  { value: "every", label: t("Every time") },
  { value: "off", label: t("Never") },
];
