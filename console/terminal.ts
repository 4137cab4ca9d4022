/**
 * A terminal in the page, connected to the server's. It is most of the console's size, so it is loaded when one is
 * opened.
 */
import { FitAddon } from '@xterm/addon-fit'
import { Terminal } from '@xterm/xterm'
import { addNonceToStyles } from './xterm-internals.ts'

export interface Opened {
  close(): void
}

// The service closes a socket that sends a longer message. A paste may be longer, and is sent in parts.
const maxMessageBytes = 32 * 1024

/** `onEnd` gets the service's reason for closing the terminal; empty if the connection was lost. */
export function openTerminal(element: HTMLElement, url: string, onEnd: (reason: string) => void): Opened {
  addNonceToStyles()
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
