/** Facts about servers, event-loop libraries, schedulers, psutil. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const serversFacts: readonly FactGroup[] = [
  {
    confidence: 'inferred', medium: 'network', how: 'join',
    rows: [
      ['psutil.cpu_percent', 'wait', 'interval > 0: time.sleep; else /proc reads in Python', { how: 'sleep' }],
      ['psutil.process_iter', 'io', 'reads /proc for every process (Linux), parsed in Python; measured on 5.9.4', { medium: 'other' }],
      ['psutil.virtual_memory', 'io', 'reads /proc/meminfo (Linux), parsed in Python; measured on 5.9.4', { medium: 'other' }],
      ['psutil.disk_usage', 'io', 'os.statvfs', { medium: 'disk' }],
      ['psutil.{sensors_temperatures,sensors_fans,sensors_battery}', 'io', 'reads a file of /sys for every sensor (Linux); drivers answer in milliseconds', { medium: 'other' }],
      ['psutil.Process.wait', 'wait', 'waitpid/pidfd polling'],
      ['flask.Flask.run', 'io', 'werkzeug socketserver, one thread per request'],
      ['{uvicorn.run,uvicorn.Server.run}', 'io', 'event loop'],
      ['gunicorn.app.base.BaseApplication.run', 'io', 'master process: select/waitpid', { medium: 'process' }],
      ['gevent.sleep', 'wait', 'the hub blocks in libev without the GIL', { how: 'sleep' }],
      ['trio.run', 'io', 'epoll without the GIL'],
      ['trio.to_thread.run_sync', 'python', 'suspends the task'],
      ['anyio.to_thread.run_sync', 'python', 'suspends the task; limiter of 40 threads by default'],
      ['uvloop.run', 'io', 'libuv poll without the GIL'],
      ['{flask.jsonify,flask.render_template,flask.Flask,fastapi.FastAPI,django.shortcuts.render}', 'python', 'pure Python'],
      ['waitress.serve', 'io', 'event loop over select'],
      ['hypercorn.run', 'io', 'event loop'],
      ['tornado.ioloop.IOLoop.start', 'io', 'event loop'],
      ['twisted.internet.reactor.run', 'io', 'event loop'],
      ['bottle.run', 'io', 'one thread or process per request'],
      ['cherrypy.quickstart', 'io', 'thread pool over sockets'],
      ['schedule.run_pending', 'python', 'runs the jobs that are due'],
      ['apscheduler.schedulers.blocking.BlockingScheduler.start', 'wait', 'waits for the next job', { how: 'event' }],
      ['apscheduler.schedulers.background.BackgroundScheduler.{start,add_job}', 'python', 'starts a thread'],
      ['watchdog.observers.Observer.{start,schedule}', 'python', 'starts a thread'],
      ['watchdog.observers.Observer.join', 'wait', 'joins the observer thread'],
      ['multiprocess.{Pool,Process,Queue}', 'io', 'as multiprocessing; pickles with dill', { medium: 'process' }],
      ['joblib.delayed', 'python', 'general knowledge of the library; not read', { when: 'constant cost' }],
      ['joblib.Memory.cache', 'python', 'pickles results to disk'],
      ['pathos.multiprocessing.ProcessingPool.map', 'wait', 'as multiprocessing; pickles with dill'],
      ['filelock.FileLock.acquire', 'wait', 'polls with time.sleep', { how: 'lock' }],
      ['tenacity.retry', 'python', 'general knowledge of the library; not read', { when: 'constant cost' }],
    ],
  },
  {
    from: 'general knowledge of the library; not read', confidence: 'inferred', medium: 'network', how: 'join',
    rows: [
      ['werkzeug.serving.run_simple', 'io', ''],
      ['gevent.joinall', 'wait', ''],
      ['eventlet.sleep', 'wait', '', { how: 'sleep' }],
      ['anyio.run', 'io', ''],
    ],
  },
  {
    from: '/', confidence: 'inferred',
    rows: [
      ['psutil.{cpu_count,net_io_counters,disk_io_counters,pids,Process,boot_time,net_connections,cpu_times}', 'python', 'proc parsing in Python (Linux)'],
      ['psutil.Process.{cpu_percent,memory_info,name,cmdline,children,kill,terminate,is_running,status}', 'python', 'proc parsing in Python (Linux)'],
    ],
  },
];
