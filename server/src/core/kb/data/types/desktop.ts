/** What calls of desktop toolkits return. Notation: `typeNotation.ts`. */
import type { TypeTable } from '../../typeTable';

export const desktopTypes: TypeTable = {
  bases: {},
  returns: {
    'PyQt5.QtGui.QImage': {
      pixelColor: 'PyQt5.QtGui.QColor',
      'width height depth pixel pixelIndex bytesPerLine': 'int',
      'copy scaled scaledToWidth scaledToHeight transformed mirrored rgbSwapped convertToFormat fromData':
        'self',
    },
    'PyQt5.QtGui.QColor': {
      'red green blue alpha rgb rgba hue saturation value lightness': 'int',
      'fromRgb fromRgba fromHsv toHsv toRgb lighter darker': 'self',
      name: 'str',
    },
    'PySide6.QtGui.QImage': {
      pixelColor: 'PySide6.QtGui.QColor',
      'width height depth pixel pixelIndex bytesPerLine': 'int',
      'copy scaled scaledToWidth scaledToHeight transformed mirrored rgbSwapped convertToFormat fromData':
        'self',
    },
    'PySide6.QtGui.QColor': {
      'red green blue alpha rgb rgba hue saturation value lightness': 'int',
      'fromRgb fromRgba fromHsv toHsv toRgb lighter darker': 'self',
      name: 'str',
    },
  },
  attributes: {},
};
