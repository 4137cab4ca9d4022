/** A new version of ssh2 has to be read before it is used: what we rely on there isn't documented. */
import t from 'tap'
import { readVersion } from '../../src/ssh/ssh2-internals.ts'
import { readPackageFile, versionOf } from '../package-files.ts'

const toReadAgain = `
  lib/Channel.js  the fields that hold a piece until the client has room (_chunk, …), and which stream is woken
  lib/server.js  that a parsed host key is offered by its \`type\`; that accept() gives undefined when a session is over
  lib/protocol/keyParser.js  that a parsed key is taken as it is
  lib/protocol/crypto.js  MAX_PACKET_SIZE, which scripts/ssh2.mjs changes
Then change readVersion in src/ssh/ssh2-internals.ts.`

t.test('ssh2 is the version whose internals were read', async (t) => {
  t.equal(versionOf('ssh2'), readVersion, `read again:${toReadAgain}`)
})

t.test('its source still has what we rely on', async (t) => {
  for (const field of ['_chunk', '_chunkcb', '_chunkErr', '_chunkcbErr'])
    t.match(readPackageFile('ssh2', 'lib/Channel.js'), `this.${field} = undefined`)
  t.match(readPackageFile('ssh2', 'lib/protocol/keyParser.js'), /if \(isParsedKey\(data\)\)\s+return data/)
})
