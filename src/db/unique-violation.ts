/** PostgreSQL: SQLSTATE 23505, «unique_violation». */
const POSTGRES_UNIQUE = '23505'

/**
 * Whether the database refused a row because of a unique index. PostgreSQL names the index, SQLite the columns
 * (`table.column`, or the index when it is partial).
 */
export const isUniqueViolation = (error: unknown, index: string, columns: string): boolean => {
  const { code, constraint, message = '' } = (error ?? {}) as { code?: string; constraint?: string; message?: string }
  if (code === POSTGRES_UNIQUE) return constraint === index
  return code === 'SQLITE_CONSTRAINT_UNIQUE' && (message.includes(columns) || message.includes(index))
}
