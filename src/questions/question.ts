/**
 * What a question is. All that a door needs of it stands in one value: the command line makes a command of it, the service a route,
 * the document its description.
 */
import type * as z from 'zod'
import type { Fault } from '../domain/errors.js'
import type { Exit } from '../domain/outcomes.js'
import { publicRead, type KeptSheet, type Read } from '../domain/reading.js'
import { jsonText } from '../formats/json.js'
import type { Made } from '../shapes/answers/parts.js'
import { madeText } from '../words/made.js'
import { commandAgain } from './again.js'
import type { CsvForm } from '../io/csv.js'
import { readingOf } from '../io/read/readings.js'
import type { Pieces } from '../io/pieces.js'
import type { Store } from '../io/store.js'
import type { ProgramFormat, WrittenProgram } from '../library.js'
import type { Given } from '../words/recipe.js'
import type { Language, Text } from '../words/texts.js'
import type { Flag, Positional } from './flags.js'

/** The forms of an answer: for a terminal, for programs, for spreadsheets, and a page to send around. */
export const FORMS = ['text', 'json', 'csv', 'html', 'xlsx'] as const
export type Form = (typeof FORMS)[number]

/** What a field holds that is read as a file is. `problem` is a table to round: over HTTP its fields are those of the question itself. */
export type InputKind =
  | 'scenario'
  | 'advices'
  | 'proposal'
  | 'problem'
  | 'table'
  | 'result'
  | 'results'
  | 'proposals'
  | 'near'
  | 'case'
  | 'fixed'
  | 'amendment'

/** How a question came in. */
export interface How {
  readonly language: Language
  /** What its inputs are called there; undefined where they have no names. */
  readonly given?: Given | undefined
  /** What became of the tables that it came in, where its door read them. */
  readonly read?: Read | undefined
  /** The sheets of the workbooks among them. */
  readonly sheets?: readonly KeptSheet[] | undefined
  /** Whether the answer goes to a file, where nobody looks yet: what came of it, where that is a no, is said beside it. */
  readonly isFile?: boolean | undefined
  /** Told of long work: what is done of all. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined
  /** Opens what keeps long work, by its address. */
  readonly storeAt?: ((address: string) => Promise<Store>) | undefined
  /** Opens files in a folder that are written piece by piece. @throws InputError where they are there already */
  readonly piecesIn?: ((folder: string, names: readonly string[]) => Pieces) | undefined
}

/** A command: `evenredig name <positionals> --flags`. Flags of the output follow from the forms. */
export interface CommandLine {
  readonly positionals: readonly Positional[]
  readonly flags: readonly Flag[]
  readonly examples: (language: Language) => readonly string[]
  /** What may not stand together. @throws InputError `usage` */
  readonly check?: (typed: Typed, form: Form) => void
  /** Whether its text says nothing of the tables that were read. */
  readonly isSilentOfTables?: true
  /** Its `--out` is a folder, where the `files` of the answer go; what is said of that. */
  readonly folder?: (answer: object, language: Language) => string
  /** What that folder is for. */
  readonly folderWords?: Text
}

/** What was typed, by the field that it fills. */
export type Typed = Readonly<Record<string, unknown>>

/** What the service has to know besides. */
export interface Route<Q> {
  /** What it does, where that is not said in the words of the command. */
  readonly summary?: Text
  /** A question that stands in its address. */
  readonly path?: string
  /**
   * Solved by a program that is no network: what it takes grows with the places too, and what has not been proven when the time
   * is up is answered without proof, so that the time limit is part of the question.
   */
  readonly isIntegral?: true
  /** Takes longer than anybody waits: answered with a job, whose answer is asked for when it is there. */
  readonly isJob?: true
  /** Searches, and may take long where it is not integral either. */
  readonly searches?: true
  /** The forms that it has there; else all. */
  readonly forms?: readonly Form[]
  /** What is looked at before anything is computed; what could not be read is undefined, and what was not given is not there. Each throws InputError by itself. */
  readonly checks?: readonly ((asked: Partial<Q>) => void)[]
}

type Encoder<Q, A> = (
  answer: A,
  asked: Q,
  how: How & { readonly csv: CsvForm },
) => string | Uint8Array | Promise<string | Uint8Array>

