/** What test files import, directly and through other files, as esbuild finds it. */
import { build, type Metafile } from 'esbuild'

type Inputs = Metafile['inputs']

/** Each file with everything that it reaches: paths of this repository, and names of packages. */
export class ImportGraph {
  readonly #inputs: Inputs

  constructor(inputs: Inputs) {
    this.#inputs = inputs
  }

  /** Every import that `file` reaches, and which file asks for it. */
  *reached(file: string): Generator<{ from: string; to: string }> {
    const seen = new Set([file])
    const waiting = [file]
    for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
      for (const { path: to } of this.#inputs[from]?.imports ?? []) {
        yield { from, to }
        if (seen.has(to)) continue
        seen.add(to)
        waiting.push(to)
      }
    }
  }

  /** Whether `file` is one of `paths`, or reaches one of them. */
  concerns(file: string, paths: ReadonlySet<string>): boolean {
    return paths.has(file) || [...this.reached(file)].some(({ to }) => paths.has(to))
  }
}

/** Types count for nothing: only what is loaded when the file runs. Takes about a second for all test files. */
export async function readImports(files: readonly string[]): Promise<ImportGraph> {
  const { metafile } = await build({
    entryPoints: [...files],
    outdir: 'node_modules/.cache/swas-local/unwritten',
    write: false,
    splitting: true, // or each file would come with a copy of all that it imports
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    metafile: true,
    logLevel: 'error'
  })
  return new ImportGraph(metafile.inputs)
}
