import { readFile } from 'node:fs/promises'

const published = "if (typeof Response === 'function') {"

/**
 * A plugin of esbuild. Where there is no global navigator, as in Node 20, pg (8.23) makes a Response to find out whether it
 * runs at Cloudflare. That loads all of Node's fetch: 30 ms of each start.
 */
export const onlyNode = {
  name: 'only-node',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]pg[\\/]lib[\\/]stream\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (!text.includes(published)) throw new Error(`${path} has no "${published}" any more`)
      return { contents: text.replace(published, 'if (false) {'), loader: 'js' }
    })
  }
}
