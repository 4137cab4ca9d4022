/** The project in examples/test-suite: installed as a user installs it, its tests pass, and they catch its bug. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { isOffline, root, shell } from './generated/workshop.ts'

t.setTimeout(300_000) // the first time, its packages are downloaded

const folder = mkdtempSync(join(tmpdir(), 'swas-test-suite-'))
t.teardown(() => rmSync(folder, { recursive: true }))
cpSync(join(root, 'examples/test-suite'), folder, {
  recursive: true,
  filter: (path) => !/\/node_modules|package-lock/.test(path)
})
const manifest = join(folder, 'package.json')
writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('file:../..', `file:${root}`))
// Without scripts: that of a package installed by its path is our own build, which is there and in use.
const installed = await shell(folder, 'npm install --ignore-scripts --no-audit --no-fund --prefer-offline')
const offline = installed.code !== 0 && isOffline(installed.output) && 'its packages cannot be had'

/** The tests that failed, and how many passed. */
const outcomes = (output: string) => ({
  failed: [...output.matchAll(/^not ok \d+ - (.*)$/gm)].map(([, name]) => name),
  passed: output.match(/^ok \d+ - /gm)?.length
})

t.test('examples/test-suite', { skip: offline }, async (t) => {
  t.equal(installed.code, 0, 'is installed', { output: installed.output })

  t.test('passes', async (t) => {
    const { output, code } = await shell(folder, 'npm test -- --test-reporter=tap')
    t.same(outcomes(output), { failed: [], passed: 13 }, { output })
    t.equal(code, 0)
  })

  t.test('and catches the bug: the tests of lost and doubled answers fail, and no other', async (t) => {
    const { output, code } = await shell(folder, 'npm run test:bug -- --test-reporter=tap')
    t.same(
      outcomes(output),
      {
        failed: [
          'the answer of CreateKeyPair is lost: reset',
          'the answer of CreateKeyPair is lost: cut',
          'the answer of CreateKeyPair is lost: never',
          'CreateKeyPair is delivered twice'
        ],
        passed: 9
      },
      { output }
    )
    t.not(code, 0)
    t.match(output, /KeyPairNameAlreadyExist/)
  })
})
