/** Programs that only root may run, and how each refuses another user. */
import type { Command } from 'just-bash'
import { fail } from './program.ts'
import { currentUser } from './user.ts'

type Refusal = readonly [exitCode: number, words: string]

const unauthorized: Refusal = [1, 'Call to the system failed: Interactive authentication required.']
const withoutLock: Refusal = [
  100,
  'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?'
]
const withoutPrivileges: Refusal = [
  1,
  'Error: This command has to be run with superuser privileges (under the root user on most systems).'
]

const refusals = new Map<string, Refusal>([
  ...['reboot', 'poweroff', 'halt', 'shutdown', 'init', 'telinit'].map((name) => [name, unauthorized] as const),
  ...['apt', 'apt-get'].map((name) => [name, withoutLock] as const),
  ...['yum', 'dnf'].map((name) => [name, withoutPrivileges] as const),
  ...['chown', 'chgrp'].map((name) => [name, [1, `${name}: changing ownership: Operation not permitted`]] as const),
  ['chpasswd', [1, 'chpasswd: Permission denied.\nchpasswd: cannot lock /etc/passwd; try again later.']],
  ['passwd', [10, 'passwd: Authentication token manipulation error\npasswd: password unchanged']]
])

export const keepFromOthers = (commands: readonly Command[]): Command[] =>
  commands.map((command) => {
    const refusal = refusals.get(command.name)
    if (refusal === undefined) return command
    return {
      ...command,
      execute: async (args, context) =>
        currentUser().uid === 0 ? await command.execute(args, context) : fail(...refusal)
    }
  })
