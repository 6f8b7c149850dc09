import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { settingsOf } from "@/lib/domain/account/settings";
import { paths } from "@/lib/shared/paths";
import { requireViewer } from "@/lib/web/viewer";
import { AccountHeader } from "../account-header";
import { savePreferencesAction } from "../actions";

export const metadata = { title: "Preferences" };

const zones = Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
const utc = { value: "UTC", label: "UTC" };

/** How one wants the portal. */
export default async function PreferencesPage() {
  const settings = await settingsOf(await requireViewer());
  const zone = settings.timeZone === null ? null : { value: settings.timeZone, label: settings.timeZone.replaceAll("_", " ") };
  return (
    <>
      <AccountHeader current={paths.accountPreferences()} />
      <ActionForm action={savePreferencesAction} kind="edit" submit="Save preferences" pending="Saving">
        <Field name="locale" label="Language" group help="For now the mails you get are written in it; the pages are in English.">
          <RadioGroup options={languages} defaultValue={settings.locale} />
        </Field>
        <Field name="timeZone" label="Time zone" optional help="For the times on all pages. Empty takes the one of the browser you are in.">
          <Combobox options={[utc, ...zones]} defaultValue={zone} placeholder="As the browser has it" />
        </Field>
        <Field name="theme" label="Colours" group>
          <RadioGroup options={themes} defaultValue={settings.theme} />
        </Field>
        <Field name="signInMail" label="Mail after a sign-in" group help="Mails about a changed password, factor, address or access always come.">
          <RadioGroup options={mails} defaultValue={settings.signInMail} />
        </Field>
        <Checkbox name="hasShortcuts" label="Keyboard shortcuts" help="Ctrl K goes to the search from every page." defaultChecked={settings.hasShortcuts} />
      </ActionForm>
    </>
  );
}

const languages = [
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
];
const themes = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];
const mails = [
  { value: "new", label: "From a new device or address", hint: "Time, device and address, and a way to say that it was not you." },
  { value: "every", label: "Every time" },
  { value: "off", label: "Never" },
];
