import type { ReactNode } from "react";
import { Button, Column, Container, Head, Heading, Hr, Html, Link, Preview, Row, Section, Text } from "react-email";
import { directionOf } from "../shared/language/languages";
import { color, font, size } from "./look";
import type { Texts } from "./texts/en";

type LetterProps = {
  preview: string;
  title: string;
  texts: Texts;
  /** Why it comes, where it is not because of an account that one has. */
  why?: string;
  children: ReactNode;
};

/** The paper that every mail is written on. Programs that know dark mode darken it by the style sheet in its head. */
export function Letter({ preview, title, texts, why = texts.why, children }: LetterProps) {
  const direction = directionOf(texts.locale);
  return (
    <Html lang={texts.locale} dir={direction}>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{darkStyles}</style>
      </Head>
      <Preview>{preview}</Preview>
      {/* Not the Body of react-email: it reads from the left whatever the language, and stays light round a darkened letter. */}
      <body className="paper" dir={direction} lang={texts.locale} style={{ margin: 0, padding: 0, backgroundColor: color.paper }}>
        <Section className="paper" dir={direction} style={{ backgroundColor: color.paper, color: color.ink, fontFamily: font }}>
          <div style={{ padding: "24px 12px" }}>
            <Container className="panel" style={{ maxWidth: 560, margin: "0 auto", padding: "24px", backgroundColor: color.panel, border: `1px solid ${color.line}`, borderRadius: 8 }}>
              <Text className="accent" style={{ margin: 0, fontSize: size.body, fontWeight: 600, color: color.accent }}>Portico</Text>
              <Heading as="h1" className="ink" style={{ margin: "16px 0 12px", fontSize: size.title, lineHeight: 1.3, fontWeight: 600, color: color.ink }}>{title}</Heading>
              {children}
              <Hr className="line" style={{ margin: "24px 0 12px", border: "none", borderTop: `1px solid ${color.line}` }} />
              <Text className="ink-2" style={{ ...small, margin: 0 }}>{why}</Text>
            </Container>
          </div>
        </Section>
      </body>
    </Html>
  );
}

const small = { fontSize: size.small, lineHeight: 1.5, color: color.ink2 };

/** A sentence of the mail. */
export const Line = ({ children }: { children: ReactNode }) => (
  <Text className="ink" style={{ margin: "0 0 12px", fontSize: size.body, lineHeight: 1.55, color: color.ink }}>{children}</Text>
);

/** A quieter sentence: until when, what if. */
export const Note = ({ children }: { children: ReactNode }) => (
  <Text className="ink-2" style={{ ...small, margin: "0 0 8px" }}>{children}</Text>
);

/** The one thing to do, as a button with its address below for programs that show no buttons. */
export const Action = ({ href, children, texts }: { href: string; children: ReactNode; texts: Texts }) => (
  <Section style={{ margin: "20px 0" }}>
    <Button href={href} className="button" style={{ display: "inline-block", padding: "10px 18px", borderRadius: 6, backgroundColor: color.accent, color: color.accentInk, fontSize: size.body, fontWeight: 600, textDecoration: "none" }}>
      {children}
    </Button>
    <Text className="beside-button ink-2" style={{ ...small, margin: "12px 0 0", wordBreak: "break-word" }}>
      {texts.buttonFails}
      <br />
      <Link href={href} className="accent" style={{ color: color.accent, wordBreak: "break-all" }}>{href}</Link>
    </Text>
  </Section>
);

/** Facts with their labels; those without a value are left out. */
export const Facts = ({ facts }: { facts: readonly (readonly [string, string | null | undefined])[] }) => (
  <Section style={{ margin: "0 0 12px" }}>
    {facts.map(([label, value]) =>
      value ? (
        <Row key={label} className="fact">
          <Column className="label ink-2" style={{ ...small, width: 96, padding: "3px 0", verticalAlign: "top" }}>{label}</Column>
          <Column className="value ink" style={{ padding: "3px 0", fontSize: size.body, color: color.ink, wordBreak: "break-word" }}>{value}</Column>
        </Row>
      ) : null,
    )}
  </Section>
);

/** Several things, one below the other. */
export const List = ({ items }: { items: readonly string[] }) => (
  <ul className="ink" style={{ margin: "0 0 12px", paddingInlineStart: 20, fontSize: size.body, lineHeight: 1.55, color: color.ink }}>
    {items.map((item, at) => <li key={at} style={{ margin: "0 0 4px" }}>{item}</li>)}
  </ul>
);

const darkStyles = `@media (prefers-color-scheme: dark) {
  .paper { background-color: ${color.dark.paper} !important; }
  .panel { background-color: ${color.dark.panel} !important; border-color: ${color.dark.line} !important; }
  .line { border-top-color: ${color.dark.line} !important; }
  .ink { color: ${color.dark.ink} !important; }
  .ink-2 { color: ${color.dark.ink2} !important; }
  .accent { color: ${color.dark.accent} !important; }
  .button { background-color: ${color.dark.accent} !important; color: ${color.dark.accentInk} !important; }
}`;
