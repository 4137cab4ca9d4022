/**
 * Copies a text; false if the browser refuses. `within` is an element of the open dialog. Browsers have
 * `navigator.clipboard` only on pages from localhost or over HTTPS; `execCommand` works on every page.
 */
export async function copyText(text: string, within: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text, within)
  }
}

function copyBySelection(text: string, within: HTMLElement): boolean {
  const focused = document.activeElement
  const field = Object.assign(document.createElement('textarea'), { value: text, className: 'aside' })
  within.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return isCopied
}
