import t from 'tap'
import { aServer } from './a-server.ts'

t.test('uname says what was asked, in its own order', async (t) => {
  const { run } = aServer()
  t.equal((await run('uname')).stdout, 'Linux\n')
  t.equal((await run('uname -mr --nodename')).stdout, 'iz2ze1b2c3 5.15.0-113-generic x86_64\n')
  t.equal(
    (await run('uname -a')).stdout,
    'Linux iz2ze1b2c3 5.15.0-113-generic #123-Ubuntu SMP Mon Jun 10 08:16:17 UTC 2024 x86_64 x86_64 x86_64 GNU/Linux\n'
  )
})

t.test('an option that does not exist is refused in the words of getopt', async (t) => {
  const { run } = aServer()
  t.same(await run('uname -z'), {
    stdout: '',
    stderr: "uname: invalid option -- 'z'\nTry 'uname --help' for more information.\n",
    exitCode: 1
  })
  t.match((await run('uname --kernel-q')).stderr, /^uname: unrecognized option '--kernel-q'\n/)
  t.match((await run('uname --kernel')).stderr, /^uname: option '--kernel' is ambiguous\n/)
  t.equal((await run('uname --mach')).stdout, 'x86_64\n')
})
