import { readFile } from 'node:fs/promises'

const published = 'const MAX_PACKET_SIZE = 35000;'
/** As OpenSSH's PACKET_MAX_SIZE. */
const wanted = 'const MAX_PACKET_SIZE = 256 * 1024;'

/**
 * A plugin of esbuild. ssh2 (1.17) ends every connection that sends a packet of more than 35,000 bytes, and has no setting
 * for it. A command is one packet, and `ssh` sends 128 KiB.
 */
export const widePackets = {
  name: 'wide-packets',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]ssh2[\\/]lib[\\/]protocol[\\/]crypto\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (!text.includes(published)) throw new Error(`${path} has no "${published}" any more`)
      return { contents: text.replace(published, wanted), loader: 'js' }
    })
  }
}
