/** Facts about desktop toolkits, devices, sound. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const desktopFacts: readonly FactGroup[] = [
  {
    confidence: 'inferred', medium: 'other', how: 'event',
    rows: [
      ['serial.Serial.read', 'io', 'select plus os.read'],
      ['usb.core.Device.read', 'io', 'ctypes releases'],
      ['sounddevice.rec', 'python', 'PortAudio thread calls back into Python'],
      ['pyaudio.Stream.read', 'io', 'releases around Pa_ReadStream'],
      ['PyQt5.QtWidgets.QApplication.exec_', 'wait', 'releases the GIL in the event loop, retakes per slot'],
      ['PySide6.QtWidgets.QApplication.exec', 'wait', 'releases the GIL in the event loop, retakes it per slot'],
      ['{PyQt5,PySide6}.QtCore.QThread.wait', 'wait', 'joins the thread', { how: 'join' }],
      ['{PyQt5,PySide6}.QtCore.QThread.{msleep,sleep,usleep}', 'wait', 'sleeps without the GIL', { how: 'sleep' }],
      ['wx.App.MainLoop', 'wait', 'releases the GIL in the event loop'],
      ['kivy.app.App.run', 'wait', 'event loop of SDL; drawing holds'],
      ['gi.repository.Gtk.main', 'wait', 'releases the GIL in the main loop'],
      ['gi.repository.GLib.MainLoop.run', 'wait', 'releases the GIL in the main loop'],
      ['pynput.{keyboard.Listener.join,mouse.Listener.join}', 'wait', 'joins the listener thread', { how: 'join' }],
      ['keyboard.{wait,read_key,read_event}', 'wait', 'waits for an event from its listener thread'],
      ['pyttsx3.Engine.runAndWait', 'wait', "speech engine's loop"],
      ['speech_recognition.Recognizer.{listen,recognize_google}', 'io', 'audio device or HTTP'],
      ['playsound.playsound', 'io', 'audio device'],
      ['{serial.Serial.write,serial.Serial.readline,serial.Serial.read_until,serial.Serial.flush}', 'io', 'select plus os.write or os.read'],
      ['serial.Serial', 'io', 'opens the port'],
      ['serial.Serial.{inWaiting,reset_input_buffer,close}', 'io', 'ioctl'],
      ['RPi.GPIO.{output,input,setup,setmode}', 'held', 'short register access'],
      ['RPi.GPIO.wait_for_edge', 'wait', 'epoll without the GIL'],
      ['smbus.SMBus.*', 'held', 'ioctl with the GIL'],
      ['sounddevice.wait', 'wait', 'waits for an Event'],
      ['pyaudio.Stream.write', 'io', 'releases around Pa_WriteStream'],
      ['mss.base.MSSBase.grab', 'native', 'ctypes releases'],
      ['pyperclip.{copy,paste}', 'io', 'subprocess', { medium: 'process' }],
    ],
  },
];
