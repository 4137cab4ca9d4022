/** Appends a line to the content of an authorized_keys file. */
export function addLine(content: string, publicKeyLine: string): string {
  const isOpen = content !== '' && !content.endsWith('\n')
  return `${content}${isOpen ? '\n' : ''}${publicKeyLine}\n`
}

/**
 * Removes the first line that is exactly `publicKeyLine`, if there is one. Lines that a user added by hand stay, even
 * with the same key and other options or another comment.
 */
export function removeLine(content: string, publicKeyLine: string): string {
  const lines = content.split('\n')
  const index = lines.indexOf(publicKeyLine)
  if (index === -1) return content
  const isLastAndOpen = index === lines.length - 1
  lines.splice(index, 1)
  return isLastAndOpen && index > 0 ? `${lines.join('\n')}\n` : lines.join('\n')
}
