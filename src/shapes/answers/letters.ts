/** What `letters` answers: a page for every association and every OOR, and a list of them. */
import * as z from 'zod'
import { told, type Frozen } from './parts.js'
import { result } from './result.js'

const { scenario, data, input } = result.shape

export const letters = z
  .object({
    kind: z.literal('letters'),
    scenario,
    data,
    files: z
      .record(z.string(), z.string())
      .describe('HTML by file name: index.html, vereniging-<code>.html per specialty, oor-<code>.html per OOR'),
    input,
    ...told,
  })
  .meta({ id: 'Letters' })

export type Letters = Frozen<z.infer<typeof letters>>
