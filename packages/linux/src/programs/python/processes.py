"""subprocess and os.system: the server's shell runs the programs."""
import base64, errno, io, os, selectors, shutil, subprocess, sys

def run_program(argv, data, cwd, env):
    answer = ask('run', argv=[os.fsdecode(os.fspath(word)) for word in argv], cwd=cwd, env=env,
                 data=base64.b64encode(data).decode())
    return answer['code'], base64.b64decode(answer['stdout']), base64.b64decode(answer['stderr'])

class Output(io.RawIOBase):
    """The output of a program. It runs when the output is first read, because its input may come until then."""
    def __init__(self, process, name):
        self.process, self.of, self.rest, self.descriptor = process, name, None, None
    def readable(self):
        return True
    def readinto(self, buffer):
        if self.rest is None:
            self.process._run()
            self.rest = io.BytesIO(self.process._written[self.of])
        return self.rest.readinto(buffer)
    def fileno(self):
        if self.descriptor is None:
            self.descriptor = os.open('/dev/null', os.O_RDONLY)
        return self.descriptor

class Input(io.BytesIO):
    def __init__(self, process):
        super().__init__()
        self.process = process
    def fileno(self):
        raise io.UnsupportedOperation('fileno')
    def close(self):
        if not self.closed:
            self.process._data = self.getvalue()
        super().close()

class Popen:
    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None,
                 creationflags=0, restore_signals=True, start_new_session=False, pass_fds=(), *, user=None, group=None,
                 extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1, process_group=None):
        self.args, self.pid, self.returncode = args, os.getpid() + 1, None
        words = [args] if isinstance(args, (str, bytes, os.PathLike)) else list(args)
        self._argv = ['/bin/sh', '-c', *words] if shell else words
        self._cwd = os.fsdecode(cwd) if cwd is not None else os.getcwd()
        self._env = {os.fsdecode(key): os.fsdecode(value) for key, value in (os.environ if env is None else env).items()}
        if not os.path.isdir(self._cwd):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), self._cwd)
        self._check(os.fsdecode(self._argv[0]))
        self._written, self._data, self._targets = {}, b'', {'stdout': stdout, 'stderr': stderr}
        is_text = bool(text or universal_newlines or encoding or errors)
        dress = (lambda raw: io.TextIOWrapper(raw, encoding or 'utf-8', errors)) if is_text else (lambda raw: raw)
        self.stdin = dress(Input(self)) if stdin == subprocess.PIPE else None
        self.stdout = dress(io.BufferedReader(Output(self, 'stdout'))) if stdout == subprocess.PIPE else None
        self.stderr = dress(io.BufferedReader(Output(self, 'stderr'))) if stderr == subprocess.PIPE else None
        self.text_mode = is_text
        if stdin == subprocess.PIPE:
            return
        if isinstance(stdin, int) and stdin >= 0:
            self._data = self._all_of(stdin)
        elif hasattr(stdin, 'fileno'):
            self._data = stdin.read() if isinstance(stdin, io.RawIOBase) else self._all_of(stdin.fileno())
        self._run()

    def _all_of(self, descriptor):
        pieces = []
        while piece := os.read(descriptor, 65536):
            pieces.append(piece)
        return b''.join(pieces)

    def _check(self, name):
        path = os.path.join(self._cwd, name) if '/' in name else shutil.which(name, path=self._env.get('PATH'))
        if path is None or not os.path.exists(path):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
        if os.path.isdir(path) or not os.access(path, os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)

    def _run(self):
        if self.returncode is not None:
            return
        if self.stdin is not None and not self.stdin.closed:
            self.stdin.close()
        self.returncode, out, error = run_program(self._argv, self._data, self._cwd, self._env)
        if self._targets['stderr'] == subprocess.STDOUT:
            out, error = out + error, b''
        self._written = {'stdout': out, 'stderr': error}
        for name, target in self._targets.items():
            written = self._written[name]
            if target in (subprocess.PIPE, subprocess.STDOUT, subprocess.DEVNULL) or not written:
                continue
            stream = getattr(sys, name) if target is None else target
            if isinstance(stream, int):
                os.write(stream, written)
            else:
                stream.flush()
                binary = getattr(stream, 'buffer', stream)
                binary.write(written)
                binary.flush()

    def communicate(self, input=None, timeout=None):
        if self.stdin is not None and not self.stdin.closed:
            if input:
                self.stdin.write(input)
            self.stdin.close()
        self._run()
        return tuple(stream and stream.read() for stream in (self.stdout, self.stderr))

    def wait(self, timeout=None):
        self._run()
        return self.returncode

    poll = wait

    def send_signal(self, signal):
        pass
    terminate = kill = lambda self: None

    def __enter__(self):
        return self
    def __exit__(self, *_):
        for stream in (self.stdin, self.stdout, self.stderr):
            if stream:
                stream.close()
        self.wait()

    __class_getitem__ = classmethod(lambda cls, _: cls)

subprocess.Popen = Popen
subprocess._can_fork_exec = True

class Selector(selectors._BaseSelectorImpl):
    """Every registered file is ready: nothing here waits for another process."""
    def select(self, timeout=None):
        return [(key, key.events) for key in list(self.get_map().values())]
selectors.DefaultSelector = selectors.PollSelector = selectors.SelectSelector = Selector

def system(command):
    return Popen(command, shell=True).wait() << 8
patch('system', system)

def become(argv, env):
    code = Popen(list(argv), env=env).returncode
    sys.stdout.flush()
    os._exit(code)
patch('execv', lambda path, argv: become([path, *list(argv)[1:]], None))
patch('execve', lambda path, argv, env: become([path, *list(argv)[1:]], env))
