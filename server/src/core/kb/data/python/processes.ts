/** Facts about `subprocess` and `signal`. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';
import { EVERY, LIB, NO_RELEASE, SINCE_312 } from '../readings';

// prettier-ignore
export const processesFacts: readonly FactGroup[] = [
  {
    from: 'Modules/signalmodule.c:', read: EVERY, how: 'event',
    rows: [
      ['signal.pause', 'wait', 'signal_pause_impl'],
      ['signal.sigwait', 'wait', 'signal_sigwait_impl'],
      ['signal.sigwaitinfo', 'wait', 'signal_sigwaitinfo_impl'],
      ['signal.sigtimedwait', 'wait', 'signal_sigtimedwait_impl'],
      ['signal.raise_signal', 'wait', 'signal_raise_signal_impl', { when: 'releases around raise(); may take a GIL round trip', since: '3.8' }],
      ['signal.signal', 'held', 'signal_signal_impl', { when: 'constant cost' }],
      ['signal.pthread_kill', 'held', 'signal_pthread_kill_impl', { when: 'constant cost' }],
      ['signal.setitimer', 'held', 'signal_setitimer_impl', { when: 'constant cost' }],
      ['signal.alarm', 'held', 'signal_alarm_impl', { when: 'constant cost' }],
    ],
  },
  {
    from: 'Lib/', read: LIB, medium: 'process',
    rows: [
      ['subprocess.Popen', 'io', 'subprocess.py:Popen._execute_child -> _fork_exec; compiled CPython: released around vfork in 3.11.7 and later, held in 3.10.13', { when: 'vfork without the GIL since 3.11, fork with it; then reads the error pipe without it; the posix_spawn path holds it' }],
      ['subprocess.Popen.wait', 'io', 'subprocess.py:Popen._wait -> _try_wait', { when: 'with timeout: polling loop of waitpid and time.sleep (0.5 ms doubling to 50 ms)' }],
      ['subprocess.Popen.poll', 'io', 'subprocess.py:Popen._internal_poll -> _waitpid'],
      ['subprocess.Popen.communicate', 'io', 'subprocess.py:Popen._communicate -> selector', { when: 'select loop and os.read' }],
      ['subprocess.run', 'io', 'subprocess.py:run -> communicate'],
      ['subprocess.call', 'io', 'subprocess.py:call -> p.wait'],
      ['subprocess.check_call', 'io', 'subprocess.py:check_call -> call('],
      ['subprocess.check_output', 'io', 'subprocess.py:check_output -> run('],
      ['subprocess.getoutput', 'io', 'subprocess.py:getoutput -> getstatusoutput'],
      ['subprocess.getstatusoutput', 'io', 'subprocess.py:getstatusoutput -> check_output'],
      ['subprocess.list2cmdline', 'python', 'subprocess.py'],
      ['shlex.{split,quote,join}', 'python', 'shlex.py'],
    ],
  },
  {
    read: SINCE_312, medium: 'process',
    rows: [
      ['_posixsubprocess.fork_exec', 'io', 'Modules/_posixsubprocess.c:subprocess_fork_exec_impl -> do_fork_exec; compiled CPython: released around vfork in 3.11.7 and later, held in 3.10.13', { when: 'the vfork() path waits for the exec of the child without the GIL; the fork() path (preexec_fn, or no vfork) holds it', since: '3.11', before: 'held' }],
    ],
  },
  {
    from: 'Lib/', read: LIB, confidence: 'inferred', medium: 'process',
    rows: [
      ['subprocess.Popen.{kill,terminate,send_signal}', 'held', 'subprocess.py over os.kill', { when: 'constant cost' }],
      ['subprocess.Popen.__exit__', 'io', 'subprocess.py:Popen.__exit__ -> wait'],
      ['pty.spawn', 'io', 'pty.py over select and os.read', { medium: 'disk' }],
    ],
  },
  {
    read: NO_RELEASE,
    rows: [
      ['signal.{getsignal,default_int_handler,pthread_sigmask,set_wakeup_fd,siginterrupt}', 'held', 'Modules/signalmodule.c', { when: 'constant cost' }],
      ['signal.{sigpending,strsignal,getitimer}', 'held', 'Modules/signalmodule.c', { when: 'constant cost' }],
    ],
  },
];
