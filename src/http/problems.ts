/** Every error as problem details (RFC 9457): its status, and what it says in Dutch and English. */
import type { Fault } from '../domain/errors.js'
import { EXIT, HTTP_STATUS, statusOfFaults } from '../domain/outcomes.js'
import { faultMessage, printable, type Language, type Text } from '../words/texts.js'
import type { ProblemDetails } from './answers.js'

interface Kind {
  readonly status: number
  readonly title: Text
  readonly detail: Text
  /** What of the request is wrong, where one thing is. */
  readonly path?: string
}

const KINDS = {
  'wrong-input': {
    status: HTTP_STATUS[EXIT.input],
    title: { nl: 'Verkeerde invoer', en: 'Wrong input' },
    detail: { nl: 'Wat er mis is staat per plaats in errors.', en: 'What is wrong stands in errors, place by place.' },
  },
  'bad-request': {
    status: 400,
    title: { nl: 'Verkeerd verzoek', en: 'Bad request' },
    detail: { nl: 'Het verzoek is niet te lezen.', en: 'The request cannot be read.' },
  },
  'no-token': {
    status: 401,
    path: 'Authorization',
    title: { nl: 'Geen toegang', en: 'No access' },
    detail: {
      nl: 'Stuur het token mee: Authorization: Bearer <token>.',
      en: 'Send the token: Authorization: Bearer <token>.',
    },
  },
  'wrong-host': {
    status: 403,
    path: 'Host',
    title: { nl: 'Deze dienst heet anders', en: 'This service has another name' },
    detail: {
      nl: 'De naam in Host is niet een naam van deze dienst.',
      en: 'The name in Host is none of the names of this service.',
    },
  },
  'wrong-origin': {
    status: 403,
    path: 'Origin',
    title: { nl: 'Verzoek van een andere site', en: 'Request from another site' },
    detail: {
      nl: 'Alleen pagina’s van deze dienst zelf mogen haar bevragen.',
      en: 'Only pages of this service itself may ask it.',
    },
  },
  'not-found': {
    status: 404,
    title: { nl: 'Niet gevonden', en: 'Not found' },
    detail: { nl: 'Dit adres is er niet; zie /openapi.json.', en: 'There is no such address; see /openapi.json.' },
  },
  'unknown-id': {
    status: 404,
    title: { nl: 'Onbekende id', en: 'Unknown id' },
    detail: {
      nl: 'Zie GET /v1/scenarios voor de scenario’s en gevallen die er zijn.',
      en: 'See GET /v1/scenarios for the scenarios and cases that there are.',
    },
  },
  'unknown-job': {
    status: 404,
    title: { nl: 'Onbekende taak', en: 'Unknown job' },
    detail: {
      nl: 'Deze taak is er niet, of niet meer: van wat klaar is worden de laatste bewaard.',
      en: 'There is no such job, or no longer: of those that ended the last are kept.',
    },
  },
  cancelled: {
    status: 410,
    title: { nl: 'Taak gestopt', en: 'Job ended' },
    detail: { nl: 'Wie haar id kent heeft de taak gestopt.', en: 'Somebody who knows its id ended the job.' },
  },
  'too-many-jobs': {
    status: 429,
    title: { nl: 'Te veel taken', en: 'Too many jobs' },
    detail: {
      nl: 'Er lopen al zoveel taken als tegelijk mogen. Wacht tot er een klaar is, of stop er een.',
      en: 'As many jobs run as may at the same time. Wait until one is done, or end one.',
    },
  },
  'wrong-method': {
    status: 405,
    title: { nl: 'Methode niet toegestaan', en: 'Method not allowed' },
    detail: { nl: 'De header Allow zegt welke wel.', en: 'The header Allow says which are.' },
  },
  'not-acceptable': {
    status: 406,
    path: 'Accept',
    title: { nl: 'Deze vorm is er niet', en: 'There is no such form' },
    detail: {
      nl: 'Dit antwoord bestaat niet in de vorm die Accept of ?format= vraagt.',
      en: 'This answer does not exist in the form that Accept or ?format= asks for.',
    },
  },
  'slow-request': {
    status: 408,
    title: { nl: 'Verzoek kwam te langzaam', en: 'Request came too slowly' },
    detail: { nl: 'Het verzoek was niet op tijd binnen.', en: 'The request did not arrive in time.' },
  },
  'too-large': {
    status: 413,
    path: 'body',
    title: { nl: 'Te groot', en: 'Too large' },
    detail: {
      nl: 'Het verzoek is groter dan deze dienst aanneemt.',
      en: 'The request is larger than this service takes.',
    },
  },
  'long-address': {
    status: 414,
    title: { nl: 'Adres te lang', en: 'Address too long' },
    detail: { nl: 'Het adres is te lang.', en: 'The address is too long.' },
  },
  'wrong-type': {
    status: 415,
    path: 'Content-Type',
    title: { nl: 'Deze soort inhoud wordt niet gelezen', en: 'This kind of content is not read' },
    detail: { nl: 'Stuur application/json, zonder compressie.', en: 'Send application/json, without compression.' },
  },
  'large-headers': {
    status: 431,
    title: { nl: 'Headers te groot', en: 'Headers too large' },
    detail: { nl: 'De headers van het verzoek zijn te groot.', en: 'The headers of the request are too large.' },
  },
  'too-many': {
    status: 429,
    title: { nl: 'Te veel verzoeken', en: 'Too many requests' },
    detail: { nl: 'Probeer het later weer; zie Retry-After.', en: 'Try again later; see Retry-After.' },
  },
  busy: {
    status: 429,
    title: { nl: 'Te druk', en: 'Busy' },
    detail: {
      nl: 'De wachtrij is vol. Probeer het later weer; zie Retry-After.',
      en: 'The line is full. Try again later; see Retry-After.',
    },
  },
  broken: {
    status: 500,
    title: { nl: 'Onverwachte fout', en: 'Unexpected error' },
    detail: {
      nl: 'Dit is een fout van de dienst. Het logboek kent haar onder requestId.',
      en: 'This is a fault of the service. The log has it under requestId.',
    },
  },
  'solver-failed': {
    status: HTTP_STATUS[EXIT.noAnswer],
    title: { nl: 'Geen antwoord', en: 'No answer' },
    detail: { nl: 'De oplosser faalde; probeer een andere.', en: 'The solver failed; try another.' },
  },
  'time-limit': {
    status: HTTP_STATUS[EXIT.noAnswer],
    title: { nl: 'Tijdslimiet bereikt', en: 'Time limit reached' },
    detail: {
      nl: 'Er was op tijd geen antwoord; het rekenen is gestopt.',
      en: 'There was no answer in time; computing has stopped.',
    },
  },
  'thread-lost': {
    status: HTTP_STATUS[EXIT.noAnswer],
    title: { nl: 'Rekenproces weggevallen', en: 'Computing process lost' },
    detail: {
      nl: 'Het proces dat dit uitrekende viel weg; de dienst draait door.',
      en: 'The process that computed this was lost; the service goes on.',
    },
  },
  overloaded: {
    status: 503,
    title: { nl: 'Overbelast', en: 'Overloaded' },
    detail: { nl: 'Probeer het later weer.', en: 'Try again later.' },
  },
  stopping: {
    status: 503,
    title: { nl: 'De dienst stopt', en: 'The service is stopping' },
    detail: {
      nl: 'Er worden geen nieuwe verzoeken meer aangenomen.',
      en: 'No new requests are taken any more.',
    },
  },
} as const satisfies Record<string, Kind>

