// dist/THIRD-PARTY-NOTICES.txt: the licences of what the build puts into dist/, as esbuild's metafiles name it.
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'

/** Packages that are copied, or that just-bash's own bundle holds already, with the folder that depends on them. */
async function copied(root) {
  const { dependencies } = JSON.parse(await readFile(`${root}node_modules/just-bash/package.json`, 'utf8'))
  const own = Object.keys(dependencies).map((name) => {
    const nested = `node_modules/just-bash/node_modules/${name}`
    return existsSync(root + nested) ? nested : `node_modules/${name}`
  })
  return ['node_modules/just-bash', 'node_modules/sql.js', 'node_modules/@fastify/swagger-ui', ...own]
}

// Software of other languages, whose licences those packages don't hold.
const compiled = [
  ['PostgreSQL 18, compiled to WebAssembly by @electric-sql/pglite (PostgreSQL)', 'postgresql.txt'],
  ['CPython 3.13, compiled to WebAssembly by just-bash (PSF-2.0)', 'python.txt']
]

const folderOf = (input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'))
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort()
  const texts = await Promise.all(files.map(async (file) => (await readFile(`${folder}/${file}`, 'utf8')).trim()))
  return [`${name} ${version} (${license})`, ...texts].join('\n\n')
}

export async function writeNotices({ root, dist, metafiles }) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs))
  const folders = new Set([...inputs.map(folderOf).filter(Boolean), ...(await copied(root))])
  const own = [...folders].filter((folder) => !folder.endsWith('/@swas-local/linux')).sort()
  const notices = await Promise.all(own.map((folder) => noticeOf(root + folder)))
  for (const [title, file] of compiled) {
    const text = await readFile(`${root}scripts/licenses/${file}`, 'utf8')
    notices.push(`${title}\n\n${text.trim()}`)
  }
  const rule = `\n\n${'-'.repeat(80)}\n\n`
  await writeFile(
    `${dist}/THIRD-PARTY-NOTICES.txt`,
    `swas-local contains the following software.${rule}${notices.join(rule)}\n`
  )
}
