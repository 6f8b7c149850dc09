import { z } from "zod";
import { Action, Letter, Line, List } from "../letter";
import { template } from "../template";

const schema = z.object({
  name: z.string(),
  /** Who reminds. */
  by: z.string(),
  /** What is still to be done, in order. */
  steps: z.array(z.string()).min(1),
});

/** Reminds a newcomer of their first steps, when somebody asked for it. */
export const firstSteps = template({
  schema,
  subject: (_data, { texts }) => texts.firstSteps.subject,
  body: ({ name, by, steps }, { texts, step, link }) => (
    <Letter preview={texts.firstSteps.intro(by)} title={texts.firstSteps.subject} texts={texts}>
      <Line>{texts.greeting(name)}</Line>
      <Line>{texts.firstSteps.intro(by)}</Line>
      <List items={steps.map(step)} />
      <Action href={link("/")} texts={texts}>{texts.firstSteps.action}</Action>
    </Letter>
  ),
});
