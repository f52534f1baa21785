/** Facts about `sqlite3`, `dbm`, `shelve`. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';
import { EVERY, LIB, MAIN, NO_RELEASE, SINCE_312 } from '../readings';

// prettier-ignore
export const sqliteFacts: readonly FactGroup[] = [
  {
    from: 'Modules/_sqlite/connection.c:', read: SINCE_312, medium: 'disk',
    rows: [
      ['sqlite3.connect', 'io', 'pysqlite_connection_init_impl', { when: 'sqlite3_open_v2 without the GIL' }],
      ['sqlite3.Connection.close', 'io', 'pysqlite_connection_close_impl -> connection_close'],
      ['sqlite3.Connection.commit', 'io', 'pysqlite_connection_commit_impl -> connection_exec_stmt', { when: 'disk sync without the GIL' }],
      ['sqlite3.Connection.rollback', 'io', 'pysqlite_connection_rollback_impl -> connection_exec_stmt'],
      ['sqlite3.Connection.backup', 'io', 'pysqlite_connection_backup_impl', { when: 'per step; a Python progress callback holds the GIL' }],
      ['sqlite3.Connection.blobopen', 'io', 'blobopen_impl', { since: '3.11' }],
      ['sqlite3.Connection.serialize', 'native', 'serialize_impl', { when: 'copy into bytes holds the GIL', since: '3.11' }],
      ['sqlite3.Connection.deserialize', 'native', 'deserialize_impl', { when: 'memcpy without the GIL', since: '3.11' }],
      ['sqlite3.Connection.execute', 'io', 'pysqlite_connection_execute_impl', { when: 'creates a cursor, then Cursor.execute' }],
      ['sqlite3.Connection.executemany', 'io', 'pysqlite_connection_executemany_impl', { when: 'then Cursor.executemany' }],
      ['sqlite3.Connection.load_extension', 'held', 'pysqlite_connection_load_extension_impl', { when: 'dlopen with the GIL held' }],
      ['sqlite3.Connection.interrupt', 'held', 'pysqlite_connection_interrupt_impl', { when: 'constant cost' }],
    ],
  },
  {
    from: 'Modules/_sqlite/blob.c:', read: SINCE_312, medium: 'disk',
    rows: [
      ['sqlite3.Blob.read', 'io', 'blob_read_impl -> read_multiple', { since: '3.11' }],
      ['sqlite3.Blob.write', 'io', 'blob_write_impl -> inner_write', { since: '3.11' }],
      ['sqlite3.Blob.close', 'io', 'blob_close_impl -> close_blob', { since: '3.11' }],
    ],
  },
  {
    from: 'Modules/_sqlite/cursor.c:', read: SINCE_312, medium: 'disk',
    rows: [
      ['sqlite3.Cursor.execute', 'io', 'pysqlite_cursor_execute_impl -> _pysqlite_query_execute', { when: 'several releases per call; Python functions called by SQL retake the GIL' }],
      ['sqlite3.Cursor.executemany', 'io', 'pysqlite_cursor_executemany_impl -> _pysqlite_query_execute', { when: 'several releases per row: heavy switching beside a busy thread' }],
      ['sqlite3.Cursor.executescript', 'io', 'pysqlite_cursor_executescript_impl'],
      ['sqlite3.Cursor.fetchone', 'io', 'pysqlite_cursor_fetchone_impl -> pysqlite_cursor_iternext', { when: 'releases for the step, the column count and each column type' }],
      ['sqlite3.Cursor.fetchmany', 'io', 'pysqlite_cursor_fetchmany_impl -> pysqlite_cursor_iternext', { when: 'two releases and one per column for each row' }],
      ['sqlite3.Cursor.fetchall', 'io', 'pysqlite_cursor_fetchall_impl -> pysqlite_cursor_iternext', { when: 'two releases and one per column for each row: beside a busy thread 200,000 rows took 5.6 s (measured, 0.5 ms interval)' }],
      ['sqlite3.Cursor.close', 'io', 'pysqlite_cursor_close_impl -> stmt_reset', { when: 'sqlite3_reset' }],
    ],
  },
  {
    from: 'Lib/', read: LIB, medium: 'disk',
    rows: [
      ['shelve.open', 'io', 'shelve.py:open -> DbfilenameShelf', { when: 'dbm.gnu/ndbm back ends hold the GIL during disk I/O' }],
    ],
  },
  {
    from: 'Lib/', read: LIB, confidence: 'inferred', medium: 'disk',
    rows: [
      ['dbm.open', 'io', 'dbm/__init__.py:open', { when: 'gnu/ndbm back ends hold the GIL; sqlite3 back end (3.13) releases; dumb is Python' }],
      ['shelve.Shelf.{__getitem__,__setitem__,get,sync,close}', 'io', 'shelve.py over dbm and pickle', { when: 'pickling holds the GIL' }],
    ],
  },
  {
    read: MAIN, medium: 'disk',
    rows: [
      ['sqlite3.Connection.executescript', 'io', 'Modules/_sqlite/connection.c:pysqlite_connection_executescript_impl', { when: 'then Cursor.executescript' }],
    ],
  },
  {
    read: EVERY,
    rows: [
      ['dbm.gnu.open', 'held', 'Modules/_gdbmmodule.c:dbmopen_impl', { when: 'disk I/O with the GIL held: no release anywhere in the module' }],
      ['dbm.ndbm.open', 'held', 'Modules/_dbmmodule.c:dbmopen_impl', { when: 'disk I/O with the GIL held: no release anywhere in the module' }],
    ],
  },
  {
    from: 'Modules/_sqlite/', read: NO_RELEASE,
    rows: [
      ['sqlite3.Connection.cursor', 'held', 'connection.c', { when: 'constant cost' }],
      ['sqlite3.Connection.{create_function,create_aggregate,create_collation,set_trace_callback}', 'held', 'connection.c', { when: 'constant cost' }],
      ['sqlite3.Connection.set_progress_handler', 'held', 'connection.c', { when: 'constant cost' }],
    ],
  },
  {
    from: 'Modules/_sqlite/', confidence: 'inferred', medium: 'disk',
    rows: [
      ['sqlite3.Cursor.__next__', 'io', 'cursor.c:pysqlite_cursor_iternext', { when: 'releases for the step, the column count and each column type' }],
      ['sqlite3.Connection.__exit__', 'io', 'connection.c:pysqlite_connection_exit_impl', { when: 'commits or rolls back' }],
    ],
  },
  {
    confidence: 'inferred',
    rows: [
      ['sqlite3.Connection.iterdump', 'python', 'Lib/sqlite3/dump.py'],
    ],
  },
];
