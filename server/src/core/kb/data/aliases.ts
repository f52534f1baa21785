/**
 * Spellings that mean a documented name: private modules, re-exports, old places, methods that equal a function.
 * What follows after a dot is kept, so a module or class needs one line.
 */
import type { Alias } from '../names';

export const ALIASES: readonly Alias[] = [
  ['builtins', ''],
  ['_io', 'io'],
  ['_pyio', 'io'],
  ['posix', 'os'],
  ['nt', 'os'],
  ['{posixpath,ntpath,genericpath}', '{os.path,os.path,os.path}'],
  ['pathlib.{_local,_abc}.Path', 'pathlib.{Path,Path}'],
  [
    '{_thread.lock,_thread.LockType,_thread.RLock,threading._RLock}',
    '{threading.Lock,threading.Lock,threading.RLock,threading.RLock}',
  ],
  ['_thread.{get_ident,get_native_id}', 'threading.{get_ident,get_native_id}'],
  ['threading.currentThread', 'threading.current_thread'],
  ['threading.Condition.notifyAll', 'threading.Condition.notify_all'],
  ['threading.BoundedSemaphore.acquire', 'threading.Semaphore.acquire'],
  ['_queue', 'queue'],
  ['pymupdf', 'fitz'],
  ['concurrent.futures.{thread,process,interpreter,_base}', 'concurrent.futures{,,,}'],
  [
    'multiprocessing.{context,process}.{BaseProcess,Process}',
    'multiprocessing.{Process,Process,Process,Process}',
  ],
  [
    'multiprocessing.context.{SpawnProcess,ForkProcess,ForkServerProcess}',
    'multiprocessing.{Process,Process,Process}',
  ],
  [
    'multiprocessing.context.{BaseContext,DefaultContext,SpawnContext,ForkContext,ForkServerContext}',
    'multiprocessing{,,,,}',
  ],
  [
    'multiprocessing.{queues,synchronize,sharedctypes}.{Queue,JoinableQueue,SimpleQueue,Lock,RLock,Semaphore,BoundedSemaphore,Condition,Event,Barrier,Value,Array,RawValue,RawArray}',
    'multiprocessing{,,}.{Queue,JoinableQueue,SimpleQueue,Lock,RLock,Semaphore,BoundedSemaphore,Condition,Event,Barrier,Value,Array,RawValue,RawArray}',
  ],
  ['multiprocessing.pool.ApplyResult', 'multiprocessing.pool.AsyncResult'],
  ['multiprocessing.dummy.Pool', 'multiprocessing.pool.ThreadPool'],
  ['multiprocessing.dummy.Process', 'threading.Thread'],
  [
    'multiprocessing.connection.{_ConnectionBase,PipeConnection}',
    'multiprocessing.connection.{Connection,Connection}',
  ],
  ['multiprocessing.util.get_logger', 'multiprocessing.get_logger'],
  [
    '{_socket,_ssl,_hashlib,_sqlite3,_bz2,_lzma,_json,_csv,_struct,_datetime,_decimal,_bisect,_heapq,_random,_collections,_functools,_operator}',
    '{socket,ssl,hashlib,sqlite3,bz2,lzma,json,csv,struct,datetime,decimal,bisect,heapq,random,collections,functools,operator}',
  ],
  ['{_pickle,cPickle}', '{pickle,pickle}'],
  ['{_elementtree,xml.etree.cElementTree}', '{xml.etree.ElementTree,xml.etree.ElementTree}'],
  ['{pyexpat.XMLParserType,xml.parsers.expat.XMLParserType}', 'xml.parsers.expat.{xmlparser,xmlparser}'],
  ['pyexpat', 'xml.parsers.expat'],
  ['array.ArrayType', 'array.array'],
  ['sqlite3.dbapi2', 'sqlite3'],
  [
    'json.{decoder,encoder}.{JSONDecoder,JSONEncoder}',
    'json.{JSONDecoder,JSONEncoder,JSONDecoder,JSONEncoder}',
  ],
  ['socket.SocketType', 'socket.socket'],
  ['urllib.request.URLopener.open', 'urllib.request.urlopen'],
  ['{_sre,sre_compile}.compile', '{re.compile,re.compile}'],
  ['typing.{Pattern,Match}', 're.{Pattern,Match}'],
  [
    'random.Random.{random,randint,randrange,choice,choices,sample,shuffle,uniform,gauss,getrandbits,seed,randbytes,normalvariate,expovariate}',
    'random.{random,randint,randrange,choice,choices,sample,shuffle,uniform,gauss,getrandbits,seed,randbytes,normalvariate,expovariate}',
  ],
  [
    'random.SystemRandom.{randint,randrange,choice,choices,sample,shuffle,uniform,getrandbits}',
    'random.SystemRandom.{random,random,random,random,random,random,random,random}',
  ],
  ['time.clock', 'time.perf_counter'],
  [
    'asyncio.{tasks,events,locks,queues,runners,streams,futures,base_events,unix_events,windows_events,threads,timeouts,taskgroups}',
    'asyncio{,,,,,,,,,,,,}',
  ],
  [
    'asyncio.subprocess.{create_subprocess_exec,create_subprocess_shell}',
    'asyncio.{create_subprocess_exec,create_subprocess_shell}',
  ],
  [
    'asyncio.{BaseEventLoop,_UnixSelectorEventLoop,_WindowsSelectorEventLoop}',
    'asyncio.{AbstractEventLoop,AbstractEventLoop,AbstractEventLoop}',
  ],
  ['asyncio.timeout_at', 'asyncio.timeout'],
  ['logging.{warn,fatal}', 'logging.{warning,critical}'],
  ['logging.Logger.{warn,fatal}', 'logging.Logger.{warning,critical}'],
  ['ctypes.{WinDLL,OleDLL}', 'ctypes.{CDLL,CDLL}'],
  [
    'ctypes.windll.{kernel32,user32,gdi32,shell32,ntdll,advapi32,winmm}',
    'ctypes.{CDLL,CDLL,CDLL,CDLL,CDLL,CDLL,CDLL}',
  ],
  [
    'tkinter.{Misc,Toplevel,Frame,Widget}.{mainloop,update,after}',
    'tkinter.Tk.{mainloop,update,after,mainloop,update,after,mainloop,update,after,mainloop,update,after}',
  ],
  ['{tkinter.mainloop,tkinter.Tcl}', '{tkinter.Tk.mainloop,tkinter.Tk}'],

  // NumPy: methods that equal a function, second names, old modules.
  [
    'numpy.ndarray.{sum,prod,mean,std,var,min,max,any,all,cumsum,cumprod,argmax,argmin,argsort,partition,argpartition,searchsorted,nonzero,take,put,dot,ptp,trace}',
    'numpy.{sum,prod,mean,std,var,min,max,any,all,cumsum,cumprod,argmax,argmin,argsort,partition,argpartition,searchsorted,nonzero,take,put,dot,ptp,trace}',
  ],
  ['numpy.ndarray.{__matmul__,__rmatmul__}', 'numpy.{matmul,matmul}'],
  [
    'numpy.{absolute,amin,amax,product,cumproduct,sometrue,alltrue,trapz,in1d,row_stack,asanyarray,asfarray,require}',
    'numpy.{abs,min,max,prod,cumprod,any,all,trapezoid,isin,vstack,asarray,asarray,asarray}',
  ],
  [
    'numpy.{core.multiarray,_core.multiarray,core.umath,_core.umath,core.numeric,_core.numeric,core.fromnumeric,_core.fromnumeric,lib.function_base,lib.npyio,matlib}',
    'numpy{,,,,,,,,,,}',
  ],
  ['numpy.{linalg.linalg,linalg._linalg,fft._pocketfft,fft.pocketfft}', 'numpy.{linalg,linalg,fft,fft}'],
  ['numpy.random.{mtrand,_generator,_mtrand}', 'numpy.random{,,}'],
  ['numpy.random.{ranf,sample}', 'numpy.random.{random,random}'],
  ['numpy.random.Generator.permuted', 'numpy.random.Generator.permutation'],
  ['cupy', 'numpy'],
  ['scipy.fftpack.{fft,ifft,rfft,irfft,dct,dst}', 'scipy.fft.{fft,ifft,rfft,irfft,dct,dst}'],
  ['scipy.ndimage.{filters,interpolation,measurements,morphology}', 'scipy.ndimage{,,,}'],
  ['scipy.sparse.{csr_array,csc_array,coo_array}', 'scipy.sparse.{csr_matrix,csc_matrix,coo_matrix}'],
  ['scipy.spatial.ckdtree', 'scipy.spatial'],

  // pandas
  ['pandas.core.{frame,series}', 'pandas{,}'],
  [
    'pandas.io.{parsers,parsers.readers,json,parquet,excel,sql,pickle,pytables,html,feather_format}',
    'pandas{,,,,,,,,,}',
  ],
  ['pandas.core.groupby.{generic,groupby}', 'pandas.core.groupby{,}'],
  ['pandas.{core.reshape.merge.merge,core.reshape.concat.concat}', 'pandas.{merge,concat}'],
  ['pandas.DataFrame.{aggregate,agg,map,transform}', 'pandas.DataFrame.{apply,apply,applymap,apply}'],
  ['pandas.{DataFrame,Series}.to_clipboard', 'pandas.DataFrame.{to_csv,to_csv}'],
  ['pandas.Series.{to_csv,to_json,to_sql,to_pickle}', 'pandas.DataFrame.{to_csv,to_json,to_sql,to_pickle}'],
  [
    'pandas.Series.{agg,aggregate,transform,copy,describe}',
    'pandas.{Series.apply,Series.apply,Series.apply,DataFrame.copy,DataFrame.describe}',
  ],
  ['pandas.core.groupby.GroupBy.aggregate', 'pandas.core.groupby.GroupBy.agg'],
  ['{modin.pandas,dask.dataframe.DataFrame}', '{pandas,dask.dataframe.DataFrame}'],

  // Imaging, learning
  ['cv2.cv2', 'cv2'],
  ['torch._tensor.Tensor', 'torch.Tensor'],
  [
    'torch.{FloatTensor,LongTensor,IntTensor,ByteTensor,DoubleTensor}',
    'torch.{Tensor,Tensor,Tensor,Tensor,Tensor}',
  ],
  ['torch.{mm,bmm,addmm}', 'torch.{matmul,matmul,matmul}'],
  ['torch.Tensor.{mm,bmm,__matmul__}', 'torch.Tensor.{matmul,matmul,matmul}'],
  ['torch.Tensor.cuda', 'torch.Tensor.to'],
  ['torch.autograd.backward', 'torch.Tensor.backward'],
  ['torch.optim.optimizer.Optimizer', 'torch.optim.Optimizer'],
  ['torch.nn.modules.module.Module', 'torch.nn.Module'],
  ['torch.nn.Module.forward', 'torch.nn.Module.__call__'],
  ['torch.utils.data.dataloader.DataLoader', 'torch.utils.data.DataLoader'],
  ['keras', 'tensorflow.keras'],
  ['tensorflow.python.keras', 'tensorflow.keras'],
  ['tensorflow.keras.models.{Model,Sequential}', 'tensorflow.keras.{Model,Sequential}'],
  [
    'sklearn.{ensemble.forest,ensemble._forest,ensemble._gb,tree._classes,cluster.k_means_,cluster._kmeans,svm._classes,linear_model._base}',
    'sklearn.{ensemble,ensemble,ensemble,tree,cluster,cluster,svm,linear_model}',
  ],
  ['sklearn.externals.joblib', 'joblib'],
  ['joblib.parallel.Parallel', 'joblib.Parallel'],
  ['numba.core.decorators', 'numba'],

  // Parsers, crypto, serialisers
  ['lxml.etree.{_Element,_ElementTree,_XSLT}', 'lxml.etree.{Element,ElementTree,XSLT}'],
  ['lxml.html.{parse,HtmlElement}', 'lxml.{etree.parse,etree.Element}'],
  ['lxml.objectify.{parse,fromstring}', 'lxml.etree.{parse,fromstring}'],
  ['bs4.element.Tag', 'bs4.Tag'],
  ['bs4.Tag.findAll', 'bs4.BeautifulSoup.find_all'],
  ['bs4.Tag.{find_all,select}', 'bs4.BeautifulSoup.{find_all,select}'],
  ['regex.{Pattern,regex}', 'regex{,}'],
  ['regex._regex.Pattern', 'regex'],
  ['Crypto.Hash', 'cryptography.hazmat.primitives.hashes'],
  ['brotlicffi', 'brotli'],
  ['zstd.{compress,decompress}', 'zstandard.{ZstdCompressor.compress,ZstdDecompressor.decompress}'],
  ['backports.zstd', 'compression.zstd'],
  ['tomli.{loads,load}', 'tomllib.{loads,load}'],
  ['yaml.{full_load,load_all,safe_load_all,unsafe_load}', 'yaml.{load,load,safe_load,load}'],
  ['pydantic.main.BaseModel', 'pydantic.BaseModel'],
  [
    'pydantic.BaseModel.{parse_obj,parse_raw,dict,json}',
    'pydantic.BaseModel.{model_validate,model_validate_json,model_dump,model_dump_json}',
  ],

  // Databases
  ['psycopg2._psycopg', 'psycopg2.extensions'],
  ['psycopg2.extras.{DictCursor,RealDictCursor}', 'psycopg2.extensions.{cursor,cursor}'],
  ['redis.client.{Redis,StrictRedis}', 'redis.{Redis,Redis}'],
  ['redis.asyncio.client.Redis', 'redis.asyncio.Redis'],
  ['pymongo.mongo_client.MongoClient', 'pymongo.MongoClient'],
  ['pymongo.synchronous.{collection,database,cursor}', 'pymongo.{collection,database,cursor}'],
  ['pymongo.command_cursor.CommandCursor', 'pymongo.cursor.Cursor'],
  ['pymongo.collection.{ReturnDocument,CollectionInvalid}', 'pymongo.{ReturnDocument,CollectionInvalid}'],
  ['sqlalchemy.{Engine,Connection}', 'sqlalchemy.engine.{Engine,Connection}'],
  [
    'sqlalchemy.engine.{base.Connection,base.Engine,create_engine}',
    'sqlalchemy.{engine.Connection,engine.Engine,create_engine}',
  ],
  [
    'sqlalchemy.orm.{session.Session,query.Query,scoping.scoped_session}',
    'sqlalchemy.orm.{Session,Query,Session}',
  ],
  [
    'django.db.models.{query.QuerySet,base.Model,Manager,manager.Manager}',
    'django.db.models.{QuerySet,Model,QuerySet,QuerySet}',
  ],
  ['pymysql.Connection', 'pymysql.connections.Connection'],
  [
    'mysql.connector.{MySQLConnection,cursor_cext.CMySQLCursor,connection_cext.CMySQLConnection}',
    'mysql.connector.{connection.MySQLConnection,cursor.MySQLCursor,connection.MySQLConnection}',
  ],

  // Network
  ['requests.{api,sessions,models}', 'requests{,,}'],
  ['urllib3.{connectionpool,poolmanager,response}', 'urllib3{,,}'],
  ['httpx._client', 'httpx'],
  ['httpx._api', 'httpx'],
  ['httpx._models', 'httpx'],
  ['aiohttp.client', 'aiohttp'],
  ['aiohttp.client_reqrep.ClientResponse', 'aiohttp.ClientResponse'],
  ['boto3.Session', 'boto3.session.Session'],
  ['paramiko.{client,transport,channel,sftp_client}', 'paramiko{,,,}'],
  ['pika.adapters.blocking_connection.BlockingConnection', 'pika.BlockingConnection'],
  ['zmq.sugar.{socket,context,poll}', 'zmq{,,}'],
  ['docker.client', 'docker'],
  ['git.repo.base.Repo', 'git.Repo'],
  ['scapy.all', 'scapy.sendrecv'],
  ['kafka.{producer,consumer}', 'kafka{,}'],
  ['celery.Task', 'celery.app.task.Task'],
  [
    'selenium.webdriver.{chrome,firefox,edge}.webdriver.WebDriver',
    'selenium.webdriver.{Chrome,Firefox,Edge}',
  ],
  ['playwright.{sync_api._generated,async_api._generated}', 'playwright.{sync_api,async_api}'],
  ['PySide2', 'PyQt5'],
  ['PyQt6', 'PySide6'],
  [
    'PyQt5.QtWidgets.{QApplication.exec,QMainWindow.exec_}',
    'PyQt5.QtWidgets.{QApplication.exec_,QApplication.exec_}',
  ],
  [
    '{PyQt5,PySide6}.QtCore.{QCoreApplication,QEventLoop}.{exec,exec_}',
    '{PyQt5.QtWidgets.QApplication.exec_,PyQt5.QtWidgets.QApplication.exec_,PyQt5.QtWidgets.QApplication.exec_,PyQt5.QtWidgets.QApplication.exec_,PySide6.QtWidgets.QApplication.exec,PySide6.QtWidgets.QApplication.exec,PySide6.QtWidgets.QApplication.exec,PySide6.QtWidgets.QApplication.exec}',
  ],
  ['PySide6.QtWidgets.QApplication.exec_', 'PySide6.QtWidgets.QApplication.exec'],
  ['tqdm.{std,asyncio,auto,notebook,rich}', 'tqdm{,,,,}'],
];
