import { connect } from 'node:net'

/** Sends bytes as they are, and gives all that comes back until the other side ends it. */
export const raw = (endpoint: string, text: string, { leaveOpen = false } = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const [host, port] = endpoint.split(':')
    let answer = ''
    const socket = connect(Number(port), host)
      .on('data', (data) => {
        answer += data
      })
      .on('end', () => resolve(answer))
      .on('error', reject)
    socket.write(text)
    if (!leaveOpen) socket.end()
  })
