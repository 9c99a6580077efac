/**
 * The table of questions, in the order in which they are told. Commands, routes, the document of the service and help are made of
 * it. To add a question: a file here, the shape of its answer in `src/shapes/answers`, and a line below.
 */
import { carrying } from './carry.js'
import { chaining } from './chain.js'
import { checking } from './check.js'
import { comparing } from './compare.js'
import { drafting } from './draft.js'
import { explaining } from './explain.js'
import { dividing } from './institutions.js'
import { writingLetters } from './letters.js'
import { packing } from './packing.js'
import type { Question } from './question.js'
import { amending, fixing, lookingBack } from './fixing.js'
import { joiningFairness, judgingFairness } from './fairness.js'
import { reconstructing } from './reconstruct.js'
import { rounding } from './round.js'
import { listing, showing } from './scenarios.js'
import { testingReadings } from './sensitivity.js'
import { solving } from './solve.js'
import { verifying } from './verify.js'
import { solvingYears } from './years.js'

export const QUESTIONS: readonly Question[] = [
  solving,
  rounding,
  comparing,
  explaining,
  verifying,
  drafting,
  checking,
  writingLetters,
  carrying,
  solvingYears,
  dividing,
  chaining,
  fixing,
  amending,
  lookingBack,
  packing,
  judgingFairness,
  joiningFairness,
  testingReadings,
  reconstructing,
  listing,
  showing,
]
