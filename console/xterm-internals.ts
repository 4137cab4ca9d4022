/**
 * What the console takes from xterm.js beyond its documentation: a Terminal makes its style sheets by
 * `document.createElement('style')` (github.com/xtermjs/xterm.js/issues/4445), and the page's Content-Security-Policy
 * accepts only style sheets with its nonce. test/console/xterm-internals.test.ts names the version for which that was
 * checked.
 */
export function addNonceToStyles(): void {
  const nonce = document.querySelector('script')?.nonce ?? ''
  const create = Document.prototype.createElement
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element: HTMLElement = create.call(document, name, options)
    if (name === 'style') element.nonce = nonce
    return element
  }
}
