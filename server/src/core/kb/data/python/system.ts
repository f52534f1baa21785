/** Facts about the operating system and terminal: `ctypes`, `curses`, `termios`, `tkinter`, Windows modules. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';
import { EVERY, LIB, MAIN, NO_RELEASE, SINCE_312 } from '../readings';

// prettier-ignore
export const systemFacts: readonly FactGroup[] = [
  {
    from: 'Modules/', read: EVERY,
    rows: [
      ['faulthandler.dump_traceback', 'held', 'faulthandler.c:faulthandler_dump_traceback_py', { when: 'writes with the GIL held' }],
      ['ctypes.CDLL.*', 'native', '_ctypes/callproc.c:call_cdeclfunction -> _ctypes_callproc', { when: 'any foreign function of a CDLL, WinDLL or OleDLL: released for the whole C call; converting arguments and callbacks hold it' }],
      ['ctypes.{memmove,memset}', 'native', '_ctypes/callproc.c:_ctypes_callproc, reached through CFUNCTYPE in Lib/ctypes/__init__.py', { when: 'released for the whole copy' }],
      ['ctypes.{string_at,wstring_at}', 'held', '_ctypes/_ctypes.c:string_at, reached through PYFUNCTYPE in Lib/ctypes/__init__.py', { when: 'memcpy' }],
      ['ctypes.PyDLL.*', 'held', '_ctypes/callproc.c:_call_function_pointer', { when: 'the GIL stays held during the call' }],
    ],
  },
  {
    from: 'Modules/termios.c:', read: SINCE_312, medium: 'other',
    rows: [
      ['termios.tcgetattr', 'io', 'termios_tcgetattr_impl; compiled CPython: released in 3.10.13 and later, held in 3.9.18', { since: '3.10', before: 'held' }],
      ['termios.tcsetattr', 'io', 'termios_tcsetattr_impl; compiled CPython: released in 3.10.13 and later, held in 3.9.18', { when: 'TCSADRAIN and TCSAFLUSH may block', since: '3.10', before: 'held' }],
      ['termios.tcdrain', 'io', 'termios_tcdrain_impl; compiled CPython: released in 3.10.13 and later, held in 3.9.18', { since: '3.10', before: 'held' }],
      ['termios.tcflush', 'io', 'termios_tcflush_impl; compiled CPython: released in 3.10.13 and later, held in 3.9.18', { since: '3.10', before: 'held' }],
      ['termios.tcflow', 'io', 'termios_tcflow_impl; compiled CPython: released in 3.10.13 and later, held in 3.9.18', { since: '3.10', before: 'held' }],
      ['termios.tcsendbreak', 'io', 'termios_tcsendbreak_impl; compiled CPython: released in 3.10.13 and later, held in 3.9.18', { since: '3.10', before: 'held' }],
    ],
  },
  {
    from: 'Modules/pwdmodule.c:', read: EVERY, medium: 'other',
    rows: [
      ['pwd.getpwnam', 'io', 'pwd_getpwnam_impl', { when: 'asks the name service (files, LDAP)' }],
      ['pwd.getpwuid', 'io', 'pwd_getpwuid'],
      ['pwd.getpwall', 'held', 'pwd_getpwall_impl', { when: 'enumerates the whole user database with the GIL held' }],
    ],
  },
  {
    from: 'Modules/grpmodule.c:', read: EVERY, medium: 'other',
    rows: [
      ['grp.getgrnam', 'io', 'grp_getgrnam_impl'],
      ['grp.getgrgid', 'io', 'grp_getgrgid_impl'],
      ['grp.getgrall', 'held', 'grp_getgrall_impl', { when: 'enumerates the whole group database with the GIL held' }],
    ],
  },
  {
    from: 'Modules/', read: SINCE_312, medium: 'other',
    rows: [
      ['syslog.syslog', 'io', 'syslogmodule.c:syslog_syslog_impl', { when: 'macOS holds the GIL' }],
      ['syslog.openlog', 'held', 'syslogmodule.c:syslog_openlog_impl'],
      ['readline.get_history_item', 'held', 'readline.c:readline_get_history_item_impl'],
    ],
  },
  {
    from: 'Modules/_cursesmodule.c:', read: EVERY, medium: 'other',
    rows: [
      ['curses.window.getch', 'io', '_curses_window_getch_impl', { when: 'waits for a key' }],
      ['curses.window.getkey', 'io', '_curses_window_getkey_impl', { when: 'waits for a key' }],
      ['curses.window.get_wch', 'io', '_curses_window_get_wch_impl', { when: 'waits for a key' }],
      ['curses.window.refresh', 'io', '_curses_window_refresh_impl', { when: 'terminal write' }],
      ['curses.window.noutrefresh', 'io', '_curses_window_noutrefresh_impl'],
      ['curses.doupdate', 'held', '_curses_doupdate_impl', { when: 'writes to the terminal with the GIL held' }],
      ['curses.napms', 'held', '_curses_napms_impl', { when: 'sleeps with the GIL held; time.sleep releases it' }],
      ['curses.initscr', 'held', '_curses_initscr_impl'],
    ],
  },
  {
    from: 'PC/msvcrtmodule.c:', read: SINCE_312, medium: 'other', how: 'lock',
    rows: [
      ['msvcrt.getch', 'io', 'msvcrt_getch_impl', { when: 'Windows' }],
      ['msvcrt.getwch', 'io', 'msvcrt_getwch_impl', { when: 'Windows' }],
      ['msvcrt.getche', 'io', 'msvcrt_getche_impl', { when: 'Windows' }],
      ['msvcrt.locking', 'wait', 'msvcrt_locking_impl', { when: 'Windows; retries for up to 10 s' }],
      ['msvcrt.kbhit', 'held', 'msvcrt_kbhit_impl', { when: 'Windows' }],
    ],
  },
  {
    from: 'PC/winreg.c:', read: SINCE_312, medium: 'other',
    rows: [
      ['winreg.OpenKey', 'io', 'winreg_OpenKey_impl', { when: 'Windows' }],
      ['winreg.ConnectRegistry', 'io', 'winreg_ConnectRegistry_impl', { when: 'Windows; may use the network' }],
      ['winreg.QueryValueEx', 'io', 'winreg_QueryValueEx_impl', { when: 'Windows', since: '3.14', before: 'held' }],
      ['winreg.QueryInfoKey', 'io', 'winreg_QueryInfoKey_impl', { when: 'Windows', since: '3.14', before: 'held' }],
      ['winreg.CreateKey', 'io', 'winreg_CreateKey_impl', { when: 'Windows', since: '3.14', before: 'held' }],
      ['winreg.CloseKey', 'io', 'winreg_CloseKey -> PyHKEY_Close', { when: 'Windows', since: '3.14', before: 'held' }],
      ['winreg.EnumKey', 'io', 'winreg_EnumKey_impl', { when: 'Windows' }],
      ['winreg.EnumValue', 'io', 'winreg_EnumValue_impl', { when: 'Windows' }],
      ['winreg.SetValueEx', 'io', 'winreg_SetValueEx_impl', { when: 'Windows' }],
      ['winreg.DeleteKey', 'io', 'winreg_DeleteKey_impl', { when: 'Windows' }],
      ['winreg.FlushKey', 'io', 'winreg_FlushKey_impl', { when: 'Windows' }],
      ['winreg.SaveKey', 'io', 'winreg_SaveKey_impl', { when: 'Windows' }],
    ],
  },
  {
    from: 'Modules/_tkinter.c:', read: EVERY, how: 'event',
    rows: [
      ['tkinter.Tk.mainloop', 'wait', '_tkinter_tkapp_mainloop_impl', { when: 'waits without the GIL but with the Tcl lock; polls every 20 ms where Tcl has no threads' }],
      ['tkinter.Tk.update', 'wait', 'Tkapp_Call', { when: 'the Tcl interpreter runs without the GIL' }],
      ['tkinter.Tk.after', 'wait', '_tkinter_tkapp_createcommand_impl', { when: 'from another thread it is queued to the thread of the interpreter and waits' }],
    ],
  },
  {
    from: 'Lib/', read: LIB, medium: 'process',
    rows: [
      ['ctypes.util.find_library', 'io', 'ctypes/util.py:_findSoname_ldconfig -> Popen', { when: 'runs ldconfig/gcc in subprocesses' }],
      ['ctypes.CDLL', 'held', 'ctypes/__init__.py:CDLL.__init__ -> _dlopen', { when: 'loading a library holds the GIL on POSIX, releases it on Windows' }],
    ],
  },
  {
    read: MAIN, medium: 'other',
    rows: [
      ['curses.window.getstr', 'io', 'Modules/_cursesmodule.c:PyCursesWindow_getstr', { when: 'waits for a line' }],
    ],
  },
  {
    read: SINCE_312, medium: 'other',
    rows: [
      ['winsound.PlaySound', 'io', 'PC/winsound.c:winsound_PlaySound_impl', { when: 'Windows' }],
      ['winsound.Beep', 'io', 'PC/winsound.c:winsound_Beep_impl', { when: 'Windows' }],
    ],
  },
  {
    read: EVERY,
    rows: [
      ['_imp.create_dynamic', 'held', 'Python/import.c:_imp_create_dynamic_impl', { when: 'POSIX: loading and initialising the extension hold the GIL; Windows releases while loading' }],
    ],
  },
  {
    from: 'Modules/', read: NO_RELEASE,
    rows: [
      ['resource.{getrusage,getrlimit,setrlimit}', 'held', 'resource.c', { when: 'constant cost' }],
      ['faulthandler.enable', 'held', 'faulthandler.c', { when: 'constant cost' }],
    ],
  },
  {
    from: 'Modules/', confidence: 'inferred', medium: 'other',
    rows: [
      ['termios.{tcgetwinsize,tcsetwinsize}', 'io', 'termios.c', { since: '3.11' }],
      ['tkinter.Tk', 'python', '_tkinter.c', { when: 'creates the interpreter' }],
    ],
  },
];
