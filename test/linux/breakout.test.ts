// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how shells write it
/** Nothing that is typed on a server reaches the host. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { run, startGuests } from './guest.ts'

const secret = `secret-of-the-host-${process.pid}`
const folder = mkdtempSync(join(tmpdir(), 'swas-host-'))
const file = join(folder, 'secret')
writeFileSync(file, secret)

/** Attempts, each with what its output must not contain. `FILE`, `FOLDER`, `PORT` and `PID` are the host's. */
const attempts = [
  // Files.
  'cat FILE',
  'ls -la FOLDER',
  'cat ../../../../../../FILE',
  'ln -s FILE /tmp/l; cat /tmp/l',
  'ln FILE /tmp/h; cat /tmp/h',
  'cp FILE /tmp/c; cat /tmp/c',
  'mv FILE /tmp/m; cat /tmp/m',
  'tar cf - FOLDER | tar tf -',
  'find / -name "swas-host-*"',
  'find / -newer /etc/passwd -name secret -exec cat {} +',
  'grep -r secret-of-the-host / 2>/dev/null',
  'while read l; do echo "$l"; done < FILE',
  'echo $(< FILE)',
  'mapfile -t a < FILE; echo "${a[@]}"',
  '. FILE; source FILE',
  'bash FILE; sh -c "cat FILE"; eval "cat FILE"; exec cat FILE',
  'awk "{print}" FILE; awk "BEGIN{while((getline l < \\"FILE\\")>0) print l}"',
  'awk "BEGIN{system(\\"cat FILE\\")}"; awk "BEGIN{\\"cat FILE\\" | getline x; print x}"',
  'sed "r FILE" /etc/hostname; sed -n "1e cat FILE" /etc/hostname; sed "s/.*/cat FILE/e" /etc/hostname',
  'jq -n "input" FILE; jq -Rr . FILE; jq -n "env"; jq -n "\\$__loc__, input_filename"; yq . FILE',
  'sqlite3 :memory: ".shell cat FILE" ".read FILE" "select readfile(\'FILE\')" "attach \'FILE\' as x"',
  'sort -o /tmp/s FILE; cat /tmp/s; sort --files0-from=FILE; wc --files0-from=FILE; rg . FILE; xargs -a FILE echo; diff FILE /etc/hostname; base64 FILE; od -c FILE; split FILE /tmp/sp; cat /tmp/sp*',
  'od -c /proc/self/root/FILE; cat /proc/PID/root/FILE /proc/1/root/FILE',
  'cat "file://FILE"; cat /dev/fd/3 /dev/fd/4 /proc/self/fd/3',
  'python3 -c "print(open(\'FILE\').read())"',
  "python3 -c \"import os; print(os.listdir('FOLDER')); os.system('cat FILE')\"",
  'python3 -c "import js; print(js)"; python3 -c "import pyodide_js"; python3 -c "import _pyodide"',
  'python3 -c "import sys; sys.path.insert(0, \'FOLDER\'); import secret"',
  "python3 -c \"import subprocess; print(subprocess.check_output(['cat', 'FILE']))\"",
  'node -e "console.log(1)"; js-exec "console.log(process.env)"; perl -e "print 1"; ruby -e "puts 1"; gcc FILE',
  // Processes and the environment.
  'cat /proc/PID/cmdline /proc/PID/environ /proc/self/environ /proc/self/cmdline /proc/self/maps',
  'ps aux; ls /proc; kill -9 PID; kill -0 PID',
  'env; printenv; set; declare -p; export -p; compgen -v',
  'echo $HOSTNAME $(hostname) $(whoami) $(id) $(uname -n); cat /etc/hostname /etc/passwd /proc/sys/kernel/hostname',
  // The network.
  'curl -s http://127.0.0.1:PORT/; wget -qO- http://127.0.0.1:PORT/; nc 127.0.0.1 PORT',
  'exec 3<>/dev/tcp/127.0.0.1/PORT; echo GET / >&3; cat <&3',
  'cat < /dev/tcp/127.0.0.1/PORT; echo hi > /dev/udp/127.0.0.1/PORT',
  'python3 -c "import urllib.request; print(urllib.request.urlopen(\'http://127.0.0.1:PORT/\').read())"',
  'python3 -c "import socket; s=socket.create_connection((\'127.0.0.1\', PORT)); print(s.recv(9))"',
  'ssh root@127.0.0.1 -p PORT id; scp FILE root@127.0.0.1:; ping -c1 127.0.0.1',
  // The service's own process.
  'x=__proto__; declare -A m; m[__proto__]=1; m[constructor]=2; echo "${m[constructor]}" "${m[__proto__]}" "${!m[@]}"',
  'constructor=1; toString=2; echo $constructor $toString $hasOwnProperty; unset __proto__; __proto__=x; echo $__proto__',
  'echo "${process.env.HOME}" "$(( constructor ))" "$((process.exit(1)))"',
  'alias __proto__=ls; __proto__; function constructor() { echo own; }; constructor',
  'jq -n "[limit(3; repeat(1))] | .constructor, .__proto__"; jq -n "{} | .constructor.constructor(\\"return process\\")()"',
  'printf "%s" {a..z}{a..z}{a..z}{a..z}{a..z} | wc -c',
  'cat /dev/.stdin /dev/.stdout /dev/.exit /dev/.variables /dev/.line; echo x > /dev/.status; ls -la /dev',
  'touch /dev/.stdout; rm -f /dev/.stdout; ln -sf /etc/passwd /dev/.stdout; echo still here'
]

t.test('nothing of the host comes out, and nothing of it changes', { timeout: 600_000 }, async (t) => {
  const { guests, instanceId, config } = await startGuests(t)
  let visits = 0
  const web = createServer((_request, response) => {
    visits++
    response.end(secret)
  })
  web.on('connection', () => visits++)
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  t.after(() => web.close())
  const { port } = web.address() as AddressInfo
  const values: Record<string, string> = { FILE: file, FOLDER: folder, PORT: String(port), PID: String(process.pid) }
  const marks = [secret, hostname(), config.databaseUrl, process.cwd(), 'node_modules', 'swas-host-secret'].filter(
    (mark) => mark !== undefined && mark !== ''
  ) as string[]
  const { username } = userInfo()
  if (username !== 'root') marks.push(username)

  for (const attempt of attempts) {
    const command = attempt.replace(/FILE|FOLDER|PORT|PID/g, (name) => values[name] ?? name)
    const { exit, stdout, stderr } = await run(guests, instanceId, command, { timeoutMs: 30_000 })
    const out = `${stdout}${stderr}`.replaceAll(command, '').replaceAll(file, 'FILE').replaceAll(folder, 'FOLDER')
    for (const mark of marks) t.notOk(out.includes(mark), `${attempt} → ${JSON.stringify(exit)} ${out.slice(0, 300)}`)
  }
  t.match((await run(guests, instanceId, 'cat', { input: secret })).stdout, secret, 'it would be seen')
  t.equal(visits, 0, 'nobody came to the host’s web server')
  t.equal(readFileSync(file, 'utf8'), secret, 'the file of the host is as it was')
  t.same((await run(guests, instanceId, 'echo alive')).stdout, 'alive\n')
})