/** One question as it is declared. @typeParam Q what is asked, read and checked; @typeParam A its answer */
interface Entry<Q extends object, A extends object> {
  readonly name: string
  /** What it does. */
  readonly words: Text
  /** Its shape in JSON: the fields by which every door knows what is asked. */
  readonly request: z.ZodObject
  readonly answer: z.ZodType
  /** Which fields were meant, where that is told by what stands in them: of paths as they were typed, or of values as they came in. */
  readonly told?: (given: Typed, isProposal: (each: unknown) => boolean) => Typed
  /** The fields that hold what a file would. */
  readonly inputs?: Readonly<Record<string, InputKind>>
  /** Without it there is no command. */
  readonly command?: CommandLine
  /** Without it there is no route. */
  readonly route?: Route<Q>
  readonly run: (asked: Q, how: How) => Promise<A>
  /** Leaves out what gives confidential care use away; for questions that have `publish`. */
  readonly publish?: (answer: A) => A
  readonly exit: (answer: A) => Exit
  /** What a form has no use for, or has no room for. @throws InputError */
  readonly checkForm?: (asked: object, form: Form) => void
  /** What JSON has in the place of bytes. */
  readonly inJson?: (answer: A) => object
  /** JSON goes without saying. */
  readonly forms?: Partial<Record<Exclude<Form, 'json'>, Encoder<Q, A>>>
  /** The command that makes it again, where that follows from the answer rather than from what was asked. */
  readonly again?: (answer: A, asked: Q, how: How) => string
  /** Why an answer is not given in what was asked for; then only that is said. */
  readonly refuses?: (answer: A, asked: Q, how: How) => readonly Fault[]
  /** What the form of an answer does not say by itself. */
  readonly beside?: (answer: A, asked: Q, form: Form, how: How) => readonly string[] | Promise<readonly string[]>
  /** The program itself, for solvers of others. */
  readonly program?: (asked: Q, format: ProgramFormat) => Promise<WrittenProgram>
}

/** An answer, in whatever form is wanted. */
export interface Answered {
  readonly answer: object
  readonly exit: Exit
  /** What became of the tables that were read. */
  readonly read: Read | undefined
  /** Why it is not given in what was asked for; none where it is. */
  readonly refused: readonly Fault[]
  readonly in: (form: Form, csv: CsvForm) => Promise<string | Uint8Array>
  readonly beside: (form: Form) => Promise<readonly string[]>
}

/** One question as doors see it. */
export interface Question extends Omit<
  Entry<object, object>,
  'run' | 'publish' | 'exit' | 'forms' | 'again' | 'refuses' | 'beside' | 'inJson'
> {
  readonly inputs: Readonly<Record<string, InputKind>>
  readonly forms: readonly Form[]
  readonly ask: (asked: object, how: How) => Promise<Answered>
}

/** Makes of a declaration what doors see. */
export function question<Q extends object, A extends object>(entry: Entry<Q, A>): Question {
  const { run, publish, exit, forms = {}, inJson, again, refuses, beside, inputs = {}, ...rest } = entry
  const ask = async (given: object, how: How): Promise<Answered> => {
    const asked = given as Q
    const isPublished = 'publish' in given && given.publish === true
    const answer: A & { readonly read?: Read } = await run(asked, how)
    const told = withRead(isPublished && publish !== undefined ? publish(answer) : answer, how, isPublished)
    const commandIn = (language: Language) =>
      again?.(answer, asked, { ...how, language }) ?? commandAgain({ ...entry, inputs }, asked, { ...how, language })
    const shown = withCommand(told, commandIn(how.language))
    // JSON differs by language in its texts alone
    const data = withCommand(told, commandIn('nl'))
    return {
      answer: data,
      exit: exit(answer),
      read: answer.read,
      refused: refuses?.(answer, asked, how) ?? [],
      in: async (form, csv) => {
        if (form === 'json') return jsonText(inJson?.(data) ?? data)
        const made = form === 'text' ? ['', ...madeLines(shown, how)] : []
        const sheets = [...(how.sheets ?? []), ...(readingOf(answer)?.sheets ?? [])]
        const encoded = await forms[form]!(shown, asked, { ...how, csv, sheets })
        return typeof encoded === 'string' ? [encoded, ...made].join('\n') : encoded
      },
      beside: async (form) => [
        ...((await beside?.(shown, asked, form, how)) ?? []),
        ...(form === 'csv' ? madeLines(shown, how) : []),
      ],
    }
  }
  const made = { ...rest, inputs, ask, forms: FORMS.filter((form) => form === 'json' || forms[form] !== undefined) }
  return made as unknown as Question // doors hand in what the shape of the question and its inputs give
}

/** An answer with the command that makes it again; one that is not made from anything has none. */
function withCommand<A extends object>(answer: A & { readonly made?: Made }, command: string | null): A {
  return answer.made === undefined || command === null ? answer : { ...answer, made: { ...answer.made, command } }
}

/** Which version an answer is, in a line. */
function madeLines({ made }: { readonly made?: Made }, { language }: How): string[] {
  return made === undefined ? [] : [madeText(made, language)]
}

/** What became of the tables that the question came in, said in its answer; published, without what quotes a cell. */
function withRead<A extends object>(answer: A, { read }: How, isPublished: boolean): A {
  if (read === undefined) return answer
  return { ...answer, ...(isPublished ? publicRead({ read }) : { read }) }
}
