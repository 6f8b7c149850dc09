import { z } from "zod";
import { Action, Letter, Line, Note } from "../letter";
import { template } from "../template";

const schema = z.object({ name: z.string(), path: z.string().startsWith("/"), until: z.iso.datetime() });

/** The link that proves that a person reads the address they want to be known by. */
export const addressConfirm = template({
  schema,
  subject: (_, { texts }) => texts.addressConfirm.subject,
  body: ({ name, path, until }, { texts, moment, link }) => (
    <Letter preview={texts.addressConfirm.says} title={texts.addressConfirm.subject} texts={texts}>
      <Line>{texts.greeting(name)}</Line>
      <Line>{texts.addressConfirm.says}</Line>
      <Action href={link(path)} texts={texts}>{texts.addressConfirm.action}</Action>
      <Note>{texts.addressConfirm.until(moment(until))}</Note>
      <Note>{texts.addressConfirm.notYou}</Note>
    </Letter>
  ),
});
