/** What `carry` answers: a consultation fitted to another frame, and what has to be asked again. */
import * as z from 'zod'
import { ATTENTION_CATEGORIES, DIRECTIONS } from '../../domain/proposal.js'
import { dataKind, consultationSchema } from '../files.js'
import { told, type Frozen } from './parts.js'
import { rule } from './proposal.js'

const frame = z.object({
  scenario: z.string(),
  frame: z.object({ status: z.enum(['provisional', 'definitive']), date: z.string() }).nullable(),
  sha256: z.string(),
})

export const carry = z
  .object({
    kind: z.literal('carry'),
    data: dataKind,
    from: frame,
    to: frame,
    consultation: (consultationSchema as z.ZodType<object>).describe(
      'what still holds: draft and check read it back as advices',
    ),
    advices: z.array(
      z.object({
        specialty: z.string(),
        from: z.number().describe('the intake that it was about'),
        to: z.number().nullable().describe('the intake now; null: the specialty is not there any more'),
        again: z
          .enum(['intake', 'rules', 'gone'])
          .nullable()
          .describe('why it has to be asked again; null: it goes along'),
        rules: z.array(rule).describe('of again = rules: those of the new frame that its row cannot meet'),
        baseRow: z.boolean().describe('whether the base row of the specialty is another one'),
      }),
    ),
    attentionPoints: z.array(
      z.object({
        oor: z.string(),
        specialty: z.string().nullable(),
        category: z.enum(ATTENTION_CATEGORIES),
        direction: z.enum(DIRECTIONS),
        text: z.string(),
        again: z.enum(['intake', 'oor-total', 'rules', 'gone']).nullable(),
      }),
    ),
    left: z.array(z.string()).describe('what else could not go along, by its field: motivations[2], current, history'),
    deadline: z
      .object({ at: z.string(), zone: z.string(), source: z.string() })
      .nullable()
      .describe(
        'when advices and points must have been sent, with the paragraph that says so; null where none is known',
      ),
    input: z.object({ sha256: z.string().describe('of the consultation that was given') }),
    ...told,
  })
  .meta({ id: 'Carry' })

export type CarriedConsultation = Frozen<z.infer<typeof carry>>
