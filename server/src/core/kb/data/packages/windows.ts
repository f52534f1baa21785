/** Facts about pywin32 and its relatives. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const windowsFacts: readonly FactGroup[] = [
  {
    from: 'pywin32 releases around most calls of the system; not read', confidence: 'inferred', medium: 'other', how: 'other',
    rows: [
      ['win32api.Sleep', 'wait', '', { how: 'sleep' }],
      ['win32event.{WaitForSingleObject,WaitForMultipleObjects,MsgWaitForMultipleObjects}', 'wait', ''],
      ['{win32gui.PumpMessages,pythoncom.PumpMessages}', 'wait', '', { when: 'message loop until the program ends' }],
      ['{win32gui.PumpWaitingMessages,pythoncom.PumpWaitingMessages}', 'io', ''],
      ['win32gui.{EnumWindows,EnumChildWindows}', 'python', '', { when: 'calls back for every window' }],
      ['win32gui.{SendMessage,SetForegroundWindow,ShowWindow}', 'wait', '', { when: 'until the other window has handled it' }],
      ['win32gui.{GetWindowText,GetClassName,FindWindow,FindWindowEx,GetForegroundWindow,GetWindowRect,IsWindowVisible,PostMessage,GetWindowDC,GetDC,ReleaseDC}', 'io', ''],
      ['win32api.{GetAsyncKeyState,GetKeyState,GetCursorPos,SetCursorPos,mouse_event,keybd_event,GetSystemMetrics,GetTickCount,CloseHandle}', 'io', ''],
      ['win32file.{ReadFile,WriteFile,CreateFile,CopyFile,DeleteFile,ReadDirectoryChangesW}', 'io', '', { medium: 'disk' }],
      ['win32pipe.{CreateNamedPipe,ConnectNamedPipe,PeekNamedPipe}', 'io', '', { medium: 'process' }],
      ['{win32process.CreateProcess,win32process.TerminateProcess,win32process.EnumProcesses,win32api.ShellExecute}', 'io', '', { medium: 'process' }],
      ['{win32serviceutil.HandleCommandLine,win32serviceutil.StartService,win32serviceutil.StopService}', 'io', '', { medium: 'process' }],
      ['{win32com.client.Dispatch,win32com.client.DispatchEx,win32com.client.GetObject,win32com.client.gencache.EnsureDispatch,comtypes.client.CreateObject}', 'io', '', { when: 'starts or finds the server', medium: 'process' }],
      ['{pythoncom.CoInitialize,pythoncom.CoUninitialize,pythoncom.CoInitializeEx}', 'io', ''],
      ['win32clipboard.{OpenClipboard,CloseClipboard,GetClipboardData,SetClipboardText,EmptyClipboard}', 'io', ''],
    ],
  },
  {
    from: 'general knowledge of the library; not read', confidence: 'inferred', medium: 'process',
    rows: [
      ['wmi.WMI', 'io', ': connects through COM'],
      ['{GPUtil.getGPUs,GPUtil.showUtilization,GPUtil.getAvailable}', 'io', ': runs nvidia-smi'],
      ['pynvml.*', 'native', ': ctypes, which releases'],
      ['pywinauto.application.Application.{start,connect,window}', 'io', ': waits for windows', { medium: 'other' }],
    ],
  },
];
