/** The examples under `deploy`: the very lines of GNU parallel are run, and those of others by a shell with the variables that they get there. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandIn } from './command.js'

const QUESTION = ['2027-base', '--draws', '40', '--methods', 'next-best']
const DEPLOY = resolve('deploy')

const hasParallel = spawnSync('parallel', ['--version']).status === 0
if (!hasParallel) console.warn('skipped: GNU parallel is not there (Debian: apt-get install parallel)')

let folder = ''
let alone = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evenredig-deploy-'))
  writeFileSync(join(folder, 'evenredig'), `#!/bin/sh\nexec "${process.execPath}" "${resolve('dist/cli.js')}" "$@"\n`)
  chmodSync(join(folder, 'evenredig'), 0o755)
  alone = (await commandIn(folder, ['fairness', ...QUESTION, '--threads', '1', '--json'])).out
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function shell(args: readonly string[], env: Readonly<Record<string, string>>) {
  const path = `${folder}:${process.env['PATH']}`
  const { status, stderr } = spawnSync('sh', args, { cwd: folder, env: { ...process.env, ...env, PATH: path } })
  expect(status, stderr.toString()).toBe(0)
}

const text = (name: string) => readFileSync(join(folder, name), 'utf8')

async function expectMerged(parts: readonly string[]): Promise<void> {
  const { out, err } = await commandIn(folder, ['fairness', 'merge', ...parts, '--json'])
  expect([out, err]).toEqual([alone, ''])
}

describe('deploy', () => {
  it.skipIf(!hasParallel)('parallel.sh gives the bytes of one run, and goes on from the parts that are there', () => {
    const line = [join(DEPLOY, 'parallel.sh'), 'answer.json', ...QUESTION]
    shell(line, { PARTS: '2' })
    expect(text('answer.json')).toBe(alone)
    const before = text('answer.1.json')
    rmSync(join(folder, 'answer.json'))
    rmSync(join(folder, 'answer.2.json'))
    shell(line, { PARTS: '2' })
    expect([text('answer.json'), text('answer.1.json')]).toEqual([alone, before])
  })

  it('slurm.sh makes the parts of its array', async () => {
    const parts = ['1', '2']
    for (const part of parts) {
      const env = { SLURM_ARRAY_TASK_ID: part, SLURM_ARRAY_TASK_COUNT: '2' }
      shell([join(DEPLOY, 'slurm.sh'), ...QUESTION], env)
    }
    await expectMerged(parts.map((part) => `part-${part}.json`))
    expect(readdirSync(join(folder, 'kept-1')).length).toBeGreaterThan(0)
  })

  it('kubernetes.yaml makes the parts of its index', async () => {
    for (const name of ['part-1.json', 'part-2.json', 'kept-1', 'kept-2'])
      rmSync(join(folder, name), { recursive: true, force: true })
    const yaml = readFileSync(join(DEPLOY, 'kubernetes.yaml'), 'utf8')
    const script = /args:\n *- \|\n((?: {14}.*\n)+)/.exec(yaml)![1]!.replaceAll(/^ {14}/gm, '')
    const [, completions] = /completions: (\d+)/.exec(yaml)!
    expect(script).toContain(`/${completions}"`)
    const short = script.replace('2027-base --draws 10000000', QUESTION.join(' ')).replace(`/${completions}`, '/2')
    expect(short).not.toBe(script)
    for (const index of ['0', '1']) shell(['-euc', short], { JOB_COMPLETION_INDEX: index })
    await expectMerged(['part-1.json', 'part-2.json'])
  })
})
