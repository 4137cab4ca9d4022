/** Checks the version of Node.js, and the files that the build puts beside the program. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import manifest from '../../../package.json' with { type: 'json' }
import { version } from '../../version.ts'
import { type Check, note, ok, wrong } from './check.ts'

const numbers = (text: string) => text.replace(/^\D+/, '').split('.').map(Number)

export const nodeVersion: Check = () => {
  const [[major = 0, minor = 0], [needed = 0, neededMinor = 0]] = [
    numbers(process.versions.node),
    numbers(manifest.engines.node)
  ]
  const isEnough = major > needed || (major === needed && minor >= neededMinor)
  return isEnough
    ? ok(`Node.js ${process.versions.node}`)
    : wrong(`Node.js ${process.versions.node}: swas-local needs ${manifest.engines.node}.`)
}

// The paths differ between the sources and the built program.
const here = (...paths: string[]) => paths.some((path) => existsSync(fileURLToPath(new URL(path, import.meta.url))))

export const build: Check = () => {
  if (!here('./pglite-worker.js', '../../store/embedded/pglite-worker.js'))
    return wrong('pglite-worker.js is not beside the program: the embedded database can’t start. Run npm run build.')
  return here('./pglite.tar', '../../../dist/pglite.tar')
    ? ok(`swas-local ${version}, complete`)
    : note(
        'pglite.tar is not beside the program: each start creates the database anew, which takes some 3 s. Run npm run build.'
      )
}
