/** Facts about plots, spreadsheets, PDF, sound and video. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const documentsFacts: readonly FactGroup[] = [
  {
    from: 'general knowledge of the library; not read', confidence: 'inferred',
    rows: [
      ['matplotlib.pyplot.plot', 'python', ''],
      ['reportlab.pdfgen.canvas.Canvas.save', 'python', ''],
    ],
  },
  {
    confidence: 'inferred', medium: 'process',
    rows: [
      ['matplotlib.figure.Figure.savefig', 'python', 'Agg rendering and PNG encoding mostly with the GIL'],
      ['plotly.graph_objects.Figure.to_html', 'python', 'json'],
      ['openpyxl.load_workbook', 'python', 'pure Python over expat/lxml'],
      ['openpyxl.Workbook.save', 'python', 'pure Python'],
      ['xlsxwriter.Workbook.close', 'python', 'pure Python, zlib releases'],
      ['docx.Document', 'python', 'lxml'],
      ['PyPDF2.PdfReader', 'python', 'pure Python'],
      ['pypdf.PdfReader', 'python', 'pure Python'],
      ['fitz.open', 'held', 'PyMuPDF SWIG bindings hold the GIL'],
      ['matplotlib.pyplot.{savefig,show,subplots,figure,imshow,hist,scatter,bar,legend,title,close,xlabel}', 'python', 'Agg rendering mostly with the GIL'],
      ['matplotlib.pyplot.{ylabel,draw,pause}', 'python', 'Agg rendering mostly with the GIL'],
      ['matplotlib.axes.Axes.*', 'python', 'artists are Python objects'],
      ['openpyxl.Workbook', 'python', 'pure Python'],
      ['openpyxl.worksheet.worksheet.Worksheet.*', 'python', 'pure Python'],
      ['{pypdf.PdfReader,PyPDF2.PdfReader}.*', 'python', 'pure Python'],
      ['fitz.{Document,Page}.{load_page,get_text,get_pixmap,save}', 'held', 'SWIG bindings hold the GIL'],
      ['pdfplumber.{open,page.Page.extract_text,page.Page.extract_tables}', 'python', 'pdfminer, pure Python'],
      ['pdf2image.{convert_from_path,convert_from_bytes}', 'io', 'runs pdftoppm'],
      ['moviepy.editor.{VideoFileClip,VideoClip.write_videofile}', 'io', 'ffmpeg subprocess; frames pass through numpy'],
      ['pydub.AudioSegment.{from_file,export}', 'io', 'ffmpeg subprocess'],
      ['ffmpeg.{run,probe}', 'io', 'subprocess'],
      ['soundfile.{read,write}', 'native', 'cffi around libsndfile releases'],
      ['librosa.{load,stft,feature.mfcc,feature.melspectrogram}', 'native', 'numpy, scipy and numba; Python around them'],
    ],
  },
];
