/** What a user waits for: a command from cold, and many years of a sweep. */
import { execFileSync } from 'node:child_process'
import { fairness } from '../src/index.js'
import { CONTENDER_NAMES, type Contender } from '../src/domain/contenders.js'
import { cpuMs, duration, median } from './figures.js'

/** From the start of the process to its end, by the clock; Node alone beside it, which is the least that is possible. */
export function measureStart(times: number): void {
  console.log('\n## Cold start (median, by the clock)\n')
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['Node alone', ['-e', '0']],
    ['evenredig --version', ['dist/cli.js', '--version']],
    ['evenredig solve 2027-base --json', ['dist/cli.js', 'solve', '2027-base', '--json']],
  ]
  for (const [name, args] of cases) {
    const taken = Array.from({ length: times }, () => {
      const start = performance.now()
      execFileSync(process.execPath, args)
      return performance.now() - start
    })
    console.log(`- ${name}: ${duration(median(taken))}`)
  }
}

/** Years that one core rounds in a second, all included: drawing, the rules of chapter 1, rounding, measuring, audits. */
export async function measureSweeps(years: number): Promise<void> {
  console.log('\n## Sweeps over 2027-base (processor time)\n')
  const asked: readonly (readonly [string, readonly Contender[]])[] = [
    ['next-best', ['next-best']],
    [`all ${CONTENDER_NAMES.length} methods`, CONTENDER_NAMES],
  ]
  for (const [name, methods] of asked) {
    const draws = methods.length === 1 ? years : Math.ceil(years / 10)
    await fairness('2027-base', { draws: Math.ceil(draws / 10), methods, threads: 1 }) // warm up
    const start = cpuMs()
    await fairness('2027-base', { draws, methods, threads: 1 })
    console.log(
      `- ${name}: ${Math.round((1000 * draws) / (cpuMs() - start))} years a second on one core (${draws} years)`,
    )
  }
}
