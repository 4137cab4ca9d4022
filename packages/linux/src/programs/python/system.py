"""Questions to the server, sent as a request that no network carries, and what the server is called."""
import _socket, base64, errno, json, os, platform, posix, sys

def ask(operation, **details):
    """Asks the server's shell or disk; returns the answer, or raises it as an OSError."""
    request = json.dumps({'url': 'guest:' + token, 'method': 'POST', 'body': json.dumps({'operation': operation, **details})})
    with plain_open('/_jb_http/request', 'w') as file:
        file.write(request)
    with plain_open('/_jb_http/request', 'r') as file:
        reply = json.load(file)
    if 'bodyBase64' not in reply:
        raise OSError(errno.EIO, reply.get('error', 'Input/output error'))
    return json.loads(base64.b64decode(reply['bodyBase64']))

def on_disk(operation, *paths, **details):
    """Runs a file operation that the mounted disk lacks."""
    full = [os.path.join(os.getcwd(), os.fsdecode(path)) for path in paths]
    answer = ask(operation, paths=full, **details)
    if 'error' in answer:
        number = getattr(errno, answer['error'], errno.EIO)
        raise OSError(number, os.strerror(number), *paths[:1])

def rename(source, target, **_):
    if os.path.isdir(target) and not os.path.islink(target):
        if not os.path.isdir(source):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), source, None, target)
        os.rmdir(target)
    on_disk('rename', source, target)
patch('rename', rename)
patch('replace', rename)
patch('link', lambda source, target, **_: on_disk('link', source, target))
patch('symlink', lambda source, target, *_, **__: on_disk('symlink', target, target=os.fsdecode(source)))

def utime(path, times=None, *, ns=None, **_):
    if not isinstance(path, int):
        seconds = ns[1] / 1e9 if ns else times[1] if times else None
        on_disk('utime', path, seconds=seconds)
patch('utime', utime)

def chown(path, uid, gid, **_):
    if not isinstance(path, int):
        os.lstat(path)
    if uid not in (-1, 0) or gid not in (-1, 0):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
for name in ('chown', 'lchown', 'fchown'):
    patch(name, chown)

for name in ('getuid', 'geteuid', 'getgid', 'getegid'):
    patch(name, lambda: 0)
for name in ('setuid', 'seteuid', 'setgid', 'setegid', 'setgroups', 'initgroups'):
    patch(name, lambda *_: None)
patch('getgroups', lambda: [0])
patch('getlogin', lambda: 'root')
patch('cpu_count', lambda: machine['cores'])
patch('getloadavg', lambda: (0.0, 0.0, 0.0))
patch('uname', lambda: posix.uname_result(['Linux', machine['hostname'], machine['release'], machine['version'], 'x86_64']))
sys.platform, sys.executable = 'linux', '/usr/bin/python3'
sys._base_executable = sys.executable
platform.system = lambda: 'Linux'
platform.architecture = lambda *_, **__: ('64bit', 'ELF')
platform._uname_cache = None
del sys._emscripten_info

sys.orig_argv = ['/usr/bin/python3', *sys.orig_argv[2:]]
_socket.gethostname = lambda: machine['hostname']
for name in list(os.environ):
    del os.environ[name]
posix.environ.clear()
os.environ.update(environment)

def chroot(path):
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), path)
patch('chroot', chroot)
