/** The programs that just-bash lacks to be a small Linux. */
import type { Command } from 'just-bash'
import type { Host, Machine } from '../types.ts'
import { accountPrograms } from './accounts.ts'
import { asRootPrograms } from './as-root.ts'
import { datePrograms } from './date.ts'
import { dd } from './dd.ts'
import { environmentPrograms } from './env.ts'
import { hostNamePrograms } from './host-name.ts'
import { identityPrograms } from './identity.ts'
import { journalPrograms } from './journal.ts'
import { lsPrograms } from './ls.ts'
import { fileMakers } from './make-files.ts'
import { nanoPrograms } from './nano/index.ts'
import { networkPrograms } from './network/index.ts'
import { ownershipPrograms } from './ownership.ts'
import { packagePrograms } from './packages.ts'
import { pagerPrograms } from './pager.ts'
import { powerPrograms } from './power.ts'
import { processPrograms } from './processes.ts'
import { pythonPrograms } from './python/index.ts'
import { fileReaders } from './read-files.ts'
import { resourcePrograms } from './resources.ts'
import { keepFromOthers } from './root-only.ts'
import { servicePrograms } from './services.ts'
import { sessionPrograms } from './sessions.ts'
import { shellWords } from './shell-words.ts'
import { statPrograms } from './stat.ts'
import { tailPrograms } from './tail.ts'
import { tar } from './tar.ts'
import { terminalPrograms } from './terminal.ts'
import { kernelPrograms } from './uname.ts'
import { viPrograms } from './vi/index.ts'
import { wrappers } from './wrappers.ts'

/** Give this to just-bash as its `fetch`. */
export { guestFetch } from './python/bridge.ts'

/** The programs of one session: some remember what the session has set. */
export const makePrograms = (machine: Machine, host: Host): Command[] =>
  keepFromOthers([
    ...kernelPrograms(machine),
    ...hostNamePrograms(machine),
    ...identityPrograms,
    ...accountPrograms(host),
    ...asRootPrograms,
    ...sessionPrograms(machine),
    ...datePrograms(machine),
    ...resourcePrograms(machine),
    ...processPrograms(machine),
    ...servicePrograms(machine, host),
    ...powerPrograms(host),
    ...networkPrograms(machine),
    ...packagePrograms(machine),
    ...journalPrograms(machine),
    ...ownershipPrograms,
    ...fileMakers,
    dd,
    ...tailPrograms(host),
    tar,
    ...fileReaders,
    ...lsPrograms(machine),
    ...statPrograms,
    ...terminalPrograms(host),
    ...pythonPrograms(machine),
    ...viPrograms(host),
    ...nanoPrograms(host),
    ...pagerPrograms(host),
    ...environmentPrograms,
    ...shellWords(),
    ...wrappers
  ])
