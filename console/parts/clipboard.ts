/**
 * Copies a text; false where the browser refuses. `within` is an element of the dialog that is open.
 * Browsers have `navigator.clipboard` only on pages that came from this machine or by HTTPS; the older way works on all.
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
