import type { Command } from './command.ts'
import { noWords } from './parse-arguments.ts'
import { accountFlag, atService, scopeOf } from './service.ts'
import { targetSettings, urlFlag } from './target.ts'

export const reset: Command = {
  usage: [''],
  about:
    'Deletes what calls and tests have made: key pairs, servers, quotas, the clock’s change and so on. AccessKeys, sandboxes\nand snapshots stay. See docs/state.md.',
  flags: { account: accountFlag, url: urlFlag },
  settings: targetSettings,
  async run(line) {
    noWords(line)
    await atService(line, (control) => control.reset(scopeOf(line)))
    return 0
  }
}
