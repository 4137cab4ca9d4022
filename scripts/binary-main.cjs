// The start of the single executable: unpacks the program once for each version, and runs it from there. Its threads
// and its WebAssembly are files that Node.js must find by their paths.
const { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { homedir } = require('node:os')
const { dirname, join } = require('node:path')
const { getAsset } = require('node:sea')

const { id, files } = JSON.parse(getAsset('index.json', 'utf8'))
const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'swas-local', id)

// Under another name until it is complete: another process may unpack at the same time, and this one may be killed.
function unpack() {
  const unfinished = `${folder}.${process.pid}`
  for (const file of files) {
    const path = join(unfinished, file)
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, Buffer.from(getAsset(file)))
  }
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true })
    if (!existsSync(folder)) throw error
  }
}

if (!existsSync(folder)) unpack()
const program = join(folder, 'dist/launch.cjs')
createRequire(program)(program)
