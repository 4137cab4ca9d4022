/** Modules that Python lacks here, in its own language. */
const fcntl = `
LOCK_SH, LOCK_EX, LOCK_NB, LOCK_UN = 1, 2, 4, 8
F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, FD_CLOEXEC = 0, 1, 2, 3, 4, 1
F_GETLK, F_SETLK, F_SETLKW, F_RDLCK, F_WRLCK, F_UNLCK = 5, 6, 7, 0, 1, 2
def fcntl(fd, cmd, arg=0):
    return 0
def flock(fd, operation):
    pass
def lockf(fd, cmd, len=0, start=0, whence=0):
    pass
def ioctl(fd, request, arg=0, mutate_flag=True):
    raise OSError(25, 'Inappropriate ioctl for device')
`

const accounts = (kind: string, fields: string, path: string, numbers: string): string => String.raw`
import collections
${kind} = collections.namedtuple('${kind}', '${fields}')
def all_of_them():
    entries = []
    with open('${path}') as file:
        for line in file:
            parts = line.rstrip('\n').split(':')
            if len(parts) == len(${kind}._fields):
                entries.append(${kind}(*[${numbers}]))
    return entries
def by(at, wanted, words):
    for entry in all_of_them():
        if entry[at] == wanted:
            return entry
    raise KeyError(words + repr(wanted))
`

const pwd = `${accounts(
  'struct_passwd',
  'pw_name pw_passwd pw_uid pw_gid pw_gecos pw_dir pw_shell',
  '/etc/passwd',
  'int(part) if at in (2, 3) else part for at, part in enumerate(parts)'
)}
getpwall = all_of_them
getpwnam = lambda name: by(0, name, 'getpwnam(): name not found: ')
getpwuid = lambda uid: by(2, uid, 'getpwuid(): uid not found: ')
`

const grp = `${accounts(
  'struct_group',
  'gr_name gr_passwd gr_gid gr_mem',
  '/etc/group',
  'int(part) if at == 2 else [name for name in part.split(",") if name] if at == 3 else part for at, part in enumerate(parts)'
)}
getgrall = all_of_them
getgrnam = lambda name: by(0, name, 'getgrnam(): name not found: ')
getgrgid = lambda gid: by(2, gid, 'getgrgid(): gid not found: ')
`

const syslog = `
LOG_EMERG, LOG_ALERT, LOG_CRIT, LOG_ERR, LOG_WARNING, LOG_NOTICE, LOG_INFO, LOG_DEBUG = range(8)
LOG_KERN, LOG_USER, LOG_MAIL, LOG_DAEMON, LOG_AUTH = 0, 8, 16, 24, 32
LOG_LOCAL0, LOG_LOCAL7, LOG_PID, LOG_CONS, LOG_NDELAY = 128, 184, 1, 2, 8
def openlog(ident=None, logoption=0, facility=LOG_USER):
    pass
def syslog(*args):
    pass
def closelog():
    pass
def setlogmask(mask):
    return 255
`

const resource = `
RLIM_INFINITY, RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_CORE, RLIMIT_NOFILE, RLIMIT_AS = -1, 0, 1, 2, 3, 4, 7, 9
def getrlimit(resource):
    return (65535, 65535) if resource == RLIMIT_NOFILE else (RLIM_INFINITY, RLIM_INFINITY)
def setrlimit(resource, limits):
    pass
`

/** Without threads, a pool does its work when it gets it. */
const pool = `
class Result:
    def __init__(self, function, args, kwargs):
        try:
            self.value, self.error = function(*args, **(kwargs or {})), None
        except Exception as error:
            self.value, self.error = None, error
    def get(self, timeout=None):
        if self.error is not None:
            raise self.error
        return self.value
    def wait(self, timeout=None):
        pass
    def ready(self):
        return True
    def successful(self):
        return self.error is None
class ThreadPool:
    def __init__(self, processes=None, initializer=None, initargs=()):
        if initializer is not None:
            initializer(*initargs)
    def apply_async(self, func, args=(), kwds=None, callback=None, error_callback=None):
        return Result(func, args, kwds)
    def apply(self, func, args=(), kwds=None):
        return func(*args, **(kwds or {}))
    def map(self, func, iterable, chunksize=None):
        return [func(item) for item in iterable]
    def imap(self, func, iterable, chunksize=1):
        return map(func, iterable)
    imap_unordered = imap
    def close(self):
        pass
    terminate = join = close
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
Pool = ThreadPool
TimeoutError = TimeoutError
`

const executor = `
from concurrent.futures import _base
class BrokenThreadPool(_base.BrokenExecutor):
    pass
class ThreadPoolExecutor(_base.Executor):
    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=(), **_):
        if initializer is not None:
            initializer(*initargs)
    def submit(self, fn, /, *args, **kwargs):
        future = _base.Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future
    def _adjust_thread_count(self):
        pass
    def shutdown(self, wait=True, *, cancel_futures=False):
        pass
`

/** Enough to name types; there is no library to call. */
const ctypes = `
class _Type:
    size = 8
    def __init__(self, value=None):
        self.value = value
def _type(name, size):
    return type(name, (_Type,), {'size': size})
for _name, _size in dict(c_bool=1, c_char=1, c_byte=1, c_ubyte=1, c_short=2, c_ushort=2, c_int=4, c_uint=4, c_int32=4,
                         c_uint32=4, c_long=8, c_ulong=8, c_longlong=8, c_ulonglong=8, c_int64=8, c_uint64=8, c_size_t=8,
                         c_ssize_t=8, c_time_t=8, c_float=4, c_double=8, c_char_p=8, c_wchar_p=8, c_void_p=8).items():
    globals()[_name] = _type(_name, _size)
class Structure:
    _fields_ = []
class Union:
    _fields_ = []
def sizeof(kind):
    return kind.size
def POINTER(kind):
    return _type('POINTER', 8)
class CDLL:
    def __init__(self, name=None, *_, **__):
        if name is not None:
            raise OSError(f'{name}: cannot open shared object file: No such file or directory')
class _Loader:
    LoadLibrary = CDLL
cdll = _Loader()
`

const sources = {
  fcntl,
  pwd,
  grp,
  syslog,
  resource,
  ctypes,
  'ctypes.util': 'def find_library(name):\n    return None\n',
  'multiprocessing.pool': pool,
  'concurrent.futures.thread': executor
}

export const modulesSource = `
import importlib.abc, importlib.util, sys

sources = ${JSON.stringify(sources)}

class Lender(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.util.spec_from_loader(name, self, is_package=name == 'ctypes') if name in sources else None
    def exec_module(self, module):
        exec(compile(sources[module.__name__], f'<{module.__name__}>', 'exec'), module.__dict__)
sys.meta_path.insert(0, Lender())
`
