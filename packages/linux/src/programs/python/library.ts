/** The sources of Python's modules in lib/, by the names of the modules. */
import accounts from './lib/_accounts.py'
import thread from './lib/concurrent/futures/thread.py'
import ctypes from './lib/ctypes/__init__.py'
import ctypesUtil from './lib/ctypes/util.py'
import fcntl from './lib/fcntl.py'
import grp from './lib/grp.py'
import pool from './lib/multiprocessing/pool.py'
import pwd from './lib/pwd.py'
import resource from './lib/resource.py'
import syslog from './lib/syslog.py'

export const library = {
  _accounts: accounts,
  'concurrent.futures.thread': thread,
  ctypes,
  'ctypes.util': ctypesUtil,
  fcntl,
  grp,
  'multiprocessing.pool': pool,
  pwd,
  resource,
  syslog
}
