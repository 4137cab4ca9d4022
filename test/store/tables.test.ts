/** The interfaces of src/store/tables name the columns that the migrations make, with the same types. */
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import ts from 'typescript'
import { start } from '../fixture.ts'

type Columns = Record<string, { type: string; isNullable: boolean }>

interface Schema {
  readonly tables: Record<string, Columns>
  /** `table.column` of columns that an insertion may leave out. */
  readonly optional: Set<string>
}

/** What `pg` makes of the database's types. */
const types: Readonly<Record<string, string>> = {
  text: 'string',
  uuid: 'string',
  int8: 'string',
  int4: 'number',
  float4: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  bytea: 'Buffer',
  _text: 'string[]',
  json: 'JSON',
  jsonb: 'JSON'
}

const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())

async function readDatabase(t: Test): Promise<Schema> {
  const { rows } = await sql<{ table: string; column: string; type: string; isNullable: boolean; hasDefault: boolean }>`
    select table_name as table, column_name as column, udt_name as type, is_nullable = 'YES' as is_nullable,
      column_default is not null or is_identity = 'YES' as has_default
    from information_schema.columns
    where table_schema = current_schema() and table_name <> 'kysely_migration'`.execute((await start(t)).database.db)
  const tables: Record<string, Columns> = {}
  const optional = new Set<string>()
  for (const row of rows) {
    const [table, column] = [camelCase(row.table), camelCase(row.column)]
    tables[table] = { ...tables[table], [column]: { type: types[row.type] ?? row.type, isNullable: row.isNullable } }
    if (row.hasDefault) optional.add(`${table}.${column}`)
  }
  return { tables, optional }
}

function readInterfaces(): Schema {
  const path = fileURLToPath(new URL('../../src/store/tables/index.ts', import.meta.url))
  const options = { strict: true, module: ts.ModuleKind.NodeNext, allowImportingTsExtensions: true, noEmit: true }
  const program = ts.createProgram([path], options)
  const checker = program.getTypeChecker()
  const tables: Record<string, Columns> = {}
  const optional = new Set<string>()
  for (const { name, type } of propertiesOf(checker, tablesType(program, path))) {
    tables[name] = {}
    for (const column of propertiesOf(checker, type)) {
      const { selected, inserted } = partsOf(checker, column.type)
      const isJson = nameOf(checker, selected) !== 'string' && nameOf(checker, inserted) === 'string'
      tables[name][column.name] = {
        type: isJson ? 'JSON' : nameOf(checker, selected),
        isNullable: includes(column.type, ts.TypeFlags.Null) || includes(selected, ts.TypeFlags.Null)
      }
      if (includes(inserted, ts.TypeFlags.Undefined)) optional.add(`${name}.${column.name}`)
    }
  }
  return { tables, optional }
}

function tablesType(program: ts.Program, path: string): ts.Type {
  const declared = program
    .getSourceFile(path)
    ?.statements.filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === 'Tables')
  if (declared === undefined) throw new Error(`${path} has no interface Tables.`)
  return program.getTypeChecker().getTypeAtLocation(declared)
}

const propertiesOf = (checker: ts.TypeChecker, type: ts.Type) =>
  type.getProperties().map((property) => ({ name: property.name, type: checker.getTypeOfSymbol(property) }))

/** Kysely's ColumnType (Generated, JSONColumnType) has a type for selects and another one for insertions. */
function partsOf(checker: ts.TypeChecker, type: ts.Type): { selected: ts.Type; inserted: ts.Type } {
  const parts = new Map(propertiesOf(checker, checker.getNonNullableType(type)).map((part) => [part.name, part.type]))
  return { selected: parts.get('__select__') ?? type, inserted: parts.get('__insert__') ?? type }
}

function nameOf(checker: ts.TypeChecker, type: ts.Type): string {
  const base = checker.getBaseTypeOfLiteralType(checker.getNonNullableType(type))
  return checker.typeToString(base).replace(/<.*>/, '') // Buffer<ArrayBufferLike>
}

const includes = (type: ts.Type, flag: ts.TypeFlags): boolean =>
  (type.flags & flag) !== 0 || (type.isUnion() && type.types.some((member) => includes(member, flag)))

t.test('the interfaces of the tables are what the migrations make', async (t) => {
  const [interfaces, database] = [readInterfaces(), await readDatabase(t)]
  t.same(interfaces.tables, database.tables)
  const withoutDefault = [...interfaces.optional].filter((column) => !database.optional.has(column))
  t.same(withoutDefault, [], 'a column that an insertion may leave out has a default')
})
