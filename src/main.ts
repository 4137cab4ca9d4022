/** Runs a command with this process's arguments, environment and output, and sets the exit code. */
import { runCommand } from './commands/run.ts'

// The reader of the output may close it early (`swas-local env | head -1`), and a terminal may be gone.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  })
}

const code = await runCommand(process.argv.slice(2), {
  environment: process.env,
  isTerminal: process.stdout.isTTY ?? false,
  print: (text) => void process.stdout.write(`${text}\n`),
  printError: (text) => void process.stderr.write(`${text}\n`)
})
// After success, a service that was started goes on. After a failure, the process ends even if something is still open.
if (code === 0) process.exitCode = 0
else process.stdout.write('', () => process.exit(code))
