// Loaded before a program: writes down where it connects, and which names it looks up elsewhere than in its own files.
const { appendFileSync } = require('node:fs')
const dns = require('node:dns')
const net = require('node:net')

const note = (what) => appendFileSync(process.env.CONNECTIONS_FILE, `${what}\n`)
const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args
  note(typeof options === 'object' ? `${options.host ?? options.path}:${options.port}` : `${args[1]}:${args[0]}`)
  return connect.apply(this, args)
}
const { lookup } = dns
dns.lookup = (name, ...rest) => {
  if (!net.isIP(name) && name !== 'localhost') note(`name ${name}`)
  return lookup(name, ...rest)
}
