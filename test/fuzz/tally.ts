/** How often what was answered. */
export class Tally {
  readonly #counts = new Map<string, number>()
  #total = 0

  add(status: number, code: string): void {
    const name = code === '' ? String(status) : `${status} ${code}`
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
    this.#total++
  }

  get total(): number {
    return this.#total
  }

  /** The share of the calls that succeeded. */
  get succeeded(): number {
    return (this.#counts.get('200') ?? 0) / this.#total
  }

  toString(): string {
    const counts = [...this.#counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `${count} × ${name}`)
    return `${this.#total} calls: ${counts.join(', ')}`
  }
}