export type ProblemKind = keyof typeof KINDS

/** An error that says all that its answer needs. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly kind: ProblemKind
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly faults: readonly Fault[]
  readonly more: number
  readonly detail: string
  /** Chosen by the request's own body, where that could be read. */
  readonly language: Language | undefined

  constructor(
    kind: ProblemKind,
    {
      faults = [],
      more = 0,
      headers = {},
      detail = '',
      language,
    }: {
      readonly faults?: readonly Fault[]
      readonly more?: number
      readonly headers?: Readonly<Record<string, string>>
      readonly detail?: string
      readonly language?: Language
    } = {},
  ) {
    super(kind)
    this.kind = kind
    this.statusCode = KINDS[kind].status
    this.faults = faults
    this.more = more
    this.headers = headers
    this.detail = detail
    this.language = language
  }
}

/** The kind of problem that wrong input is. */
export function kindOfFaults(faults: readonly Fault[]): ProblemKind {
  return KIND_OF_STATUS[statusOfFaults(faults)]
}

const KIND_OF_STATUS = {
  400: 'bad-request',
  404: 'unknown-id',
  413: 'too-large',
  422: 'wrong-input',
  503: 'time-limit',
} as const

/** The body of a problem. */
export function problemOf(error: ProblemError, language: Language, requestId: string): ProblemDetails {
  const { status, title, detail, path }: Kind = KINDS[error.kind]
  const said = detail[language]
  const whole = path === undefined ? [] : [{ path, message: said }]
  const more = {
    nl: ` En nog ${error.more} fouten.`,
    en: ` And ${error.more} more faults.`,
  }[language]
  return {
    type: `urn:evenredig:problem:${error.kind}`,
    title: title[language],
    status,
    detail: `${said}${error.detail === '' ? '' : ` (${printable(error.detail)})`}${error.more > 0 ? more : ''}`,
    requestId,
    errors: error.faults.length === 0 ? whole : error.faults.map((fault) => errorOf(fault, language)),
  }
}

function errorOf(fault: Fault, language: Language): ProblemDetails['errors'][number] {
  const { code, path, found, expected, hint } = fault
  return {
    path: printable(path),
    message: faultMessage(fault, language),
    code,
    ...(found !== '' && found !== '-' && { found: printable(found) }),
    ...(expected !== '' && { expected }),
    ...(hint !== undefined && { hint }),
  }
}
