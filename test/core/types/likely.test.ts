/** Methods of objects whose type is not in sight, told by their names. */
import { checkOutline } from '../../support/analysis';

const test = (title: string, text: string, expected: string): void => {
  it(title, () => checkOutline(text, 'f', expected));
};

describe('methods of unknown objects', () => {
  test(
    'signals, setters and drawing cost what a call into the toolkit costs',
    'def f(window, n):\n    for i in range(100):\n        window.progress.emit(i)\n        window.label.setText("at work")\n        window.blit(n, (0, 0))\n',
    `
    2 loop 100 literal
      4 hold PyQt5.QtWidgets.QLabel.setText
      5 hold tkinter.Misc.configure
    `,
  );
  test(
    'servers emit to the network',
    'def f(socketio):\n    socketio.emit("done")\n',
    '2 io socketio.Client.emit',
  );
  test(
    'pages and tables',
    'def f(page, table):\n    page.find_all("a")\n    table.iterrows()\n',
    `
    2 hold bs4.BeautifulSoup.find_all
    3 hold pandas.DataFrame.iterrows
    `,
  );
  test(
    'what says nothing stays unknown',
    'def f(thing):\n    thing.process(1)\n    thing.settle(2)\n',
    `
    2 unknown thing.process
    3 unknown thing.settle
    `,
  );
});
