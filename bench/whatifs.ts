/**
 * Ten what-ifs of a meeting about 2027, a command each, as a person types them: how long until the answer is on the screen.
 *
 *   npm run bench:whatifs [times each, default 3]
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../cli.js', import.meta.url))
const FOLDER = 'scenarios/2027-proposal'
const DRAFT = ['draft', '2027-proposal', '--advices', `${FOLDER}/advices.json`]
/** Longer than this, and people begin to talk of something else. */
const PATIENCE_MS = 2_000

const WHAT_IFS: readonly (readonly string[])[] = [
  ['--agree', 'NO>=206'],
  ['--agree', 'NO>=208'],
  ['--agree', '28=base'],
  ['--agree', '28=advice'],
  ['--agree', '41:NO=11'],
  ['--agree', '41:NO=10..12', '--agree', 'Leiden<=113'],
  ['--agree', 'NO>=225'], // more than the frame allows
  ['--option', 'staffel.force=hard'],
  ['--near', `${FOLDER}/proposal-by-hand.csv`],
  ['--near', `${FOLDER}/proposal-by-hand.csv`, '--agree', 'NO>=206'],
]

const times = Number(process.argv[2] ?? 3)
console.log(`Each ${times} times, Node ${process.version}\n`)
console.log('| what if | exit | median ms | longest ms |\n|---|---:|---:|---:|')
let late = 0
for (const flags of WHAT_IFS) {
  const took: number[] = []
  let exit: number | null = null
  for (let i = 0; i < times; i++) {
    const started = performance.now()
    exit = spawnSync(process.execPath, [CLI, ...DRAFT, ...flags], { stdio: 'ignore' }).status
    took.push(performance.now() - started)
  }
  took.sort((a, b) => a - b)
  const median = took[Math.floor(took.length / 2)]!
  late += Number(median > PATIENCE_MS)
  console.log(`| \`${flags.join(' ')}\` | ${exit} | ${Math.round(median)} | ${Math.round(took.at(-1)!)} |`)
}
console.log(`\n${WHAT_IFS.length - late} of ${WHAT_IFS.length} within ${PATIENCE_MS / 1000} s`)
