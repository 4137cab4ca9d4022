/** The files of pages. They lie beside the built program; when it runs from its sources, in `dist/`. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { sendPart } from './page.ts'

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8'
} as const

export type FileName = `${string}.${keyof typeof types}`

/** Serves the named files of one folder, and no others. Browsers cache them by ETag. */
export function serveFiles(app: FastifyInstance, address: string, folder: string, names: readonly FileName[]): void {
  for (const name of names) {
    const type = types[name.split('.').at(-1) as keyof typeof types]
    app.get(`${address}/${name}`, async (request, reply) => {
      const content = await readFile(pathOf(`${folder}/${name}`))
      const etag = `"${createHash('sha256').update(content).digest('base64url')}"`
      const isKnown = request.headers['if-none-match']?.includes(etag)
      return sendPart(reply.code(isKnown ? 304 : 200).header('etag', etag), type, isKnown ? undefined : content)
    })
  }
}

function pathOf(path: string): string {
  const [built = '', source = ''] = ['./', '../../../dist/'].map((folder) =>
    fileURLToPath(new URL(folder + path, import.meta.url))
  )
  return existsSync(built) ? built : source
}
