/** The command: what the process gives it, and its exit code. */
import { runCommand } from './commands/run.ts'

// Who reads the output may have seen enough: `swas-local env | head -1`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

const code = await runCommand(process.argv.slice(2), {
  environment: process.env,
  isTerminal: process.stdout.isTTY ?? false,
  print: (text) => void process.stdout.write(`${text}\n`),
  printError: (text) => void process.stderr.write(`${text}\n`)
})
// What was started goes on; what failed ends, though it may have left something open.
if (code === 0) process.exitCode = 0
else process.stdout.write('', () => process.exit(code))
