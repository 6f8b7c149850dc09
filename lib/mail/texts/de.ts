import type { Texts } from "./en";

const by = (name: string | null) => (name ? ` von ${name}` : "");

/** All texts of mails in German. */
export const de: Texts = {
  locale: "de",
  greeting: (name) => `Guten Tag ${name},`,
  why: "Sie erhalten diese Mail, weil Sie ein Konto bei Portico haben. Niemand wird Sie per Mail nach Ihrem Passwort fragen.",
  buttonFails: "Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:",
  invitation: {
    subject: (organization) => `Ihre Einladung zu ${organization}`,
    preview: (organization) => `Legen Sie ein Passwort fest und melden Sie sich bei ${organization} an.`,
    title: "Sie sind eingeladen",
    invitedBy: (name, organization) => `${name} lädt Sie zu ${organization} in Portico ein, dem Partnerportal.`,
    invited: (organization) => `Sie sind zu ${organization} in Portico eingeladen, dem Partnerportal.`,
    action: "Einladung annehmen",
    until: (day) => `Der Link gilt einmal und bis ${day}. Danach können Sie auf derselben Seite einen neuen anfordern.`,
    notExpected: "Falls Sie das nicht erwartet haben, ignorieren Sie diese Mail: Ohne Sie geschieht nichts.",
  },
  firstSteps: {
    subject: "Ihre nächsten Schritte",
    intro: (name) => `${name} erinnert Sie an das, was noch zu tun ist:`,
    action: "Meine Startseite öffnen",
  },
  accountChanged: {
    action: "Mein Konto ansehen",
    notYou: "Falls Sie das nicht waren oder nicht erwartet haben, sagen Sie es sofort Ihrer Administration und ändern Sie Ihr Passwort.",
    labels: { what: "Was", by: "Von", at: "Wann", device: "Gerät", ip: "Adresse" },
    changes: {
      "password-changed": { subject: "Ihr Passwort wurde geändert", sentence: "Das Passwort Ihres Kontos wurde geändert." },
      "password-set-by-other": { subject: "Ihr Passwort wurde gesetzt", sentence: "Jemand anderes hat ein neues Passwort für Ihr Konto gesetzt." },
      "factor-added": { subject: "Eine Authenticator-App wurde hinzugefügt", sentence: "Eine Authenticator-App bestätigt nun Ihre Anmeldungen." },
      "factor-removed": { subject: "Eine Authenticator-App wurde entfernt", sentence: "Eine Authenticator-App bestätigt Ihre Anmeldungen nicht mehr." },
      "recovery-codes-made": { subject: "Neue Wiederherstellungscodes wurden erstellt", sentence: "Neue Wiederherstellungscodes wurden erstellt. Frühere gelten nicht mehr." },
      "recovery-code-used": { subject: "Ein Wiederherstellungscode wurde benutzt", sentence: "Jemand hat sich mit einem Ihrer Wiederherstellungscodes angemeldet." },
      "passkey-added": { subject: "Ein Passkey wurde hinzugefügt", sentence: "Mit einem neuen Passkey kann man sich nun in Ihrem Konto anmelden." },
      "passkey-removed": { subject: "Ein Passkey wurde entfernt", sentence: "Mit einem Ihrer Passkeys kann man sich nicht mehr anmelden." },
      "address-changed": { subject: "Ihre Mailadresse wurde geändert", sentence: "Ihr Konto benutzt nun diese Mailadresse." },
      "address-was-changed": { subject: "Ihre Mailadresse wurde geändert", sentence: "Ihr Konto benutzt nun eine andere Mailadresse. Dies ist die letzte Mail an die alte." },
      "sessions-ended": { subject: "Ihre Sitzungen wurden beendet", sentence: "Alle oder einige Ihrer Sitzungen wurden beendet. Melden Sie sich bei Bedarf neu an." },
      "token-made": { subject: "Ein API-Token wurde erstellt", sentence: "Ein Token wurde erstellt, mit dem Programme in Ihrem Namen handeln können." },
      deactivated: { subject: "Ihr Konto wurde deaktiviert", sentence: "Ihr Konto wurde deaktiviert. Sie können sich nicht mehr anmelden." },
      reactivated: { subject: "Ihr Konto ist wieder aktiv", sentence: "Ihr Konto wurde reaktiviert. Sie können sich wieder anmelden." },
    },
  },
  accessChanged: {
    subject: "Ihre Berechtigungen wurden geändert",
    intro: "Das hat sich daran geändert, was Sie sehen und tun dürfen:",
    kinds: {
      given: (what, name) => `Gegeben${by(name)}: ${what}`,
      taken: (what, name) => `Entzogen${by(name)}: ${what}`,
      changed: (what, name) => `Geändert${by(name)}: ${what}`,
      joined: (what, name) => `Zur Gruppe hinzugefügt${by(name)}: ${what}`,
      left: (what, name) => `Aus der Gruppe entfernt${by(name)}: ${what}`,
      limited: (what, name) => `Eingeschränkt${by(name)}: ${what}`,
      unlimited: (what, name) => `Einschränkung aufgehoben${by(name)}: ${what}`,
    },
    action: "Ansehen, was ich darf",
    ask: "Falls etwas fehlt oder nicht da sein sollte, fragen Sie, wer in Ihrer Organisation die Berechtigungen verwaltet.",
  },
};
