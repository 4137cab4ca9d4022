/** A terminal in the page, joined to that of a server. Loaded when one is opened: it is most of what the console weighs. */
import { FitAddon } from '@xterm/addon-fit'
import { Terminal } from '@xterm/xterm'

export interface Opened {
  close(): void
}

// The service closes a socket that sends more at once; what is pasted may be longer.
const maxMessageBytes = 32 * 1024

/** `onEnd` gets what the service said when it closed the terminal; empty where the connection was lost. */
export function openTerminal(element: HTMLElement, url: string, onEnd: (reason: string) => void): Opened {
  nameStyles()
  const screen = new Terminal({
    cursorBlink: true,
    fontSize: 14,
    lineHeight: 1.2, // or some fonts lose their underscores
    scrollback: 5000,
    theme: { background: '#16191e' }
  })
  const fit = new FitAddon()
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  screen.loadAddon(fit)
  screen.open(element)
  screen.focus()

  const send = (message: string | Uint8Array<ArrayBuffer>) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(message)
  }
  const resize = () => send(JSON.stringify({ type: 'resize', columns: screen.cols, rows: screen.rows }))
  screen.onResize(resize)
  screen.onData((keys) => {
    const bytes = new TextEncoder().encode(keys)
    for (let from = 0; from < bytes.length; from += maxMessageBytes) send(bytes.slice(from, from + maxMessageBytes))
  })
  screen.onBinary((keys) => send(Uint8Array.from(keys, (key) => key.charCodeAt(0))))
  const watching = new ResizeObserver(() => fit.fit())
  watching.observe(element)

  socket.onopen = resize
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => screen.write(new Uint8Array(data))
  socket.onclose = ({ reason }) => onEnd(reason)

  return {
    close() {
      socket.onclose = null
      socket.close()
      watching.disconnect()
      screen.dispose()
    }
  }
}

/**
 * The terminal puts style sheets of its own into the page (github.com/xtermjs/xterm.js/issues/4445), and the page's policy
 * lets in only those that carry its nonce.
 */
function nameStyles(): void {
  const nonce = document.querySelector('script')?.nonce ?? ''
  const create = Document.prototype.createElement
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element: HTMLElement = create.call(document, name, options)
    if (name === 'style') element.nonce = nonce
    return element
  }
}
